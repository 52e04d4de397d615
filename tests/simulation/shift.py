"""A shift: an office, its people, its callers, and what goes wrong; all by one seed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from ccd.domain.events import (
    AgentCameBack,
    AgentSignedOff,
    AgentSignedOn,
    AgentWentOnBreak,
    Event,
    PhoneState,
    PlanChanged,
)
from ccd.domain.facts import BreakStarted
from ccd.domain.floor import Decision
from ccd.domain.plan import Plan
from tests.simulation import invariants
from tests.simulation.offices import small_office
from tests.twin.asterisk import Asterisk
from tests.twin.channel import Phone
from tests.twin.daemon import Daemon
from tests.twin.people import Caller, Desk, OnRing, OnTalk
from tests.twin.timeline import Timeline

NINE_OCLOCK_MS = 1_795_424_400_000
ANSWERS_MOSTLY = {OnRing.ANSWERS: 8, OnRing.LETS_IT_RING: 1, OnRing.REJECTS: 1}
ENDS_SOMEHOW = {
    OnTalk.AGENT_HANGS_UP: 6,
    OnTalk.CALLER_HANGS_UP: 6,
    OnTalk.SENT_TO_NUMBER: 1,
    OnTalk.SENT_TO_COLLEAGUE: 1,
    OnTalk.HANDED_TO_COLLEAGUE: 1,
}


@dataclass
class Shift:
    """`length_s` is how long callers come; each part has its own randomness, drawn from the seed and its
    name."""

    seed: int
    agents: int = 3
    callers: int = 30
    length_s: int = 240
    troubles: int = 6
    timeline: Timeline = field(default_factory=lambda: Timeline(NINE_OCLOCK_MS))

    def __post_init__(self) -> None:
        self.plan = small_office(self.agents, self._random("office"))
        phones = [
            Phone(extension.number, self._desk(extension.number)) for extension in self.plan.extensions[:-1]
        ]
        colleague = Phone(self.plan.extensions[-1].number, self._desk("colleague"))
        self.asterisk = Asterisk(
            self.timeline, self._random("asterisk"), self.plan, phones, colleague, self._watch
        )

    def play(self) -> None:
        for agent in self.plan.agents:
            self.post(AgentSignedOn(agent.name))
        self._expect_callers(self._random("callers"))
        self._expect_troubles(self._random("troubles"))
        self.timeline.run()
        invariants.when_all_is_quiet(self.asterisk)
        invariants.of_the_shift(self.asterisk.daemon)

    def post(self, event: Event) -> None:
        self.asterisk.post(event)

    def within_s(self, seconds: float, action: Callable[..., object], *what: object) -> None:
        self.timeline.after(int(seconds * 1000), partial(action, *what))

    def _random(self, part: str) -> Random:
        return Random(f"{self.seed} {part}")

    def _desk(self, at: str) -> Desk:
        return Desk(self._random(f"desk {at}"), ring_weights=ANSWERS_MOSTLY, talk_weights=ENDS_SOMEHOW)

    def _expect_callers(self, random: Random) -> None:
        for number in range(self.callers):
            keys = [random.choice(["1", "2", "2", "9", "7", ""]) for _ in range(3)]
            caller = Caller(
                number=str(30_000_000 + number),
                did=random.choice(self.plan.dids).number,
                patience_ms=random.choice([300, 8_000, 60_000, 60_000, 90_000]),
                keys=keys,
            )
            self.within_s(random.uniform(0, self.length_s), self.asterisk.call, caller)

    def _expect_troubles(self, random: Random) -> None:
        for trouble in random.choices(TROUBLES, k=self.troubles):
            self.within_s(random.uniform(0, self.length_s), trouble, self, random)

    def _watch(self, daemon: Daemon, event: Event, decision: Decision) -> None:
        invariants.after_every_event(daemon, event, decision)
        for fact in decision.facts:
            if isinstance(fact, BreakStarted):
                self.within_s(5, self.post, AgentCameBack(fact.agent))
        self.timeline.after(0, self._look_when_quiet)

    def _look_when_quiet(self) -> None:
        if self.asterisk.quiet:
            invariants.when_all_is_quiet(self.asterisk)


# What goes wrong, or just happens; each sees to it that it is over in the end.


def link_lost(shift: Shift, random: Random) -> None:
    shift.asterisk.lose_link()
    shift.within_s(random.randint(0, 20), shift.asterisk.find_link)


def daemon_killed(shift: Shift, random: Random) -> None:
    if shift.asterisk.daemon.alive:
        invariants.restored_floor_is_the_same(shift.asterisk.daemon)
        shift.asterisk.kill_daemon()
        shift.within_s(random.choice([1, 5, 60]), shift.asterisk.start_daemon)


def asterisk_killed(shift: Shift, random: Random) -> None:
    if shift.asterisk.up:
        shift.asterisk.die()
        shift.within_s(random.randint(1, 10), shift.asterisk.start)


def sessions_broken(shift: Shift, random: Random) -> None:
    for session in list(shift.asterisk.sessions):
        if session.open and random.random() < 0.5:
            session.lost()


def private_call(shift: Shift, random: Random) -> None:
    phone = random.choice(list(shift.asterisk.phones.values()))
    if phone.state is PhoneState.IDLE:
        _for_a_while(shift, random, phone, PhoneState.IN_USE)


def phone_unplugged(shift: Shift, random: Random) -> None:
    phone = random.choice(list(shift.asterisk.phones.values()))
    if phone.state is PhoneState.IDLE:
        _for_a_while(shift, random, phone, PhoneState.UNREACHABLE)


def _for_a_while(shift: Shift, random: Random, phone: Phone, state: PhoneState) -> None:
    def over() -> None:
        if phone.state is state:
            shift.asterisk.show(phone, PhoneState.IDLE)

    shift.asterisk.show(phone, state)
    shift.within_s(random.randint(1, 30), over)


def lunch(shift: Shift, random: Random) -> None:
    shift.post(AgentWentOnBreak(random.choice(shift.plan.agents).name, "lunch"))


def phones_swapped(shift: Shift, random: Random) -> None:
    """Both sign out, whatever they are at, and each sits down at the other's desk."""
    one, other = random.sample(shift.plan.agents, 2)
    for agent in (one, other):
        shift.post(AgentSignedOff(agent.name))
    shift.post(AgentSignedOn(one.name, other.extension))
    shift.post(AgentSignedOn(other.name, one.extension))


def membership_changed(shift: Shift, random: Random) -> None:
    """Somebody leaves all his queues for a while."""
    name = random.choice(shift.plan.agents).name
    queues = tuple(
        queue.model_copy(update={"members": tuple(m for m in queue.members if m.agent != name)})
        for queue in shift.plan.queues
    )
    _change_plan(shift, random, shift.plan.model_copy(update={"queues": queues}))


def agent_deleted(shift: Shift, random: Random) -> None:
    """He comes back with the old plan, and signs in again."""
    agent = random.choice(shift.plan.agents)
    queues = tuple(
        queue.model_copy(update={"members": tuple(m for m in queue.members if m.agent != agent.name)})
        for queue in shift.plan.queues
    )
    others = tuple(a for a in shift.plan.agents if a is not agent)
    _change_plan(shift, random, shift.plan.model_copy(update={"queues": queues, "agents": others}))
    shift.within_s(31, shift.post, AgentSignedOn(agent.name))


def queue_deleted(shift: Shift, random: Random) -> None:
    """The flow says good-bye instead."""
    gone = random.choice(shift.plan.queues).name
    queues = tuple(queue for queue in shift.plan.queues if queue.name != gone)
    flow = shift.plan.flows[0]
    nodes = {name: flow.nodes["bye"] if name == gone else node for name, node in flow.nodes.items()}
    flows = (flow.model_copy(update={"nodes": nodes}),)
    _change_plan(shift, random, shift.plan.model_copy(update={"queues": queues, "flows": flows}))


def _change_plan(shift: Shift, random: Random, plan: Plan) -> None:
    shift.post(PlanChanged(Plan.model_validate(plan.model_dump()), "admin"))
    shift.within_s(30, shift.post, PlanChanged(shift.plan, "admin"))


Trouble = Callable[[Shift, Random], None]

TROUBLES: list[Trouble] = [
    link_lost,
    daemon_killed,
    asterisk_killed,
    sessions_broken,
    private_call,
    phone_unplugged,
    lunch,
    phones_swapped,
    membership_changed,
    agent_deleted,
    queue_deleted,
]
