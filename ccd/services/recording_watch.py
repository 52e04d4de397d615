"""Is what people say really being written down? Looked at while they still talk."""

import asyncio
import shutil
from pathlib import Path

import structlog

from ccd.domain.call import SPEAKING
from ccd.domain.events import RecordingFellBehind
from ccd.engine.clock import Clock
from ccd.engine.engine import Engine
from ccd.storage.wav import length_so_far_ms

EVERY_S = 5.0
BEHIND_MS = 10_000
"""How far a recording may be behind its talk: Asterisk writes a second at a time, and sound begins late."""
AWAITED_MS = 30_000
"""How long after a call its recording may take to be complete."""
REMEMBERED_MS = 600_000
FREE_LEAST = 2**30

_log = structlog.get_logger(__name__)


class RecordingWatch:
    """Each recording that is behind is told once: a fact, a line in the log, and `check` for ten minutes."""

    def __init__(self, engine: Engine, clock: Clock, folder: Path) -> None:
        self._engine = engine
        self._clock = clock
        self._folder = folder
        self._told: dict[str, int] = {}

    async def keep_watching(self) -> None:
        """For ever."""
        while True:
            try:
                await self.look()
            except OSError as error:
                _log.warning("recordings cannot be watched", error=str(error))
            await asyncio.sleep(EVERY_S)

    async def look(self) -> None:
        """Once, at all that should be written. Raises OSError."""
        floor, now_ms = self._engine.floor, self._clock.now_ms()
        due = {
            call.recording: (call.call_id, call.tape.due_ms(now_ms))
            for call in floor.calls.values()
            if call.recording and call.state in SPEAKING and call.recording not in self._told
        }
        over = [p for p, (_, since_ms) in floor.seen.awaited.items() if now_ms - since_ms > AWAITED_MS]
        written = await asyncio.to_thread(self._written, (*due, *over))
        for path, (call_id, due_ms) in due.items():
            if due_ms - written[path] > BEHIND_MS:
                self._tell(call_id, path, written[path], now_ms)
        for path in over:
            self._tell(path.rpartition("/")[2].rpartition(".")[0], path, written[path], now_ms)
        self._told = {path: at_ms for path, at_ms in self._told.items() if now_ms - at_ms < REMEMBERED_MS}

    async def check(self) -> str | None:
        """What is wrong with recording, for people; None for nothing."""
        if self._told:
            calls = ", ".join(sorted(self._told))
            return f"less is recorded than is talked: {calls}. Look at Asterisk's log and at the disk."
        free = (await asyncio.to_thread(shutil.disk_usage, self._folder)).free
        if free < FREE_LEAST:
            return f"{free // 2**20} MiB are left for recordings in {self._folder}: make room."
        return None

    def _written(self, paths: tuple[str, ...]) -> dict[str, int]:
        return {path: length_so_far_ms(self._folder / path) for path in paths}

    def _tell(self, call_id: str, path: str, recorded_ms: int, now_ms: int) -> None:
        if path not in self._told:
            _log.warning(
                "less is recorded than is talked", call_id=call_id, path=path, recorded_ms=recorded_ms
            )
            self._told[path] = now_ms
        self._engine.post(RecordingFellBehind(call_id, path, recorded_ms))
