"""The states of a call, and the table of what leads from one to the other."""

from enum import StrEnum

from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    AgentPreferred,
    CallDetached,
    CallEnded,
    CallerRecognised,
    CallQueued,
    CallReattached,
    CallStarted,
    CallTransferred,
    Fact,
    JoinRefused,
    MenuAnswered,
    NodeEntered,
    OfferEnded,
    PreferenceGivenUp,
    PriorityRaised,
    QueueLeft,
    RecordingAnnounced,
    RecordingDrawn,
    RecordingPaused,
    RecordingResumed,
    RecordingStarted,
    RecordingStored,
    SkillsAdded,
    SkillsRelaxed,
    TalkEnded,
)


class CallState(StrEnum):
    IN_FLOW = "in_flow"
    WAITING = "waiting"
    OFFERED = "offered"
    TALKING = "talking"
    LEAVING = "leaving"  # out of our hands, not yet seen gone: transferred, in the safety net, hanging up
    ENDED = "ended"


S = CallState
TRANSITIONS: dict[type[Fact], dict[CallState, CallState]] = {
    CallStarted: {S.IN_FLOW: S.IN_FLOW},
    CallReattached: {s: s for s in S if s is not S.ENDED},
    CallDetached: {s: s for s in S if s is not S.ENDED},
    CallerRecognised: {s: s for s in S if s is not S.ENDED},
    NodeEntered: {S.IN_FLOW: S.IN_FLOW, S.LEAVING: S.IN_FLOW},
    MenuAnswered: {S.IN_FLOW: S.IN_FLOW},
    CallQueued: {S.IN_FLOW: S.WAITING, S.LEAVING: S.WAITING},
    JoinRefused: {S.IN_FLOW: S.IN_FLOW},
    SkillsAdded: {S.WAITING: S.WAITING, S.OFFERED: S.OFFERED},
    AgentPreferred: {S.WAITING: S.WAITING},
    PreferenceGivenUp: {S.WAITING: S.WAITING},
    SkillsRelaxed: {S.WAITING: S.WAITING, S.OFFERED: S.OFFERED},
    PriorityRaised: {S.WAITING: S.WAITING, S.OFFERED: S.OFFERED},
    AgentOffered: {S.WAITING: S.OFFERED, S.OFFERED: S.OFFERED},
    OfferEnded: {S.OFFERED: S.WAITING},
    AgentAnswered: {S.OFFERED: S.TALKING},
    RecordingDrawn: {s: s for s in S if s is not S.ENDED},
    RecordingAnnounced: {S.IN_FLOW: S.IN_FLOW},
    RecordingStarted: {S.TALKING: S.TALKING},
    RecordingPaused: {S.TALKING: S.TALKING},
    RecordingResumed: {s: s for s in S if s is not S.ENDED},
    RecordingStored: {s: s for s in S},
    CallTransferred: {S.TALKING: S.TALKING, S.LEAVING: S.LEAVING},
    TalkEnded: {S.TALKING: S.LEAVING},
    QueueLeft: {S.WAITING: S.LEAVING},
    CallEnded: {S.IN_FLOW: S.ENDED, S.LEAVING: S.ENDED},
}
"""Which fact may befall a call in which state, and what state it leads to. While other phones ring
on, the end of an offer leads nowhere."""
