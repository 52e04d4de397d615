"""How quickly a queue moves: what its calls take, and how long its callers stay. Learned from facts, the
latest counting most; of a queue that has no past the usual is assumed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ccd.domain import facts as f
from ccd.domain.call import Call
from ccd.domain.facts import VisitOutcome

USUAL_HANDLING_MS = 180_000
REMEMBERED = 50
"""About so many calls count; what was before fades."""
ABANDONS_FADE = 0.99

Heard = f.CallQueued | f.AgentAnswered | f.QueueLeft | f.TalkEnded


@dataclass(frozen=True, slots=True)
class PastVisit:
    """One that is over, with its call. `busy_ms` is how long it kept its agent until the talk was over, 0 for
    no agent; `wait_ms` None where the caller had no patience to lose."""

    queue: str
    wait_ms: int | None
    gave_up: bool
    busy_ms: int


@dataclass(slots=True)
class QueuePace:
    """`handling_ms`: for how long a call keeps its agent, from ringing to the end of the planned wrap-up.
    `abandons_per_ms` of waiting; 0 while nobody was seen to give up."""

    handling_ms: float = USUAL_HANDLING_MS
    _seen: int = 0
    _abandons: float = 0.0
    _waited_ms: float = 0.0

    @property
    def abandons_per_ms(self) -> float:
        return self._abandons / self._waited_ms if self._waited_ms else 0.0

    def handled(self, took_ms: int) -> None:
        self._seen = min(self._seen + 1, REMEMBERED)
        self.handling_ms += (took_ms - self.handling_ms) / self._seen

    def waited(self, wait_ms: int, gave_up: bool) -> None:
        self._abandons = self._abandons * ABANDONS_FADE + gave_up
        self._waited_ms = self._waited_ms * ABANDONS_FADE + wait_ms


@dataclass(slots=True)
class Pace:
    """Of every queue. `in_line` is how many callers wait or are being offered."""

    in_line: Counter[str] = field(default_factory=Counter)
    _of: dict[str, QueuePace] = field(default_factory=dict)

    def of(self, queue: str) -> QueuePace:
        return self._of.setdefault(queue, QueuePace())

    def recall(self, past: Iterable[PastVisit], wrap_up_ms: Mapping[str, int]) -> None:
        """What was learned before a restart: visits in the order in which they came, and each queue's planned
        wrap-up."""
        for visit in past:
            if visit.wait_ms is not None:
                self.of(visit.queue).waited(visit.wait_ms, visit.gave_up)
            if visit.busy_ms:
                self.of(visit.queue).handled(visit.busy_ms + wrap_up_ms.get(visit.queue, 0))

    def take(self, call: Call, fact: Heard) -> None:
        """`call` has taken the fact already."""
        match fact:
            case f.CallQueued():
                self.in_line[fact.queue] += 1
            case f.AgentAnswered():
                self.in_line[fact.queue] -= 1
                self._waited(call, fact.wait_ms, gave_up=False)
            case f.QueueLeft():
                self.in_line[fact.queue] -= 1
                self._waited(call, fact.wait_ms, fact.outcome == VisitOutcome.ABANDONED)
            case f.TalkEnded():
                rang_ms = max(0, call.answered_at_ms - call.offered_at_ms)
                wrap_up_ms = call.queue_settings.wrap_up_s * 1000
                self.of(call.queue).handled(rang_ms + fact.talk_ms + wrap_up_ms)

    def _waited(self, call: Call, wait_ms: int, gave_up: bool) -> None:
        """Who is called back had no patience to lose."""
        if not call.callback.in_line:
            self.of(call.queue).waited(wait_ms, gave_up)
