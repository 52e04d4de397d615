"""Callers who come back one by one after a restart."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccd.domain.call import Call, CallState

RETURN_MS = 3000
"""How long after the first call the last of them may take: the dialplan tries every second."""
OPEN_MS = 15_000
"""How long after a start the first may take: the doors are the last thing that the daemon opens."""


@dataclass(slots=True)
class Returning:
    """Who waited when the daemon went is back within a second or so, each at a moment of his own. An agent
    given to the first that comes would turn the line upside down, so nobody is rung until all are back."""

    calls: Mapping[str, Call] = field(repr=False, compare=False)
    expected: list[str] = field(default_factory=list)
    until_ms: int = 0
    somebody_came: bool = False

    def expect(self, now_ms: int) -> int | None:
        """All who wait, none of whom is in our hands. Returns until when; None: nobody waited."""
        self.expected = [call.call_id for call in self.calls.values() if _waits_on_the_line(call)]
        self.until_ms = now_ms + OPEN_MS
        return self.until_ms if self.expected else None

    def hear_first(self, now_ms: int) -> int | None:
        """Somebody comes, be he one of them or not: the doors are open. Returns until when the others are
        waited for now; None: nothing changes."""
        if self.somebody_came or not self.somebody(now_ms):
            return None
        self.somebody_came = True
        self.until_ms = now_ms + RETURN_MS
        return self.until_ms

    def somebody(self, now_ms: int) -> bool:
        """Is still on his way."""
        while self.expected and now_ms < self.until_ms:
            call = self.calls.get(self.expected[-1])
            if call and call.state is CallState.WAITING and not call.attached:
                return True
            self.expected.pop()
        return False


def _waits_on_the_line(call: Call) -> bool:
    return call.state is CallState.WAITING and not call.callback.in_line
