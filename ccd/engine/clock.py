"""Time, in one place."""

import time
from typing import Protocol


class Clock(Protocol):
    def now_ms(self) -> int:
        """Milliseconds since the Unix epoch; never goes back."""


class SystemClock:
    """The wall clock as it was at start, carried on by the monotonic one: a clock that is set while calls are
    running does not make a wait negative."""

    def __init__(self) -> None:
        self._offset_ns = time.time_ns() - time.monotonic_ns()

    def now_ms(self) -> int:
        return (self._offset_ns + time.monotonic_ns()) // 1_000_000
