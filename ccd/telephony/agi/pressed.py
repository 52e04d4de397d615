"""Which keys a menu has taken. FastAGI gives them to us, and AMI tells of the same keys, earlier or later."""

from collections import Counter


class Pressed:
    """Of one caller."""

    def __init__(self) -> None:
        self._before: Counter[str] = Counter()
        self._untold: Counter[str] = Counter()

    def menu_begins(self) -> None:
        self._before.clear()

    def menu_took(self, keys: str) -> None:
        """What AMI has not told of yet, it will."""
        self._untold = Counter(keys) - self._before

    def is_news(self, key: str) -> bool:
        """AMI tells of a key: did no menu take it?"""
        if self._untold[key] > 0:
            self._untold[key] -= 1
            return False
        self._before[key] += 1
        return True
