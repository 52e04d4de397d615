"""The simulated centre at work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from ccd.domain.call import CallState
from ccd.domain.events import (
    AgentSignedOn,
    CallArrived,
    DeadlineReached,
    DialAnswered,
    DialFinished,
    DialStatus,
    Event,
    SessionEnded,
)
from ccd.domain.facts import Fact
from ccd.domain.floor import Floor
from ccd.domain.kpi.tally import Tally
from ccd.domain.orders import Order, RingAgent
from ccd.services.simulation.counting import Counting
from ccd.services.simulation.scenario import Chance, Scenario

PARTS = 20
"""Into which the counted time is cut: how much they differ says how sure the whole is."""

Progress = Callable[[float], None]
"""Hears which share is done."""


@dataclass(frozen=True, slots=True)
class Run:
    """`events` is how many the floor was given, warm-up included."""

    parts: Sequence[Tally]
    events: int

    @property
    def whole(self) -> Tally:
        return sum(self.parts, Tally())


Watch = Callable[[Floor, Sequence[Fact], int], None]
"""Sees the floor after each event, what came of that, and when (ms)."""


def simulate(
    scenario: Scenario,
    progress: Progress = lambda share: None,
    watch: Watch = lambda floor, facts, now_ms: None,
) -> Run:
    """Raises ValueError on what cannot be simulated."""
    if scenario.hours <= 0 or scenario.agents < 1 or scenario.queues < 1:
        raise ValueError("hours, agents and queues must be greater than 0")
    if scenario.handling_cv is not None and not scenario.handling_cv >= 0:
        raise ValueError("the coefficient of variation is at least 0")
    assert scenario.traffic
    centre = _Centre(scenario, watch)
    centre.run_until(scenario.warm_up_ms)
    centre.counting.take(scenario.warm_up_ms)
    parts = []
    for part in range(1, PARTS + 1):
        end_ms = scenario.warm_up_ms + round(scenario.hours * 3_600_000 * part / PARTS)
        centre.run_until(end_ms)
        parts.append(centre.counting.take(end_ms))
        progress(part / PARTS)
    return Run(parts, centre.events)


class _Centre:
    """The floor, and what is to reach it when."""

    def __init__(self, scenario: Scenario, watch: Watch) -> None:
        self.events = 0
        self._watch = watch
        self.counting = Counting(
            scenario.agents, scenario.target_s * 1000, scenario.short_abandon_s * 1000, 0
        )
        self._floor = Floor(scenario.plan())
        self._dids = [did.number for did in self._floor.plan.dids]
        self._chance = Chance(scenario)
        self._coming: list[tuple[int, int, Event]] = []
        self._order = 0
        self._calls = 0
        self._next_call_ms = 0.0
        for agent in self._floor.plan.agents:
            self._give(AgentSignedOn(agent.name), 0)
        self._expect_call()

    def run_until(self, end_ms: int) -> None:
        while True:
            at_ms = self._coming[0][0]
            deadline_at_ms = self._floor.next_deadline()
            if deadline_at_ms is not None and deadline_at_ms <= min(at_ms, end_ms):
                self._give(DeadlineReached(), deadline_at_ms)
            elif at_ms <= end_ms:
                self._happens(heappop(self._coming)[2], at_ms)
            else:
                return

    def _happens(self, event: Event, now_ms: int) -> None:
        match event:
            case CallArrived():
                self._give(event, now_ms)
                self._expect_impatience(event.call_id, now_ms)
                self._expect_call()
            case SessionEnded():
                call = self._floor.calls.get(event.call_id)
                if call and call.state is CallState.WAITING:
                    self._give(event, now_ms)
            case _:
                self._give(event, now_ms)

    def _give(self, event: Event, now_ms: int) -> None:
        self.events += 1
        decision = self._floor.handle(event, now_ms)
        if decision.failure:
            raise decision.failure
        self.counting.see(decision.facts, now_ms)
        self._watch(self._floor, decision.facts, now_ms)
        for order in decision.orders:
            self._perform(order, now_ms)

    def _perform(self, order: Order, now_ms: int) -> None:
        """Phones are answered at once."""
        if isinstance(order, RingAgent):
            talk_ms = self._chance.handling_ms()
            agents = tuple(phone.agent for phone in order.phones)
            finished = DialFinished(order.call_id, agents, DialStatus.ANSWER, talk_ms, False)
            self._expect(finished, now_ms + talk_ms)
            self._give(DialAnswered(order.call_id, order.phones[0].extension), now_ms)

    def _expect_call(self) -> None:
        self._calls += 1
        self._next_call_ms += self._chance.pause_ms()
        call_id = f"{self._calls:09}"
        did = self._dids[self._chance.queue()]
        self._expect(CallArrived(call_id, call_id, did, "", ""), round(self._next_call_ms))

    def _expect_impatience(self, call_id: str, now_ms: int) -> None:
        patience_ms = self._chance.patience_ms()
        if patience_ms is not None:
            self._expect(SessionEnded(call_id, hung_up=True), now_ms + patience_ms)

    def _expect(self, event: Event, at_ms: int) -> None:
        self._order += 1
        heappush(self._coming, (at_ms, self._order, event))
