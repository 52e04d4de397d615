"""Which keys nobody has taken yet. FastAGI gives us those that a menu took, and AMI tells of all, earlier or
later; one that comes between two AGI commands is told by AMI alone."""

from collections.abc import Callable

TOLD_WITHIN_S = 5.0
"""AMI was away if it has not told of a key by then, and never will."""
TOGETHER_S = 0.5
"""AMI and FastAGI are not further apart when they tell of the same key; who presses it again takes longer."""


class Pressed:
    """Of one caller; `clock` is in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._waiting: list[tuple[str, float]] = []
        self._untold: list[tuple[str, float]] = []

    def is_news(self, key: str) -> bool:
        """AMI tells of a key: did no menu take it?"""
        now = self.clock()
        self._untold = [(taken, at) for taken, at in self._untold if now - at <= TOLD_WITHIN_S]
        for told in self._untold:
            if told[0] == key:
                self._untold.remove(told)
                return False
        return True

    def keep(self, key: str) -> None:
        """It is news, and the menu that runs or comes next may be meant."""
        self._waiting.append((key, self.clock()))

    def early(self) -> str:
        """The first key that is kept, which is taken now; empty for none."""
        return self._waiting.pop(0)[0] if self._waiting else ""

    def took(self, keys: str, within_s: float = TOGETHER_S) -> None:
        """A menu got them by FastAGI, so many seconds ago at the most. What was pressed before is past, also
        the same key: he has pressed again meanwhile."""
        since, past, end = self.clock() - within_s, 0, len(self._waiting)
        for key in reversed(keys):
            told = (
                n for n in reversed(range(end)) if self._waiting[n][0] == key and self._waiting[n][1] >= since
            )
            if (end := next(told, -1)) >= 0:
                past = max(past, end + 1)
            else:
                end = 0
                self._untold.append((key, self.clock()))
        if keys:
            del self._waiting[: past or None]

    def forget(self) -> None:
        """What was kept was pressed while no key meant anything."""
        self._waiting.clear()
