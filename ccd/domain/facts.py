"""Facts: what is now true. Append-only; every table that reports read can be rebuilt from them.

A fact carries no time: `Recorded` says when it became true and in which order. Fields are plain values
(str, int, bool, None), so a fact is one JSON object.
"""

from dataclasses import dataclass

from ccd.domain.outcomes import CallOutcome as CallOutcome
from ccd.domain.outcomes import EndedBy as EndedBy
from ccd.domain.outcomes import OfferOutcome as OfferOutcome
from ccd.domain.outcomes import VisitOutcome as VisitOutcome


@dataclass(frozen=True, slots=True)
class CallStarted:
    call_id: str
    channel_id: str
    did: str
    caller_number: str
    caller_name: str
    flow: str  # empty: no flow serves this DID


@dataclass(frozen=True, slots=True)
class CallReattached:
    """The caller's channel came back to us after our absence or after a transfer."""

    call_id: str
    channel_id: str


@dataclass(frozen=True, slots=True)
class CallDetached:
    """The connection to the caller's channel broke; the channel may live on and come back."""

    call_id: str


@dataclass(frozen=True, slots=True)
class CallerRecognised:
    call_id: str
    customer_id: int


@dataclass(frozen=True, slots=True)
class NodeEntered:
    call_id: str
    flow: str
    node: str


@dataclass(frozen=True, slots=True)
class MenuAnswered:
    """`digits` empty: nothing pressed in time. `attempt` counts from 1."""

    call_id: str
    node: str
    digits: str
    valid: bool
    attempt: int


@dataclass(frozen=True, slots=True)
class CallQueued:
    """`entered_at_ms` is when the wait began, which after our absence is before this fact. `skills` are all
    that are asked for now (`english:4 french:2`), `own_skills` those of them that the caller himself brought
    by the number he dialled or the key he pressed."""

    call_id: str
    visit: int
    queue: str
    priority: int
    entered_at_ms: int
    skills: str = ""
    own_skills: str = ""


@dataclass(frozen=True, slots=True)
class SkillsRelaxed:
    """The caller has waited so long that less is asked for; `skills` is what is left."""

    call_id: str
    visit: int
    queue: str
    skills: str


@dataclass(frozen=True, slots=True)
class PriorityRaised:
    """The caller has waited so long that he comes before others."""

    call_id: str
    visit: int
    queue: str
    priority: int


@dataclass(frozen=True, slots=True)
class AgentOffered:
    """`reason` says in a supervisor's words why this agent got this call."""

    call_id: str
    visit: int
    queue: str
    agent: str
    extension: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfferEnded:
    call_id: str
    visit: int
    agent: str
    outcome: OfferOutcome
    ring_ms: int


@dataclass(frozen=True, slots=True)
class AgentAnswered:
    """`tickets` is the queue's ticket policy at this moment (`domain/plan.py`)."""

    call_id: str
    visit: int
    queue: str
    agent: str
    ring_ms: int
    wait_ms: int
    tickets: str


@dataclass(frozen=True, slots=True)
class RecordingStarted:
    """`path` is relative to the recordings folder."""

    call_id: str
    path: str


@dataclass(frozen=True, slots=True)
class RecordingStored:
    call_id: str
    path: str
    length_ms: int
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TalkEnded:
    call_id: str
    visit: int
    agent: str
    ended_by: EndedBy
    talk_ms: int


@dataclass(frozen=True, slots=True)
class CallTransferred:
    call_id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class QueueLeft:
    """The visit is over without an answer."""

    call_id: str
    visit: int
    queue: str
    outcome: VisitOutcome
    wait_ms: int


@dataclass(frozen=True, slots=True)
class CallEnded:
    call_id: str
    outcome: CallOutcome
    ended_by: EndedBy


@dataclass(frozen=True, slots=True)
class AgentSignedIn:
    agent: str
    extension: str


@dataclass(frozen=True, slots=True)
class AgentSignedOut:
    agent: str


@dataclass(frozen=True, slots=True)
class BreakStarted:
    agent: str
    reason: str


@dataclass(frozen=True, slots=True)
class BreakEnded:
    agent: str


@dataclass(frozen=True, slots=True)
class WrapUpStarted:
    agent: str
    call_id: str
    queue: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class WrapUpExtended:
    agent: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class WrapUpEnded:
    agent: str


@dataclass(frozen=True, slots=True)
class PhoneSeen:
    """The phone of a signed-in agent became unreachable, busy with something that is not from us, or free
    again (`state` is a `PhoneState`)."""

    agent: str
    state: str


@dataclass(frozen=True, slots=True)
class PlanTaken:
    """The floor works by a new plan from here on."""

    by: str


@dataclass(frozen=True, slots=True)
class LinkLost:
    """Asterisk's AMI is out of sight."""


@dataclass(frozen=True, slots=True)
class LinkFound:
    """AMI is in sight; `calls_closed` is how many calls had ended unseen."""

    calls_closed: int


Fact = (
    CallStarted
    | CallReattached
    | CallDetached
    | CallerRecognised
    | NodeEntered
    | MenuAnswered
    | CallQueued
    | SkillsRelaxed
    | PriorityRaised
    | AgentOffered
    | OfferEnded
    | AgentAnswered
    | RecordingStarted
    | RecordingStored
    | TalkEnded
    | CallTransferred
    | QueueLeft
    | CallEnded
    | AgentSignedIn
    | AgentSignedOut
    | BreakStarted
    | BreakEnded
    | WrapUpStarted
    | WrapUpExtended
    | WrapUpEnded
    | PhoneSeen
    | PlanTaken
    | LinkLost
    | LinkFound
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact in its place: `seq` counts every fact of the centre from 1, without a gap."""

    seq: int
    at_ms: int
    fact: Fact
