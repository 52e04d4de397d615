"""The daemon as `app` and `engine` run it: facts recorded before orders, deadlines kept, and its deaths."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ccd.domain.events import DeadlineReached, Event, PlanChanged
from ccd.domain.facts import Recorded
from ccd.domain.floor import Decision, Floor
from ccd.domain.orders import Order
from ccd.domain.plan import Plan
from tests.twin.timeline import Timeline, Timer


@dataclass
class Life:
    """From a start to a death: what was on record at the start, and the events since."""

    began_at_ms: int
    plan: Plan
    recorded_before: int
    events: list[tuple[int, Event]] = field(default_factory=list)


Watch = Callable[["Daemon", Event, Decision], None]


class Daemon:
    """`watch` sees every event with what came of it, before orders are given: who is killed there has made
    facts that nobody was told of."""

    def __init__(
        self, timeline: Timeline, plan: Plan, perform: Callable[[Order], None], watch: Watch
    ) -> None:
        self.recorded: list[Recorded] = []
        self.lives: list[Life] = []
        self.alive = False
        self.plan = plan
        self._timeline = timeline
        self._perform = perform
        self._watch = watch
        self._alarm: Timer | None = None
        self._begin()

    def start(self) -> None:
        self._begin()
        self.post(PlanChanged(self.plan, "start"))

    def _begin(self) -> None:
        self.floor = Floor(self.plan)
        assert not self.floor.restore(self.recorded, now_ms=self._timeline.now_ms)
        self.lives.append(Life(self._timeline.now_ms, self.plan, len(self.recorded)))
        self.alive = True
        self._set_alarm()

    def die(self) -> None:
        self.alive = False
        if self._alarm:
            self._alarm.cancel()

    def post(self, event: Event) -> None:
        if not self.alive:
            return
        now_ms = self._timeline.now_ms
        if isinstance(event, PlanChanged):
            self.plan = event.plan
        self.lives[-1].events.append((now_ms, event))
        decision = self.floor.handle(event, now_ms)
        first = len(self.recorded) + 1
        self.recorded.extend(Recorded(seq, now_ms, fact) for seq, fact in enumerate(decision.facts, first))
        self._watch(self, event, decision)
        for order in decision.orders if self.alive else ():
            self._perform(order)
        self._set_alarm()

    def _set_alarm(self) -> None:
        if self._alarm:
            self._alarm.cancel()
        deadline_at_ms = self.floor.next_deadline() if self.alive else None
        if deadline_at_ms is not None:
            self._alarm = self._timeline.at(deadline_at_ms, lambda: self.post(DeadlineReached()))
