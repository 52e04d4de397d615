"""The sound of recordings: found, compared with what was stored, and handed out."""

import asyncio
from hashlib import file_digest
from pathlib import Path

import structlog

from ccd.domain.events import RecordingFoundDamaged, RecordingOpened
from ccd.domain.refused import Refused
from ccd.engine.clock import Clock
from ccd.engine.engine import Engine
from ccd.services.recordings import RecordingView
from ccd.services.refusals import NotFound
from ccd.storage.models import RecordingState

SAME_PLAY_MS = 5 * 60_000
"""A player asks piece by piece; so long after the last piece it is still the same playing."""

_log = structlog.get_logger(__name__)


class Sounds:
    """A file is compared whole when it is first asked for, and again when it was touched since."""

    def __init__(self, folder: Path, engine: Engine, clock: Clock) -> None:
        self._folder = folder
        self._engine = engine
        self._clock = clock
        self._known: dict[Path, tuple[tuple[int, int, int], str]] = {}
        """What each file's hash was when it looked so (inode, size, time of change)."""
        self._told: set[tuple[Path, str]] = set()
        self._playing: dict[tuple[str, str], int] = {}

    async def play(self, recording: RecordingView, by: str) -> Path | Refused:
        """The file, which is below the folder whatever the database says. That `by` hears it is a fact."""
        name = recording.recording
        if recording.state == RecordingState.DELETED.value:
            return NotFound(f"The recording {name} was deleted.")
        file = await asyncio.to_thread(below, self._folder, recording.path)
        if file is None or recording.sha256 is None:
            return NotFound(f"The recording {name} is not in the recordings folder (any more, or yet).")
        digest = await asyncio.to_thread(self._hash, file)
        if digest != recording.sha256:
            self._tell_damage(recording, file, digest)
            return Refused(
                f"The file of recording {name} is not what was stored: somebody changed it, or the disk did. "
                f"Put {recording.path} back from a backup (SHA-256 {recording.sha256}; now {digest})."
            )
        self._note_playing(recording, by)
        return file

    def _hash(self, file: Path) -> str:
        seen = file.stat()
        looks = (seen.st_ino, seen.st_size, seen.st_mtime_ns)
        known = self._known.get(file)
        if known is None or known[0] != looks:
            with file.open("rb") as sound:
                known = self._known[file] = (looks, file_digest(sound, "sha256").hexdigest())
        return known[1]

    def _tell_damage(self, recording: RecordingView, file: Path, digest: str) -> None:
        """Once for each state of the file."""
        if (file, digest) not in self._told:
            self._told.add((file, digest))
            _log.warning(
                "a recording is not what was stored",
                call_id=recording.call_id,
                path=recording.path,
                sha256=digest,
            )
            self._engine.post(RecordingFoundDamaged(recording.call_id, recording.path, digest))

    def _note_playing(self, recording: RecordingView, by: str) -> None:
        now_ms = self._clock.now_ms()
        self._playing = {k: at_ms for k, at_ms in self._playing.items() if now_ms - at_ms < SAME_PLAY_MS}
        if (by, recording.recording) not in self._playing:
            self._engine.post(RecordingOpened(recording.call_id, recording.path, by))
        self._playing[by, recording.recording] = now_ms


def below(folder: Path, path: str) -> Path | None:
    """The file of that path, if there is one and it is in the folder."""
    file = (folder / path).resolve()
    return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
