"""Which keys nobody has taken yet. FastAGI gives us those that a menu took, and AMI tells of all, earlier or
later; one that comes between two AGI commands is told by AMI alone."""

from collections.abc import Callable

TOLD_WITHIN_S = 5.0
"""AMI was away if it has not told of a key by then, and never will."""


class Pressed:
    """Of one caller; `clock` is in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._waiting: list[str] = []
        self._untold: list[tuple[str, float]] = []

    def is_news(self, key: str) -> bool:
        """AMI tells of a key: did no menu take it?"""
        now = self._clock()
        self._untold = [(taken, at) for taken, at in self._untold if now - at <= TOLD_WITHIN_S]
        for told in self._untold:
            if told[0] == key:
                self._untold.remove(told)
                return False
        return True

    def keep(self, key: str) -> None:
        """It is news, and the menu that runs or comes next may be meant."""
        self._waiting.append(key)

    def early(self) -> str:
        """The first key that is kept, which is taken now; empty for none."""
        return self._waiting.pop(0) if self._waiting else ""

    def took(self, keys: str) -> None:
        """A menu got them by FastAGI. What was pressed before is past: he has pressed again meanwhile."""
        for key in keys:
            if key in self._waiting:
                del self._waiting[: self._waiting.index(key) + 1]
            else:
                self._waiting.clear()
                self._untold.append((key, self._clock()))

    def forget(self) -> None:
        """What was kept was pressed while no key meant anything."""
        self._waiting.clear()
