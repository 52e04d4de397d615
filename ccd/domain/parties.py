"""Whom a call rings and talks to outside of any queue."""

from dataclasses import dataclass, field

from ccd.domain.facts import (
    AbroadRung,
    CallParked,
    CallReturned,
    CallTransferred,
    HoldEnded,
    HoldStarted,
    OutsideDialled,
    PartiesRung,
    PartiesUnreached,
    PartyAnswered,
    PartyLeft,
    ReachOutcome,
    RecordingStopped,
)
from ccd.domain.legs import is_outside

LATE_MS = 1500
"""How much later than Asterisk we may know of an answer: so long we stand still at worst, for a big change of
the plan or on a machine that is too busy. Asterisk does not tell that it was the limit that ended a talk; who
hangs up himself that shortly before it, and he was warned, counts as cut off, too."""

Heard = (
    AbroadRung
    | OutsideDialled
    | CallTransferred
    | CallParked
    | CallReturned
    | PartiesRung
    | PartiesUnreached
    | PartyAnswered
    | PartyLeft
    | HoldStarted
    | HoldEnded
    | RecordingStopped
)


@dataclass(slots=True)
class Parties:
    """`called` are those who ring (`to_record`: where what they say is to be kept), `talking` those who talk,
    {party: since when in ms}; `unreached` is why the last who were called did not answer. `outside` is what
    was dialled last that went out by a trunk, `outside_for` the extension of ours that has its calls sent
    there; who talks there is cut off after `talk_most_s` (0: never). `held_since_ms` are the extensions that
    have the call on hold now, `held_ms` how long they had it before, in this talk. `sender` is the extension
    that has sent the call on, or parked it, and may have it back. `device` is the mobile of each who talks on
    one, `abroad` are mobiles abroad: {device: whose, and after how many seconds he is cut off}."""

    called: str = ""
    called_at_ms: int = 0
    to_record: str = ""
    talking: dict[str, int] = field(default_factory=dict)
    unreached: ReachOutcome | None = None
    outside: str = ""
    outside_for: str = ""
    talk_most_s: int = 0
    sender: str = ""
    sent_at_ms: int = 0
    held_since_ms: dict[str, int] = field(default_factory=dict)
    held_ms: dict[str, int] = field(default_factory=dict)
    device: dict[str, str] = field(default_factory=dict)
    abroad: dict[str, tuple[str, int]] = field(default_factory=dict)

    def called_ms(self, now_ms: int) -> int:
        return max(0, now_ms - self.called_at_ms)

    def is_cut_off(self, party: str, now_ms: int) -> bool:
        """By the time it is, if the talk is over now. Asterisk counts from its own answer."""
        talked_ms = now_ms - self.talking[party]
        if party in self.device:
            return self.cut_off_at(self.device[party], talked_ms)
        return is_outside(party) and _too_long(talked_ms, self.talk_most_s)

    def cut_off_at(self, device: str, talked_ms: int) -> bool:
        """At a mobile, if he talked there for so long."""
        _, most_s = self.abroad.get(device, ("", 0))
        return _too_long(talked_ms, most_s)

    def apply(self, fact: Heard, at_ms: int) -> None:
        match fact:
            case AbroadRung():
                self.abroad[fact.device] = fact.phone, fact.talk_most_s
            case OutsideDialled():
                self.outside, self.outside_for = fact.number, fact.for_phone
                self.talk_most_s = fact.talk_most_s
            case CallTransferred() | CallParked():
                self.sender, self.sent_at_ms = fact.by, at_ms
            case CallReturned():
                self.sender = ""
            case PartiesRung():
                self.called, self.called_at_ms, self.to_record = fact.parties, at_ms, fact.recording
            case PartiesUnreached():
                self.called, self.unreached = "", fact.outcome
            case PartyAnswered():
                since_ms = self.called_at_ms + fact.ring_ms if self.called else at_ms
                self.called, self.unreached, self.sender = "", None, ""
                self.talking[fact.party] = since_ms
                if fact.device:
                    self.device[fact.party] = fact.device
            case PartyLeft():
                self.talking.pop(fact.party, None)
                self.held_ms.pop(fact.party, None)
                self.device.pop(fact.party, None)
            case HoldStarted():
                self.held_since_ms[fact.party] = at_ms
            case HoldEnded():
                self.held_since_ms.pop(fact.party, None)
                self.held_ms[fact.party] = self.held_ms.get(fact.party, 0) + fact.hold_ms
            case RecordingStopped():
                self.to_record = ""


def _too_long(talked_ms: int, most_s: int) -> bool:
    most_ms = most_s * 1000
    return bool(most_s) and talked_ms > most_ms - min(LATE_MS, most_ms // 2)
