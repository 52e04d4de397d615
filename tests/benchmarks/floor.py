"""How long the floor takes for an event, as centres grow: `python -m tests.benchmarks.floor`.

A thousand agents talk without a pause while so many callers wait for them. Plain: ten queues, each agent in
two. Skilled: two hundred queues, each agent in five of them with six of fifty skills; each queue asks for one
and relaxes it. Each kind of event is timed alone; the last column is what ten times as many callers cost.
"""

import gc
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator
from random import Random
from statistics import median
from time import perf_counter_ns
from typing import Any

from ccd.domain.events import (
    AgentSignedOn,
    CallArrived,
    Carried,
    ChannelHungUp,
    DeadlineReached,
    DialAnswered,
    DialFinished,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
    SessionEnded,
)
from ccd.domain.facts import AgentOffered, PriorityRaised, SkillsRelaxed
from ccd.domain.floor import Decision, Floor
from ccd.domain.orders import RingAgent
from ccd.domain.plan import Plan
from tests.benchmarks.results import Line

AGENTS, ROUNDS = 1000, 2000
WAITING = (100, 1000, 10_000)
START_MS = 1_795_424_400_000


def plain_office() -> Plan:
    return office([{"wrap_up_s": 0}] * 10, queues_each=2)


def skilled_office() -> Plan:
    """A caller asks for a level that few have, then for less, then for nothing, and becomes more urgent."""
    queues = [
        {
            "wrap_up_s": 0,
            "skills": {f"skill{q % 50}": 7},
            "relax": [{"after_s": 20, "skills": {f"skill{q % 50}": 3}}, {"after_s": 50}],
            "escalate": [{"after_s": 40, "by": 5}],
            "weight": q % 3,
            "best_skill_first": q % 2 == 0,
        }
        for q in range(200)
    ]
    return office(queues, queues_each=5)


def office(queues: list[dict[str, Any]], queues_each: int) -> Plan:
    """An agent has the skills of his queues, and one more."""
    count = len(queues)
    of_agent = [[(a * 7 + i * 41) % count for i in range(queues_each)] for a in range(AGENTS)]
    names = [f"queue{q}" for q in range(count)]
    return Plan.model_validate(
        {
            "extensions": [{"number": str(10_000 + a)} for a in range(AGENTS)],
            "agents": [
                {
                    "name": f"agent{a}",
                    "extension": str(10_000 + a),
                    "skills": {f"skill{q % 50}": 1 + (a + q) % 10 for q in [*of_agent[a], a]},
                }
                for a in range(AGENTS)
            ],
            "queues": [
                {
                    "name": name,
                    "members": [f"agent{a}" for a in range(AGENTS) if q in of_agent[a]],
                    **queues[q],
                }
                for q, name in enumerate(names)
            ],
            "flows": [
                {"name": name, "start": "line", "nodes": {"line": {"kind": "queue", "queue": name}}}
                for name in names
            ],
            "dids": [{"number": f"+1555{q:04}", "flow": name} for q, name in enumerate(names)],
        }
    )


class Centre:
    """A floor under full load, and how long each kind of event took, in ns."""

    def __init__(self, plan: Plan, waiting: int) -> None:
        self.floor = Floor(plan)
        self.took: dict[str, list[int]] = defaultdict(list)
        self._random = Random(1)
        self._queues = len(plan.queues)
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
            (phone,) = ring.phones
            self._handle(DialFinished(ring.call_id, (phone.agent,), DialStatus.ANSWER, 60_000, True))
            self._handle(PhoneChanged(phone.extension, PhoneState.IDLE))
            self._arrive()
            given_up = self._somebody_in_line()
            self._handle(ChannelHungUp(f"channel-{given_up}"))
            back = self._somebody_in_line()
            self._handle(SessionEnded(back, hung_up=False))
            self._handle(CallArrived(back, f"channel-{back}", "", "1", ""))
            self._arrive()

    def _arrive(self) -> None:
        self._calls += 1
        call_id, queue = f"call{self._calls}", self._calls % self._queues
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
        took_ns = perf_counter_ns() - started_ns
        self.took[_kind(event, decision)].append(took_ns)
        assert not decision.failure
        for answer in self._answers(decision):
            self._handle(answer)
        due_at_ms = self.floor.next_deadline()
        if due_at_ms is not None and due_at_ms <= self._now_ms:
            self._handle(DeadlineReached())

    def _answers(self, decision: Decision) -> Iterator[Event]:
        """Every agent answers at once, and his phone says so."""
        for order in decision.orders:
            if isinstance(order, RingAgent):
                self._talking.append(order)
                (phone,) = order.phones
                yield PhoneChanged(phone.extension, PhoneState.IN_USE)
                yield DialAnswered(f"channel-{order.call_id}", phone.extension)


def _kind(event: Event, decision: Decision) -> str:
    """Events of which much and little comes are told apart, or their mixture would pass for growth."""
    came = {type(fact) for fact in decision.facts}
    ends = [
        word
        for word, fact in (("relaxed", SkillsRelaxed), ("raised", PriorityRaised), ("offer", AgentOffered))
        if fact in came
    ]
    return " > ".join((type(event).__name__, *ends))


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


def memory_mb(plan: Plan, waiting: int) -> float:
    """Of the floor with so many callers in line and every agent talking."""
    tracemalloc.start()
    centre = Centre(plan, waiting)
    centre.took.clear()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held / 2**20


def lines() -> list[Line]:
    """For the table: an event, a second, memory, and what ten times as many callers cost. What grows with
    log n costs a third more then."""
    plan = skilled_office()
    measure(plan, WAITING[0])  # warm
    columns = {waiting: measure(plan, waiting) for waiting in WAITING}
    found = []
    for waiting, column in columns.items():
        at = f"floor alone, {AGENTS:,} agents, 50 skills, 200 queues, {waiting:,} waiting"
        found += [
            Line(f"{at}: µs per event", None, column["all events"]),
            Line("… events/s", None, column["events/s"]),
            Line("… memory, MB", None, memory_mb(plan, waiting)),
        ]
    growth = columns[WAITING[-1]]["all events"] / columns[WAITING[-2]]["all events"]
    return [*found, Line.ratio("… ten times as many callers cost, times", growth, "<= 1.5", at_most=1.5)]


def main() -> None:
    for name, plan in (("plain", plain_office()), ("skilled", skilled_office())):
        measure(plan, WAITING[0])  # warm
        columns = [measure(plan, waiting) for waiting in WAITING]
        heads = "".join(f"{f'{waiting:,} waiting':>16}" for waiting in WAITING)
        print(f"{f'{name}, µs/event':32}{heads}  growth")
        for kind in sorted(set.intersection(*(set(column) for column in columns))):
            figures = [column[kind] for column in columns]
            cells = "".join(f"{figure:>16,.1f}" for figure in figures)
            print(f"{kind:32}{cells}{figures[-1] / figures[-2]:>8.2f}")


if __name__ == "__main__":
    main()
