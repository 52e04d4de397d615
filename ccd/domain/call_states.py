"""The states of a call, and the table of what leads from one to the other."""

from collections.abc import Collection
from enum import StrEnum
from typing import Literal

from ccd.domain.facts import (
    AbroadRung,
    AgentAnswered,
    AgentOffered,
    AgentPreferred,
    CallbackBooked,
    CallbackDeclined,
    CallbackDue,
    CallbackPickedUp,
    CallbackProposed,
    CallDetached,
    CalledIn,
    CallEnded,
    CallerComforted,
    CallerRecognised,
    CallOutcome,
    CallParked,
    CallQueued,
    CallReattached,
    CallReturned,
    CallStarted,
    CallTransferred,
    CustomerDialled,
    CustomerUnreached,
    ExitChosen,
    Fact,
    HoldEnded,
    HoldStarted,
    JoinRefused,
    LanguageChosen,
    MenuAnswered,
    NetAnswered,
    NetLeft,
    NetTalkEnded,
    NodeEntered,
    OfferEnded,
    OutsideDialled,
    PartiesRung,
    PartiesUnreached,
    PartyAnswered,
    PartyLeft,
    PlaceAnnounced,
    PreferenceGivenUp,
    PriorityRaised,
    QueueLeft,
    ReachOutcome,
    RecordingAnnounced,
    RecordingDrawn,
    RecordingPaused,
    RecordingResumed,
    RecordingStarted,
    RecordingStopped,
    RecordingStored,
    SafetyNetFact,
    SkillsAdded,
    SkillsRelaxed,
    TalkEnded,
    VisitOutcome,
    VoicemailReached,
)


class CallState(StrEnum):
    IN_FLOW = "in_flow"
    WAITING = "waiting"
    OFFERED = "offered"
    TALKING = "talking"
    CONNECTING = "connecting"  # rings somebody outside of any queue
    CONNECTED = "connected"  # talks to somebody whom no queue found
    CALLING_BACK = "calling_back"  # an agent has picked up to call the customer, or does
    HELD = "held"  # a callback that found nobody, until it is tried again
    LEAVING = "leaving"  # out of our hands, not yet seen gone: transferred, in the safety net, hanging up
    ENDED = "ended"


S = CallState
_IN_LINE = {s: s for s in (S.WAITING, S.OFFERED, S.CALLING_BACK, S.HELD)}
TRANSITIONS: dict[type[Fact], dict[CallState, CallState]] = {
    CallStarted: {S.IN_FLOW: S.IN_FLOW},
    CallReattached: {s: s for s in S if s is not S.ENDED},
    CallDetached: {s: s for s in S if s is not S.ENDED},
    CallerRecognised: {s: s for s in S if s is not S.ENDED},
    LanguageChosen: {s: s for s in S if s is not S.ENDED},
    NodeEntered: {S.IN_FLOW: S.IN_FLOW, S.LEAVING: S.IN_FLOW},
    MenuAnswered: {S.IN_FLOW: S.IN_FLOW},
    CallQueued: {S.IN_FLOW: S.WAITING, S.LEAVING: S.WAITING},
    JoinRefused: {S.IN_FLOW: S.IN_FLOW},
    ExitChosen: {S.WAITING: S.WAITING, S.OFFERED: S.OFFERED},
    PlaceAnnounced: {S.WAITING: S.WAITING},
    CallerComforted: {S.WAITING: S.WAITING},
    SkillsAdded: _IN_LINE,
    AgentPreferred: {S.WAITING: S.WAITING},
    PreferenceGivenUp: {S.WAITING: S.WAITING},
    SkillsRelaxed: _IN_LINE,
    PriorityRaised: _IN_LINE,
    AgentOffered: {S.WAITING: S.OFFERED, S.OFFERED: S.OFFERED},
    OfferEnded: {S.OFFERED: S.WAITING, S.CALLING_BACK: S.WAITING},
    AgentAnswered: {S.OFFERED: S.TALKING, S.CALLING_BACK: S.TALKING},
    CallbackProposed: {S.IN_FLOW: S.IN_FLOW},
    CallbackDeclined: {S.IN_FLOW: S.IN_FLOW, S.LEAVING: S.LEAVING},
    CallbackBooked: {S.IN_FLOW: S.LEAVING},
    CallbackPickedUp: {S.OFFERED: S.CALLING_BACK},
    CustomerDialled: {S.CALLING_BACK: S.CALLING_BACK},
    CustomerUnreached: {S.CALLING_BACK: S.HELD},
    CallbackDue: {S.HELD: S.WAITING},
    CalledIn: {S.IN_FLOW: S.IN_FLOW},
    RecordingDrawn: {s: s for s in S if s is not S.ENDED},
    VoicemailReached: {S.IN_FLOW: S.IN_FLOW},
    RecordingAnnounced: {S.IN_FLOW: S.IN_FLOW},
    RecordingStarted: {S.TALKING: S.TALKING, S.CONNECTED: S.CONNECTED},
    RecordingStopped: {s: s for s in S if s is not S.ENDED},
    RecordingPaused: {S.TALKING: S.TALKING, S.CONNECTED: S.CONNECTED},
    RecordingResumed: {s: s for s in S if s is not S.ENDED},
    RecordingStored: {s: s for s in S},
    OutsideDialled: {S.IN_FLOW: S.IN_FLOW, S.LEAVING: S.LEAVING},
    AbroadRung: {s: s for s in (S.IN_FLOW, S.WAITING, S.OFFERED, S.LEAVING)},
    PartiesRung: {S.IN_FLOW: S.CONNECTING, S.LEAVING: S.CONNECTING},
    PartiesUnreached: {S.CONNECTING: S.IN_FLOW},
    PartyAnswered: {
        S.CONNECTING: S.CONNECTED,
        S.CONNECTED: S.CONNECTED,
        S.LEAVING: S.CONNECTED,
        S.TALKING: S.TALKING,
    },
    PartyLeft: {S.CONNECTED: S.LEAVING, S.TALKING: S.TALKING},
    HoldStarted: {S.TALKING: S.TALKING, S.CONNECTED: S.CONNECTED},
    HoldEnded: {S.TALKING: S.TALKING, S.CONNECTED: S.CONNECTED},
    CallTransferred: {S.TALKING: S.TALKING, S.CONNECTED: S.CONNECTED, S.LEAVING: S.LEAVING},
    CallParked: {S.TALKING: S.TALKING, S.CONNECTED: S.CONNECTED, S.LEAVING: S.LEAVING},
    CallReturned: {S.IN_FLOW: S.IN_FLOW, S.LEAVING: S.LEAVING},
    TalkEnded: {S.TALKING: S.LEAVING},
    QueueLeft: {S.WAITING: S.LEAVING, S.HELD: S.LEAVING},
    NetAnswered: {S.WAITING: S.LEAVING, S.LEAVING: S.LEAVING},
    NetTalkEnded: {S.LEAVING: S.LEAVING},
    NetLeft: {S.WAITING: S.LEAVING, S.LEAVING: S.LEAVING},
    CallEnded: {S.IN_FLOW: S.ENDED, S.LEAVING: S.ENDED},
}
"""Which fact may befall a call in which state, and what state it leads to. While other phones ring
on, the end of an offer leads nowhere, and who is left behind with others talks to them."""

SPEAKING = frozenset({S.TALKING, S.CONNECTED})

OVERDUE_MS = 30_000
"""How much longer than its ring time an offer may take before we no longer believe in it."""

UNREACHED: dict[ReachOutcome, CallOutcome] = {
    ReachOutcome.NO_ANSWER: CallOutcome.NO_ANSWER,
    ReachOutcome.NOT_ACCEPTED: CallOutcome.NO_ANSWER,
    ReachOutcome.BUSY: CallOutcome.BUSY,
    ReachOutcome.REJECTED: CallOutcome.REJECTED,
    ReachOutcome.UNREACHABLE: CallOutcome.UNREACHABLE,
    ReachOutcome.CALLER_LEFT: CallOutcome.CANCELLED,
    ReachOutcome.LOST: CallOutcome.LOST,
}
"""What a call comes to that reached nobody."""


def fits(fact: Fact, ringing: Collection[str], agent: str) -> bool:
    """Is it about those who are there: the agents who ring, and the one who talks?"""
    match fact:
        case AgentOffered():
            return fact.agent not in ringing
        case OfferEnded() | CallbackPickedUp() | CustomerDialled() | CustomerUnreached():
            return fact.agent in ringing
        case AgentAnswered():
            return {*ringing} == {fact.agent}
        case TalkEnded():
            return fact.agent == agent
        case _:
            return True


def after_net(fact: SafetyNetFact, entered_at_ms: int) -> tuple[VisitOutcome | Literal[""], int]:
    """How the visit stands then, and since when the caller talks in the safety net; 0: he does not. Whom
    somebody has sent on from there is not there any more."""
    match fact:
        case NetAnswered():
            return VisitOutcome.SAFETY_NET, entered_at_ms + fact.wait_ms
        case NetLeft():
            return VisitOutcome.ABANDONED, 0
        case NetTalkEnded():
            return "", 0
        case _:
            return VisitOutcome.SAFETY_NET, 0
