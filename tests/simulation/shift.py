"""A shift: an office, its people, its callers, and what goes wrong; all by one seed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

from ccd.domain.events import AgentCameBack, AgentSignedOn, AsteriskFound, Event, PhoneState
from ccd.domain.facts import AgentSignedOut, BreakStarted, CallParked
from ccd.domain.floor import Decision
from tests.simulation import abroad, invariants, records, talk_times, watched
from tests.simulation.called_back import of_callbacks
from tests.simulation.offices import CARRIER, MOBILES, NUMBERS_OUTSIDE, ON_CALL, small_office
from tests.simulation.troubles import TROUBLES, Trouble
from tests.twin.asterisk import Asterisk
from tests.twin.channel import Phone
from tests.twin.daemon import Daemon
from tests.twin.people import Caller, Desk, OnRing, OnTalk
from tests.twin.timeline import Timeline

TRUE_WITHIN_MS = 2000
"""So soon after Asterisk is found, agents' states are true."""
NINE_OCLOCK_MS = 1_795_424_400_000
ANSWERS_MOSTLY = {OnRing.ANSWERS: 8, OnRing.LETS_IT_RING: 1, OnRing.REJECTS: 1}
PICKED_UP_MOSTLY = {OnRing.ANSWERS: 3, OnRing.MAILBOX: 2, OnRing.LETS_IT_RING: 2, OnRing.REJECTS: 1}
HANGS_UP = {OnTalk.AGENT_HANGS_UP: 1, OnTalk.CALLER_HANGS_UP: 1}
ENDS_SOMEHOW = {
    OnTalk.AGENT_HANGS_UP: 6,
    OnTalk.CALLER_HANGS_UP: 6,
    OnTalk.SENT_TO_NUMBER: 1,
    OnTalk.SENT_TO_PHONE: 2,
    OnTalk.SENT_TO_NOBODY: 1,
    OnTalk.HOLDS: 2,
    OnTalk.HANDED_TO_COLLEAGUE: 1,
    OnTalk.ASKS: 3,
    OnTalk.CONSULTS: 3,
    OnTalk.SENT_BY_CODE: 1,
    OnTalk.MISTYPES: 1,
    OnTalk.PARKS: 1,
    OnTalk.SENT_TO_PARKING: 1,
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
    of_kind: Sequence[Trouble] = tuple(TROUBLES)
    timeline: Timeline = field(default_factory=lambda: Timeline(NINE_OCLOCK_MS))

    before_next_order: Callable[[], object] | None = None
    """Happens once, when facts of a decision are on record and its orders are not given yet."""

    def __post_init__(self) -> None:
        self._quiet_at_ms = self.timeline.now_ms
        self._fetchers = self._random("fetchers")
        self._records = records.Records()
        self.plan = small_office(self.agents, self._random("office"))
        phones = [
            Phone(extension.number, self._desk(extension.number)) for extension in self.plan.extensions[:-1]
        ]
        colleague = Phone(self.plan.extensions[-1].number, self._desk("colleague"))
        self.asterisk = Asterisk(
            self.timeline, self._random("asterisk"), self.plan, phones, colleague, self._watch
        )

        self.asterisk.outside += NUMBERS_OUTSIDE
        for number in (*MOBILES.values(), *ON_CALL):
            device = f"{number}@{CARRIER}"
            self.asterisk.mobiles[device] = Phone(device, self._mobile_desk(number))

    def play(self) -> None:
        for agent in self.plan.agents:
            self.post(AgentSignedOn(agent.name))
        self._expect_callers(self._random("callers"))
        self._expect_troubles(self._random("troubles"))
        self.timeline.run()
        invariants.when_all_is_quiet(self.asterisk)
        invariants.of_the_shift(self.asterisk.daemon)
        invariants.of_the_safety_net(self.asterisk)
        invariants.of_announcements(self.asterisk)
        talk_times.of_the_shift(self.asterisk)
        records.add_up(self._records)
        of_callbacks(self.asterisk)
        watched.of_the_shift(self.asterisk.daemon)
        abroad.of_the_shift(self.asterisk)

    def post(self, event: Event) -> None:
        self.asterisk.post(event)

    def within_s(self, seconds: float, action: Callable[..., object], *what: object) -> None:
        self.timeline.after(int(seconds * 1000), partial(action, *what))

    def _random(self, part: str) -> Random:
        return Random(f"{self.seed} {part}")

    def _desk(self, at: str) -> Desk:
        return Desk(self._random(f"desk {at}"), ring_weights=ANSWERS_MOSTLY, talk_weights=ENDS_SOMEHOW)

    def _mobile_desk(self, number: str) -> Desk:
        return Desk(self._random(number), ring_weights=PICKED_UP_MOSTLY, talk_weights=HANGS_UP)

    def _expect_callers(self, random: Random) -> None:
        for _ in range(self.callers):
            caller = Caller(
                number=f"0901{random.randrange(self.callers):06}",
                did=random.choice(self.plan.dids).number,
                patience_ms=random.choice([300, 8_000, 60_000, 60_000, 90_000]),
                keys=_keys(random),
            )
            comes_s = random.uniform(0, self.length_s)
            self.within_s(comes_s, self._comes, caller, random.choice([2, 10, 20, 10**6]))

    def _comes(self, caller: Caller, rather_called_back_s: int) -> None:
        if (channel := self.asterisk.call(caller)) and rather_called_back_s * 1000 < caller.patience_ms:
            self.within_s(rather_called_back_s, self.asterisk.press, channel, "1")

    def _expect_troubles(self, random: Random) -> None:
        for trouble in random.choices(self.of_kind, k=self.troubles):
            self.within_s(random.uniform(0, self.length_s), trouble, self, random)

    def _watch(self, daemon: Daemon, event: Event, decision: Decision) -> None:
        invariants.after_every_event(daemon, event, decision)
        invariants.nobody_is_rung_who_talks(self.asterisk, decision)
        watched.after_every_event(daemon.floor)
        self._records.take(daemon)
        for fact in decision.facts:
            if isinstance(fact, BreakStarted):
                self.within_s(5, self.post, AgentCameBack(fact.agent))
            elif isinstance(fact, AgentSignedOut):
                self.within_s(20, self.post, AgentSignedOn(fact.agent))
            elif isinstance(fact, CallParked):
                self.within_s(self._fetchers.uniform(1, 200), self._fetch, fact.space)
        if self.before_next_order and decision.orders:
            strike, self.before_next_order = self.before_next_order, None
            strike()
        if isinstance(event, AsteriskFound):
            for later_ms in range(0, TRUE_WITHIN_MS, 100):
                self.timeline.after(later_ms, self._look_when_quiet)
            self.timeline.after(TRUE_WITHIN_MS, partial(self._was_true_since, self.timeline.now_ms))
        self.timeline.after(0, self._look_when_quiet)

    def _fetch(self, space: str) -> None:
        """Whoever has time does, unless the call is back by then."""
        idle = [phone for phone in self.asterisk.phones.values() if phone.state is PhoneState.IDLE]
        if idle and self.asterisk.up:
            self.asterisk.parking.fetch(self._fetchers.choice(idle), space)

    def _look_when_quiet(self) -> None:
        if self.asterisk.quiet:
            invariants.when_all_is_quiet(self.asterisk)
            watched.when_all_is_quiet(self.asterisk)
            self._quiet_at_ms = self.timeline.now_ms

    def _was_true_since(self, found_at_ms: int) -> None:
        """Unless it was struck again meanwhile, there was a moment at which the floor was compared with
        Asterisk, and right."""
        if self.asterisk.linked_since_ms <= found_at_ms and self.asterisk.linked:
            assert self._quiet_at_ms >= found_at_ms, "two seconds after Asterisk was found nothing is sure"


def _keys(random: Random) -> list[str]:
    """Of one who wants to be called back, where he calls from or elsewhere; or of anybody."""
    anyhow = [random.choice(["1", "2", "2", "3", "4", "9", "7", ""]) for _ in range(3)]
    wishes = [["3", "1"], ["3", "2", random.choice(["0912345678", "1900", ""]), "1"], ["1", "1"], ["2"]]
    return random.choice([*wishes, anyhow, anyhow])
