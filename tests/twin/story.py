"""A short story on the twin: who sits at which phone, and what each does when it rings and in a talk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

from ccd.domain.events import AgentSignedOn, Event, PhoneState
from ccd.domain.plan import Plan
from tests.twin.asterisk import Asterisk
from tests.twin.channel import Phone
from tests.twin.parking import FIRST_SPACE
from tests.twin.people import Act, Caller, Desk, OnRing
from tests.twin.timeline import Timeline

START_MS = 1_795_424_400_000
ACTS_AFTER_MS = 1000


@dataclass(frozen=True)
class At:
    """A phone: `rings` is what its person does each time it rings (he answers, where nothing is said),
    `ring_ms` after it began; `talks` what he does, so long after he answered or was done with the last."""

    extension: str
    talks: Sequence[Act] = ()
    rings: Sequence[OnRing] = ()
    ring_ms: int = 200
    acts_after_ms: int = ACTS_AFTER_MS
    is_there: bool = True

    def phone(self) -> Phone:
        desk = Desk(
            Random(1), list(self.rings), list(self.talks),
            ring_ms=(self.ring_ms,) * 2, talk_ms=(self.acts_after_ms,) * 2,
        )  # fmt: skip
        return Phone(self.extension, desk, PhoneState.IDLE if self.is_there else PhoneState.UNREACHABLE)


@dataclass(frozen=True)
class Story:
    """A caller dials and presses keys. `an` is there from the start; `later` says after how many seconds
    others come. `mobiles` are at `NUMBER@TRUNK`. `fetched_s`: then the last phone dials the first parking
    space. `patience_s` is how long the caller lets himself be kept waiting."""

    phones: Sequence[At]
    mobiles: Sequence[At] = ()
    later: dict[str, int] = field(default_factory=dict)
    fetched_s: int = 0
    patience_s: int = 1000

    def events(self, plan: Plan, did: str, keys: Sequence[str]) -> list[Event]:
        timeline = Timeline(START_MS)
        phones = [at.phone() for at in self.phones]
        asterisk = Asterisk(timeline, Random(2), plan, phones[:-1], phones[-1], lambda *_: None)
        asterisk.mobiles |= {at.extension: at.phone() for at in self.mobiles}
        asterisk.post(AgentSignedOn("an"))
        asterisk.call(Caller("30000001", did, self.patience_s * 1000, keys=list(keys)))
        if self.fetched_s:
            timeline.after(
                self.fetched_s * 1000, partial(asterisk.parking.fetch, phones[-1], str(FIRST_SPACE))
            )
        for agent, after_s in self.later.items():
            timeline.after(after_s * 1000, partial(asterisk.post, AgentSignedOn(agent)))
        timeline.run()
        return [event for _, event in asterisk.daemon.lives[0].events]
