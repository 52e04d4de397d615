"""Virtual time: what is to happen, in order."""

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

Action = Callable[[], object]


class Timer:
    def __init__(self, action: Action) -> None:
        self.action: Action | None = action

    def cancel(self) -> None:
        self.action = None


class Timeline:
    def __init__(self, start_ms: int) -> None:
        self.now_ms = start_ms
        self._order = count()
        self._heap: list[tuple[int, int, Timer]] = []

    def after(self, delay_ms: int, action: Action) -> Timer:
        return self.at(self.now_ms + delay_ms, action)

    def at(self, at_ms: int, action: Action) -> Timer:
        """Not before now; actions of the same moment happen in the order they were asked for."""
        timer = Timer(action)
        heappush(self._heap, (max(at_ms, self.now_ms), next(self._order), timer))
        return timer

    def run(self, until_ms: int | None = None) -> None:
        """Until nothing is left to happen, or until then."""
        while self._heap and (until_ms is None or self._heap[0][0] <= until_ms):
            self.now_ms, _, timer = heappop(self._heap)
            if timer.action:
                timer.action()
        if until_ms is not None:
            self.now_ms = max(self.now_ms, until_ms)
