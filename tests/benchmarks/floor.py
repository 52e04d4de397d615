"""How long the floor takes for an event, as centres grow: `python -m tests.benchmarks.floor`.

A thousand agents in ten queues, each agent in two, talk without a pause while so many callers wait for them.
Each kind of event is timed alone; the last column is what ten times as many callers cost.
"""

import gc
from collections import defaultdict
from collections.abc import Iterator
from random import Random
from statistics import median
from time import perf_counter_ns

from ccd.domain.events import (
    AgentSignedOn,
    CallArrived,
    Carried,
    ChannelHungUp,
    DialAnswered,
    DialFinished,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
    SessionEnded,
)
from ccd.domain.floor import Decision, Floor
from ccd.domain.orders import RingAgent
from ccd.domain.plan import Plan

AGENTS, QUEUES, ROUNDS = 1000, 10, 2000
WAITING = (100, 1000, 10_000)
START_MS = 1_795_424_400_000


def big_office() -> Plan:
    def members(queue: int) -> list[str]:
        return [f"agent{a}" for a in range(AGENTS) if queue in (a % QUEUES, (a + 1) % QUEUES)]

    return Plan.model_validate(
        {
            "extensions": [{"number": str(10_000 + a)} for a in range(AGENTS)],
            "agents": [{"name": f"agent{a}", "extension": str(10_000 + a)} for a in range(AGENTS)],
            "queues": [{"name": f"queue{q}", "members": members(q), "wrap_up_s": 0} for q in range(QUEUES)],
            "flows": [
                {
                    "name": f"flow{q}",
                    "start": "line",
                    "nodes": {"line": {"kind": "queue", "queue": f"queue{q}"}},
                }
                for q in range(QUEUES)
            ],
            "dids": [{"number": f"+1555{q:04}", "flow": f"flow{q}"} for q in range(QUEUES)],
        }
    )


class Centre:
    """A floor under full load, and how long each kind of event took, in ns."""

    def __init__(self, plan: Plan, waiting: int) -> None:
        self.floor = Floor(plan)
        self.took: dict[str, list[int]] = defaultdict(list)
        self._random = Random(1)
        self._now_ms = START_MS
        self._calls = 0
        self._talking: list[RingAgent] = []
        for agent in plan.agents:
            self._handle(AgentSignedOn(agent.name))
        for _ in range(AGENTS + waiting):
            self._arrive()
        self.took.clear()

    def work(self) -> None:
        """A conversation ends and the next begins; one caller comes, one gives up, one comes back to us."""
        for _ in range(ROUNDS):
            ring = self._talking.pop(self._random.randrange(len(self._talking)))
            self._handle(DialFinished(ring.call_id, ring.agent, DialStatus.ANSWER, 60_000, True))
            self._handle(PhoneChanged(ring.extension, PhoneState.IDLE))
            self._arrive()
            given_up = self._somebody_in_line()
            self._handle(ChannelHungUp(f"channel-{given_up}"))
            back = self._somebody_in_line()
            self._handle(SessionEnded(back, hung_up=False))
            self._handle(CallArrived(back, f"channel-{back}", "", "1", ""))
            self._arrive()

    def _arrive(self) -> None:
        self._calls += 1
        call_id, queue = f"call{self._calls}", self._calls % QUEUES
        place = Carried(f"queue{queue}", 1, self._now_ms - self._random.randrange(60_000))
        self._handle(CallArrived(call_id, f"channel-{call_id}", f"+1555{queue:04}", "1", "", place))

    def _somebody_in_line(self) -> str:
        """The younger calls wait; the older ones were taken."""
        while True:
            call_id = f"call{self._calls - self._random.randrange(90)}"
            call = self.floor.calls.get(call_id)
            if call and call.state.value == "waiting":
                return call_id

    def _handle(self, event: Event) -> None:
        self._now_ms += 1
        started_ns = perf_counter_ns()
        decision = self.floor.handle(event, self._now_ms)
        self.took[type(event).__name__].append(perf_counter_ns() - started_ns)
        assert not decision.failure
        for answer in self._answers(decision):
            self._handle(answer)

    def _answers(self, decision: Decision) -> Iterator[Event]:
        """Every agent answers at once, and his phone says so."""
        for order in decision.orders:
            if isinstance(order, RingAgent):
                self._talking.append(order)
                yield PhoneChanged(order.extension, PhoneState.IN_USE)
                yield DialAnswered(f"channel-{order.call_id}", order.extension)


def measure(plan: Plan, waiting: int) -> dict[str, float]:
    """Microseconds per event, by kind and over all; and events per second. Medians: what else the machine
    does meanwhile is not the floor's."""
    centre = Centre(plan, waiting)
    gc.collect()
    gc.freeze()
    centre.work()
    gc.unfreeze()
    everything = [ns for each in centre.took.values() for ns in each]
    figures = {kind: median(each) / 1000 for kind, each in sorted(centre.took.items())}
    return {**figures, "all events": median(everything) / 1000, "events/s": 1e9 / median(everything)}


def main() -> None:
    plan = big_office()
    measure(plan, WAITING[0])  # warm
    columns = [measure(plan, waiting) for waiting in WAITING]
    heads = "".join(f"{f'{waiting:,} waiting':>16}" for waiting in WAITING)
    print(f"{'µs per event':16}{heads}  growth")
    for kind in columns[0]:
        figures = [column[kind] for column in columns]
        cells = "".join(f"{figure:>16,.1f}" for figure in figures)
        print(f"{kind:16}{cells}{figures[-1] / figures[-2]:>8.2f}")


if __name__ == "__main__":
    main()
