"""What callers are told of their wait when they join the line, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ccd.domain.estimate import expected_wait_ms
from ccd.domain.facts import AgentAnswered, AgentOffered, CallQueued, Fact, QueueLeft
from ccd.domain.floor import Floor
from ccd.services.simulation.run import simulate
from ccd.services.simulation.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Errors:
    """Mean absolute errors in seconds, over `callers` who waited and were answered, after `mean_s`."""

    callers: int
    mean_s: float
    ours_s: float
    app_queue_s: float


@dataclass
class Estimates:
    """Watches a simulated centre. `app_queue` announces a running average of the waits of those who were
    answered, of which each makes a quarter of the new one."""

    since_ms: int
    _average_ms: dict[str, float] = field(default_factory=dict)
    _told: dict[str, tuple[float, float]] = field(default_factory=dict)
    _seen: list[tuple[float, float, float]] = field(default_factory=list)

    def see(self, floor: Floor, facts: Sequence[Fact], now_ms: int) -> None:
        served = {fact.call_id for fact in facts if isinstance(fact, AgentOffered)}
        for fact in facts:
            match fact:
                case CallQueued() if fact.call_id not in served and now_ms >= self.since_ms:
                    ours_ms = expected_wait_ms(floor, floor.calls[fact.call_id])
                    assert ours_ms is not None
                    self._told[fact.call_id] = ours_ms, self._average_ms.get(fact.queue, 0.0)
                case AgentAnswered():
                    if told := self._told.pop(fact.call_id, None):
                        self._seen.append((fact.wait_ms, *told))
                    average_ms = self._average_ms.get(fact.queue, 0.0)
                    self._average_ms[fact.queue] = (3 * average_ms + fact.wait_ms) / 4
                case QueueLeft():
                    self._told.pop(fact.call_id, None)
                case _:
                    pass

    def errors(self) -> Errors:
        n = len(self._seen)
        waits_s, ours_s, theirs_s = (
            sum(values) / n / 1000
            for values in zip(
                *((wait, abs(ours - wait), abs(theirs - wait)) for wait, ours, theirs in self._seen),
                strict=True,
            )
        )
        return Errors(n, waits_s, ours_s, theirs_s)


def errors_of(scenario: Scenario) -> Errors:
    estimates = Estimates(scenario.warm_up_ms)
    simulate(scenario, watch=estimates.see)
    return estimates.errors()
