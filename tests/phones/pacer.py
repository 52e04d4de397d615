"""The heartbeat of all audio: one 20 ms timer serves every stream and every listener of the process."""

from __future__ import annotations

import asyncio
from typing import Protocol
from weakref import WeakKeyDictionary

TICK_S = 0.02
_CATCH_UP_TICKS = 5


class Player(Protocol):
    """What the pacer drives: told 50 times a second to send its next 20 ms."""

    def play_tick(self) -> None: ...


class Pacer:
    """Runs while somebody plays or listens, and leaves no timer behind when nobody does. `dropped_s`: what
    was never played, because this process stood still."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._players: dict[Player, None] = {}
        self._listeners: set[asyncio.Future[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0
        self.dropped_s = 0.0

    def join(self, player: Player) -> None:
        self._players[player] = None
        self._run()

    def leave(self, player: Player) -> None:
        self._players.pop(player, None)
        if not self._players and not self._listeners and self._timer:
            self._timer.cancel()
            self._timer = None

    async def tick(self) -> None:
        """Returns after the next tick, up to 20 ms from now."""
        ticked: asyncio.Future[None] = self._loop.create_future()
        self._listeners.add(ticked)
        self._run()
        try:
            await ticked
        finally:
            self._listeners.discard(ticked)

    def _run(self) -> None:
        if not self._timer:
            self._due = self._loop.time() + TICK_S
            self._timer = self._loop.call_at(self._due, self._tick)

    def _tick(self) -> None:
        self._timer = None
        now = self._loop.time()
        # After a short stall the missed packets follow at once; after a long one they are dropped.
        dropped_s = max(0.0, now - _CATCH_UP_TICKS * TICK_S - self._due)
        self.dropped_s += dropped_s
        self._due += dropped_s
        while self._due <= now:
            for player in tuple(self._players):
                player.play_tick()
            self._due += TICK_S
        for listener in self._listeners:
            if not listener.done():
                listener.set_result(None)
        self._listeners.clear()
        if self._players:
            self._timer = self._loop.call_at(self._due, self._tick)


_pacers: WeakKeyDictionary[asyncio.AbstractEventLoop, Pacer] = WeakKeyDictionary()


def pacer() -> Pacer:
    """The pacer of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _pacers:
        _pacers[loop] = Pacer(loop)
    return _pacers[loop]
