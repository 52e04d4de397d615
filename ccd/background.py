"""Work that goes on beside the rest. Whatever dies of it says so in the log.

asyncio's own TaskGroup lets one piece that fails take all the others with it, and whoever waits for them; a
daemon goes on.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Self

import structlog

_log = structlog.get_logger(__name__)

Work = Coroutine[Any, Any, None]


@asynccontextmanager
async def watched(work: Work, name: str) -> AsyncIterator[asyncio.Task[None]]:
    """Run `work` until the block is left."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_report)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait((task,))


class Background:
    """Pieces of work that come to an end by themselves; leaving `async with Background()` waits for them."""

    def __init__(self) -> None:
        self._working: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._working:
            await asyncio.wait(self._working)

    def start(self, work: Work, name: str) -> None:
        """They begin in the order in which they are given."""
        task = asyncio.create_task(work, name=name)
        self._working.add(task)
        task.add_done_callback(self._over)

    def cancel(self) -> None:
        for task in self._working:
            task.cancel()

    def _over(self, task: asyncio.Task[None]) -> None:
        self._working.discard(task)
        _report(task)


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.critical("a task of the daemon died", task=task.get_name(), exc_info=error)
