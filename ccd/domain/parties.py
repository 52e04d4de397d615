"""Whom a call rings and talks to outside of any queue."""

from dataclasses import dataclass, field

from ccd.domain.facts import (
    Fact,
    OutsideDialled,
    PartiesRung,
    PartiesUnreached,
    PartyAnswered,
    PartyLeft,
    ReachOutcome,
)


@dataclass(slots=True)
class Parties:
    """`called` are those who ring (`to_record`: where what they say is to be kept), `talking` those who talk,
    {party: since when in ms}; `unreached` is why the last who were called did not answer.
    `outside` is what was dialled last that went out by a trunk."""

    called: str = ""
    called_at_ms: int = 0
    to_record: str = ""
    talking: dict[str, int] = field(default_factory=dict)
    unreached: ReachOutcome | None = None
    outside: str = ""

    def called_ms(self, now_ms: int) -> int:
        return max(0, now_ms - self.called_at_ms)

    def apply(self, fact: Fact, at_ms: int) -> None:
        match fact:
            case OutsideDialled():
                self.outside = fact.number
            case PartiesRung():
                self.called, self.called_at_ms, self.to_record = fact.parties, at_ms, fact.recording
            case PartiesUnreached():
                self.called, self.unreached = "", fact.outcome
            case PartyAnswered():
                self.called, self.unreached = "", None
                self.talking[fact.party] = self.called_at_ms + fact.ring_ms
            case PartyLeft():
                self.talking.pop(fact.party, None)
            case _:
                pass
