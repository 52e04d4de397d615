"""Waiting until something has become true, without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE_S = 30.0
"""How long anybody waits for what has to come. It keeps a test from hanging for ever and measures nothing: a
busy machine needs a fraction of it."""


class Watch:
    """Goes with an object: who changes it says `changed()`, who waits for a change awaits `until()`."""

    def __init__(self) -> None:
        self._waiters: dict[asyncio.Future[None], Callable[[], bool]] = {}

    def changed(self) -> None:
        for waiter, is_true in list(self._waiters.items()):
            if not waiter.done() and is_true():
                waiter.set_result(None)

    async def until(
        self, is_true: Callable[[], bool], timeout_s: float, complaint: Callable[[], str]
    ) -> None:
        """Returns when it is true; raises TimeoutError with the complaint when it is not in time."""
        if is_true():
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters[waiter] = is_true
        try:
            async with asyncio.timeout(timeout_s):
                await waiter
        except TimeoutError:
            if is_true():
                return
            raise TimeoutError(f"waited {timeout_s:g} s; {complaint()}") from None
        finally:
            del self._waiters[waiter]
