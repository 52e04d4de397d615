"""A connection: in order, late by as much as it likes, and lossy only when it is cut."""

from collections.abc import Callable
from random import Random
from typing import Generic, TypeVar

from tests.twin.timeline import Timeline, Timer

Item = TypeVar("Item")


class Wire(Generic[Item]):
    def __init__(
        self, timeline: Timeline, random: Random, most_ms: int, deliver: Callable[[Item], None]
    ) -> None:
        self._timeline = timeline
        self._random = random
        self._most_ms = most_ms
        self._deliver = deliver
        self._last_at_ms = 0
        self._under_way: list[Timer] = []

    @property
    def quiet(self) -> bool:
        return not self._under_way

    def send(self, item: Item) -> None:
        self._last_at_ms = max(
            self._last_at_ms, self._timeline.now_ms + self._random.randint(0, self._most_ms)
        )
        self._under_way.append(self._timeline.at(self._last_at_ms, lambda: self._arrive(item)))

    def cut(self) -> None:
        """What is under way is lost."""
        for timer in self._under_way:
            timer.cancel()
        self._under_way.clear()

    def _arrive(self, item: Item) -> None:
        del self._under_way[0]
        self._deliver(item)
