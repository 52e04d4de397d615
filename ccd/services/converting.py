"""Recordings become Opus after their call: about a tenth of the room."""

import asyncio

import structlog

from ccd.engine.clock import Clock
from ccd.services.keeping import DAY_MS, Keeping
from ccd.services.recordings import RecordingView
from ccd.storage import opus
from ccd.storage.database import Database
from ccd.storage.errors import StorageError
from ccd.storage.queries.recordings import wav_recordings

EVERY_S = 20.0
AT_ONCE = 20
LATEST_MS = 7 * DAY_MS
"""What could not be converted within this time stays WAV."""

MISSING = "recordings stay WAV: {} missing. Install Debian's opus-tools, or set recordings.opus to false."

_log = structlog.get_logger(__name__)


class Converting:
    """One after another, the oldest first. The original goes when the new file was decoded and is known."""

    def __init__(self, database: Database, keeping: Keeping, clock: Clock, kbit_s: int) -> None:
        self._database = database
        self._keeping = keeping
        self._clock = clock
        self._kbit_s = kbit_s
        self._failed: set[str] = set()

    async def keep_converting(self) -> None:
        """For ever; at once over, with a word in the log, where the programs are missing."""
        if missing := opus.missing_tools():
            _log.error(MISSING.format(" and ".join(missing)))
            return
        while True:
            try:
                await self.convert_new()
            except StorageError as error:
                _log.warning("recordings are converted later", error=str(error))
            await asyncio.sleep(EVERY_S)

    async def convert_new(self) -> None:
        """All that is there now. Raises StorageError."""
        since_ms, after = self._clock.now_ms() - LATEST_MS, ""
        while True:
            async with self._database.read() as tx:
                page = await wav_recordings(tx, since_ms, after, AT_ONCE)
            for row in page:
                recording = RecordingView.model_validate(row)
                if recording.recording not in self._failed:
                    await self._convert(recording)
            if len(page) < AT_ONCE:
                return
            after = page[-1]["recording"]

    async def _convert(self, recording: RecordingView) -> None:
        file = self._keeping.file_of(recording)
        if file is None:
            self._failed.add(recording.recording)
            return
        try:
            made = await opus.convert(file, self._kbit_s)
            await self._keeping.replace(recording, file, made)
        except (opus.NotConverted, OSError, TimeoutError) as error:
            self._failed.add(recording.recording)
            _log.warning("a recording stays WAV until the next start", error=str(error))
