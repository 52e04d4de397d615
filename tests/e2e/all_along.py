"""What a party hears all through a part of a story."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.phones import Call
from tests.phones.hearing import PRESENT_DBFS
from tests.phones.pacer import pacer

WINDOW_S = 0.06


class Listening:
    """`longest_gap_s` is how long the tone was missing at the most, to `WINDOW_S` sharp."""

    def __init__(self, call: Call, tone_hz: int) -> None:
        self.longest_gap_s = 0.0
        self._call = call
        self._tone_hz = tone_hz

    async def listen(self) -> None:
        heard_at = time.monotonic()
        while not self._call.is_over:
            await pacer().tick()
            now = time.monotonic()
            if self._call.heard(WINDOW_S, {self._tone_hz})[self._tone_hz] > PRESENT_DBFS:
                heard_at = now
            self.longest_gap_s = max(self.longest_gap_s, now - heard_at)


@asynccontextmanager
async def hears_all_along(call: Call, tone_hz: int, gap_s: float = 0.5) -> AsyncIterator[Listening]:
    """The call hears this tone through the whole block, with gaps of at most `gap_s`, and does not end.
    Begin it when the tone is there."""
    listening = Listening(call, tone_hz)
    task = asyncio.create_task(listening.listen(), name=f"{call.name} listens")
    try:
        yield listening
    finally:
        task.cancel()
        await asyncio.wait((task,))
    assert not call.is_over, f"{call.name} was cut off\n{call.story}"
    gap = listening.longest_gap_s
    assert gap <= gap_s, f"{call.name} did not hear {tone_hz} Hz for {gap:.2f} s\n{call.story}"
