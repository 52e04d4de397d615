"""One agent, on two axes: presence (declared by the person) and activity (seen by us)."""

from dataclasses import dataclass, field
from enum import StrEnum

from ccd.domain.events import PhoneState
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    AgentSignedIn,
    AgentSignedOut,
    BreakEnded,
    BreakStarted,
    CallbackPickedUp,
    CustomerUnreached,
    Fact,
    OfferEnded,
    OfferOutcome,
    PhoneSeen,
    TalkEnded,
    WrapUpEnded,
    WrapUpExtended,
    WrapUpStarted,
)


class Presence(StrEnum):
    SIGNED_OUT = "signed_out"
    READY = "ready"
    ON_BREAK = "on_break"


class Activity(StrEnum):
    IDLE = "idle"
    RINGING = "ringing"
    CALLING = "calling"  # has picked up to call a customer back
    TALKING = "talking"
    WRAP_UP = "wrap_up"


P, A = Presence, Activity
PRESENCE: dict[type[Fact], dict[Presence, Presence]] = {
    AgentSignedIn: {P.SIGNED_OUT: P.READY},
    AgentSignedOut: {P.READY: P.SIGNED_OUT, P.ON_BREAK: P.SIGNED_OUT},
    BreakStarted: {P.READY: P.ON_BREAK, P.ON_BREAK: P.ON_BREAK},
    BreakEnded: {P.ON_BREAK: P.READY},
}
ACTIVITY: dict[type[Fact], dict[Activity, Activity]] = {
    AgentOffered: {A.IDLE: A.RINGING},
    OfferEnded: {A.RINGING: A.IDLE, A.CALLING: A.IDLE},
    AgentAnswered: {A.RINGING: A.TALKING, A.CALLING: A.TALKING},
    CallbackPickedUp: {A.RINGING: A.CALLING},
    CustomerUnreached: {A.CALLING: A.IDLE},
    TalkEnded: {A.TALKING: A.IDLE},
    WrapUpStarted: {A.IDLE: A.WRAP_UP},
    WrapUpExtended: {A.WRAP_UP: A.WRAP_UP},
    WrapUpEnded: {A.WRAP_UP: A.IDLE},
}
"""Which fact may befall an agent in which state, and what state it leads to."""

BEFALL_AGENTS = frozenset({*PRESENCE, *ACTIVITY, PhoneSeen})
"""Facts that an agent remembers."""

_MISSED = frozenset({OfferOutcome.RING_NO_ANSWER, OfferOutcome.NOT_ACCEPTED, OfferOutcome.REJECTED})
_BLAMELESS = frozenset({OfferOutcome.ANSWERED_ELSEWHERE, OfferOutcome.CALLER_LEFT, OfferOutcome.LOST})


@dataclass(slots=True)
class Agent:
    """`phone` is what history says of his phone apart from our own calls; `since_ms` is when presence or
    activity last changed; `free_since_ms` is when he was last done with something, be it a private call, and
    orders the free: an offer that came to nothing through no fault of his does not send him to the end.
    `answered` calls, `talked_ms` and when each queue last had him rung (`rung_at_ms`) count from his sign-in,
    or from the daemon's last start. `missed` is how many offers he has missed in a row since he was last
    answering, or back from a break."""

    name: str
    extension: str = ""
    presence: Presence = Presence.SIGNED_OUT
    activity: Activity = Activity.IDLE
    break_reason: str = ""
    phone: PhoneState = PhoneState.IDLE
    call_id: str = ""
    since_ms: int = 0
    free_since_ms: int = 0
    wrap_up_until_ms: int = 0
    signed_in_at_ms: int = 0
    answered: int = 0
    talked_ms: int = 0
    missed: int = 0
    rung_at_ms: dict[str, int] = field(default_factory=dict)

    @property
    def signed_in(self) -> bool:
        return self.presence is not Presence.SIGNED_OUT

    @property
    def free(self) -> bool:
        """May be offered a call, as far as he himself is concerned; his phone is asked apart."""
        return self.presence is Presence.READY and self.activity is Activity.IDLE

    @property
    def will_be_free(self) -> bool:
        """Or is: he is there, and done with what he does in a while."""
        return self.presence is Presence.READY and self.phone is not PhoneState.UNREACHABLE

    def check(self, fact: Fact) -> None:
        """Raises AssertionError on a fact that cannot befall an agent in this state."""
        kind = type(fact)
        possible = self.presence in PRESENCE.get(kind, Presence) and self.activity in ACTIVITY.get(
            kind, Activity
        )
        assert possible, f"{kind.__name__} befell agent {self.name} while {self.presence}, {self.activity}"

    def apply(self, fact: Fact, at_ms: int) -> None:
        """A checked fact cannot fail."""
        kind = type(fact)
        was_free = self._free_to_talk
        if kind in PRESENCE:
            self.presence = PRESENCE[kind][self.presence]
        if kind in ACTIVITY:
            self.activity = ACTIVITY[kind][self.activity]
        if kind not in (PhoneSeen, WrapUpExtended):
            self.since_ms = at_ms
        self._remember(fact, at_ms)
        blameless = isinstance(fact, OfferEnded) and fact.outcome in _BLAMELESS
        if self._free_to_talk and not was_free and not blameless:
            self.free_since_ms = at_ms

    @property
    def _free_to_talk(self) -> bool:
        return self.free and self.phone is PhoneState.IDLE

    def _remember(self, fact: Fact, at_ms: int) -> None:
        match fact:
            case AgentSignedIn():
                self.extension, self.break_reason, self.phone = fact.extension, "", PhoneState.IDLE
                self.signed_in_at_ms, self.wrap_up_until_ms = at_ms, 0
                self.answered, self.talked_ms, self.missed, self.rung_at_ms = 0, 0, 0, {}
            case BreakStarted():
                self.break_reason, self.missed = fact.reason, 0
            case BreakEnded() | AgentSignedOut():
                self.break_reason = ""
            case AgentOffered():
                self.call_id = fact.call_id
                self.rung_at_ms[fact.queue] = at_ms
            case OfferEnded():
                self.call_id = ""
                self.missed += fact.outcome in _MISSED
            case CallbackPickedUp():
                self.missed = 0
            case CustomerUnreached():
                self.call_id = ""
            case AgentAnswered():
                self.answered += 1
                self.missed = 0
            case TalkEnded():
                self.call_id = ""
                self.talked_ms += fact.talk_ms
            case WrapUpStarted() | WrapUpExtended():
                self.wrap_up_until_ms = fact.until_ms
            case PhoneSeen():
                self.phone = PhoneState(fact.state)
            case _:
                pass
