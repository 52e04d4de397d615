from __future__ import annotations

import asyncio
import time

from tests.phones.pacer import Pacer, pacer


class Counter:
    def __init__(self, stop_at: int, pacer: Pacer) -> None:
        self.ticks = 0
        self._stop_at = stop_at
        self._pacer = pacer

    def play_tick(self) -> None:
        self.ticks += 1
        if self.ticks == self._stop_at:
            self._pacer.leave(self)


async def test_players_are_driven_until_they_leave() -> None:
    ours = pacer()
    short, long = Counter(2, ours), Counter(4, ours)
    ours.join(short)
    ours.join(long)
    while long.ticks < 4:
        await ours.tick()
    await ours.tick()
    assert (short.ticks, long.ticks) == (2, 4)


async def test_what_was_missed_is_played_at_once_or_dropped() -> None:
    ours = Pacer(asyncio.get_running_loop())
    counter = Counter(1000, ours)
    ours.join(counter)
    await ours.tick()
    time.sleep(0.3)  # noqa: ASYNC251 - this is the stall
    before = counter.ticks
    await ours.tick()
    ours.leave(counter)
    assert counter.ticks >= before + 5
    assert ours.dropped_s > 0.1


async def test_each_event_loop_has_one_pacer() -> None:
    assert pacer() is pacer()


async def test_no_timer_is_left_when_nobody_plays_or_listens() -> None:
    ours = Pacer(asyncio.get_running_loop())
    await ours.tick()
    assert ours._timer is None
    counter = Counter(1000, ours)
    ours.join(counter)
    ours.leave(counter)
    assert ours._timer is None


async def test_a_cancelled_listener_does_not_disturb_the_others() -> None:
    ours = pacer()
    listening = asyncio.create_task(ours.tick())
    await asyncio.sleep(0)
    listening.cancel()
    await asyncio.wait([listening])
    await ours.tick()
