"""Calls that go out by a trunk, or may not. `phone` is the extension that calls; empty for a call that came
from outside and was sent on."""

from dataclasses import dataclass

from ccd.domain.plan_outbound import Level


@dataclass(frozen=True, slots=True)
class OutsideDialled:
    """`number` is what was dialled, `route` the plan's route that takes it. Who talks for `talk_most_s` is
    cut off; 0: nobody. `for_phone` is the extension that has its calls sent there, if one does."""

    call_id: str
    phone: str
    number: str
    route: str
    level: Level
    talk_most_s: int = 0
    for_phone: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyCalled:
    """Somebody needs help; `title` says whose phone it is."""

    call_id: str
    phone: str
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class OutsideRefused:
    """`reason` is a `Barred`."""

    call_id: str
    phone: str
    number: str
    level: Level
    reason: str


@dataclass(frozen=True, slots=True)
class AbroadRung:
    """A mobile abroad of that phone is rung; who talks there for `talk_most_s` is cut off."""

    call_id: str
    phone: str
    device: str
    talk_most_s: int


@dataclass(frozen=True, slots=True)
class AbroadCalled:
    """A call abroad that the toll guard counts: it was dialled or, at a mobile, picked up."""

    call_id: str
    phone: str


@dataclass(frozen=True, slots=True)
class AbroadTalked:
    """A conversation abroad is over."""

    call_id: str
    phone: str
    talk_ms: int


@dataclass(frozen=True, slots=True)
class AbroadCutOff:
    """The conversation abroad used up what the phone had left of its 24 hours."""

    call_id: str
    phone: str


@dataclass(frozen=True, slots=True)
class CallerBlocked:
    """A call came in that the plan's `block` turns away."""

    call_id: str
    block: str


OutsideFact = (
    OutsideDialled
    | EmergencyCalled
    | OutsideRefused
    | AbroadRung
    | AbroadCalled
    | AbroadTalked
    | AbroadCutOff
    | CallerBlocked
)
