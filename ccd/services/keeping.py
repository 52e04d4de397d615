"""How long recordings are kept: holds, deletion, and the sweep of what is too old."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import structlog

from ccd.domain.events import RecordingErased, RecordingHoldAsked, RecordingReleaseAsked, RecordingRewritten
from ccd.domain.plan import Plan
from ccd.domain.refused import Refused
from ccd.engine.clock import Clock
from ccd.engine.engine import Engine
from ccd.services import recordings
from ccd.services.recordings import RecordingView
from ccd.services.refusals import NotFound
from ccd.services.sounds import below
from ccd.storage.database import Database
from ccd.storage.errors import StorageError
from ccd.storage.models import RecordingState
from ccd.storage.opus import OpusFile
from ccd.storage.queries.recordings import older_recordings

DAY_MS = 86_400_000
SWEEP_EVERY_S = 86_400.0
RETRY_S = 600.0
AT_ONCE = 200

_log = structlog.get_logger(__name__)


class Keeping:
    """Holds and deletions come one after another, so that none is deleted while a hold is put on it. `settle`
    waits, but not for long, until the database has every fact there is."""

    def __init__(
        self,
        database: Database,
        engine: Engine,
        clock: Clock,
        folder: Path,
        settle: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock
        self._folder = folder
        self._settle = settle
        self._one = asyncio.Lock()

    async def hold(self, name: str, by: str, reason: str) -> RecordingView | Refused:
        async with self._one:
            found = await self._find(name)
            if isinstance(found, Refused):
                return found
            await self._engine.ask(RecordingHoldAsked(found.call_id, found.path, by, reason))
            return await self._find(name)

    async def release(self, name: str, by: str) -> RecordingView | Refused:
        async with self._one:
            found = await self._find(name)
            if isinstance(found, Refused) or not found.held_by:
                return found
            await self._engine.ask(RecordingReleaseAsked(found.call_id, found.path, by))
            return await self._find(name)

    async def delete(self, name: str, by: str) -> Refused | None:
        """The sound; what is known of it stays."""
        async with self._one:
            found = await self._find(name)
            if isinstance(found, Refused):
                return found
            if found.held_by:
                return Refused(
                    f"{found.held_by} holds recording {name}: {found.held_reason}. Lift that first."
                )
            if found.state != RecordingState.STORED.value:
                return Refused(f"Recording {name} is not complete yet; delete it after the call.")
            await self._erase(found, by)
        return None

    async def keep_sweeping(self) -> None:
        """For ever, once a day."""
        while True:
            try:
                await self.sweep()
                pause_s = SWEEP_EVERY_S
            except (StorageError, OSError) as error:
                _log.warning("old recordings are deleted later", error=str(error))
                pause_s = RETRY_S
            await asyncio.sleep(pause_s)

    async def sweep(self) -> int:
        """Delete what is too old and not held. Returns how many. Raises StorageError, OSError."""
        deleted = 0
        async for name in self._too_old():
            async with self._one:
                found = await self._find(name)  # held meanwhile?
                if isinstance(found, RecordingView) and not found.held_by:
                    await self._erase(found, by="")
                    deleted += 1
        if deleted:
            _log.info("old recordings deleted", recordings=deleted)
        return deleted

    async def _too_old(self) -> AsyncIterator[str]:
        plan, now_ms, after = self._engine.floor.plan, self._clock.now_ms(), ""
        shortest = min((days for days in _all_days(plan) if days), default=0)
        while shortest:
            async with self._database.read() as tx:
                page = await older_recordings(tx, now_ms - shortest * DAY_MS, after, AT_ONCE)
            for row in page:
                days = _days(plan, row["queue"])
                if days and row["stored_at_ms"] < now_ms - days * DAY_MS:
                    yield row["recording"]
            if len(page) < AT_ONCE:
                return
            after = page[-1]["recording"]

    def file_of(self, recording: RecordingView) -> Path | None:
        return below(self._folder, recording.path)

    async def replace(self, recording: RecordingView, before: Path, made: OpusFile) -> None:
        """From now on it is the new file; if it was deleted or held meanwhile, that one goes."""
        async with self._one:
            found = await self._find(recording.recording)
            if isinstance(found, Refused) or found.held_by or found.path != recording.path:
                await asyncio.to_thread(made.file.unlink)
                return
            path = made.file.relative_to(self._folder.resolve()).as_posix()
            await self._engine.ask(RecordingRewritten(found.call_id, path, made.size_bytes, made.sha256))
            await asyncio.to_thread(before.unlink)

    async def _find(self, name: str) -> RecordingView | Refused:
        await self._settle()
        found = await recordings.one(self._database, name)
        if isinstance(found, RecordingView) and found.state == RecordingState.DELETED.value:
            return NotFound(f"The recording {name} was deleted.")
        return found

    async def _erase(self, found: RecordingView, by: str) -> None:
        """The file first: were we to die in between, the next sweep tells of it."""
        file = await asyncio.to_thread(below, self._folder, found.path)
        if file:
            await asyncio.to_thread(file.unlink)
        await self._engine.ask(RecordingErased(found.call_id, found.path, by))
        await self._settle()


def _days(plan: Plan, queue: str | None) -> int:
    of_queue = plan.queues_by_name[queue].keep_recordings_days if queue in plan.queues_by_name else None
    return plan.recording.keep_days if of_queue is None else of_queue


def _all_days(plan: Plan) -> list[int]:
    return [plan.recording.keep_days, *(_days(plan, queue.name) for queue in plan.queues)]
