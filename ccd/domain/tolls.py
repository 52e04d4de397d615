"""What each phone did abroad in the last 24 hours, by the facts."""

from collections import deque
from dataclasses import dataclass, field

from ccd.domain.facts import AbroadCalled, AbroadTalked

WINDOW_MS = 24 * 3600 * 1000

Heard = AbroadCalled | AbroadTalked


@dataclass(frozen=True, slots=True)
class Used:
    calls: int = 0
    talked_ms: int = 0


@dataclass(slots=True)
class Tolls:
    """A call counts from when it is dialled, its talk from when it is over."""

    _calls: dict[str, deque[int]] = field(default_factory=dict)
    _talks: dict[str, deque[tuple[int, int]]] = field(default_factory=dict)

    def used(self, phone: str, now_ms: int) -> Used:
        since_ms = now_ms - WINDOW_MS
        calls = [at_ms for at_ms in self._calls.get(phone, ()) if at_ms > since_ms]
        talks = [talk_ms for at_ms, talk_ms in self._talks.get(phone, ()) if at_ms > since_ms]
        return Used(len(calls), sum(talks))

    def apply(self, fact: Heard, at_ms: int) -> None:
        match fact:
            case AbroadCalled():
                calls = self._calls.setdefault(fact.phone, deque())
                calls.append(at_ms)
                while calls[0] <= at_ms - WINDOW_MS:
                    calls.popleft()
            case AbroadTalked():
                talks = self._talks.setdefault(fact.phone, deque())
                talks.append((at_ms, fact.talk_ms))
                while talks[0][0] <= at_ms - WINDOW_MS:
                    talks.popleft()
