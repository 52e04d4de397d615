"""Events: what reached us, from Asterisk, from storage, from people. The floor's only input."""

from dataclasses import dataclass
from enum import StrEnum

from ccd.domain.plan import Plan


class DialStatus(StrEnum):
    """How `Dial` ended; the values are those of Asterisk's DIALSTATUS variable."""

    ANSWER = "ANSWER"
    NOANSWER = "NOANSWER"
    BUSY = "BUSY"
    CANCEL = "CANCEL"
    CONGESTION = "CONGESTION"
    CHANUNAVAIL = "CHANUNAVAIL"


class PhoneState(StrEnum):
    """What Asterisk sees of a phone (AMI DeviceStateChange)."""

    UNREACHABLE = "unreachable"
    IDLE = "idle"
    RINGING = "ringing"
    IN_USE = "in_use"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a channel remembered of its wait while the daemon was away."""

    queue: str
    visit: int
    entered_at_ms: int


# From a call's FastAGI session


@dataclass(frozen=True, slots=True)
class CallArrived:
    """A channel asks what to do: a new call, or (known id, or `carried`) one that comes back to us."""

    call_id: str
    channel_id: str
    did: str
    caller_number: str
    caller_name: str
    carried: Carried | None = None


@dataclass(frozen=True, slots=True)
class PromptFinished:
    call_id: str


@dataclass(frozen=True, slots=True)
class DigitsEntered:
    """`digits` is empty when the caller pressed nothing in time."""

    call_id: str
    digits: str


@dataclass(frozen=True, slots=True)
class DialFinished:
    """`RingAgent` is over. `talk_ms` is Asterisk's own measure, None where it gave none; `caller_present`
    says that the caller is still in our hands."""

    call_id: str
    agent: str
    status: DialStatus
    talk_ms: int | None
    caller_present: bool


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """The FastAGI session is over and it was not we who ended it. `hung_up`: Asterisk said `HANGUP` (the
    caller hung up or was transferred away); else the connection just broke."""

    call_id: str
    hung_up: bool


# From AMI


@dataclass(frozen=True, slots=True)
class DialAnswered:
    """The leg to `extension` that channel `channel_id` was dialling is answered."""

    channel_id: str
    extension: str


@dataclass(frozen=True, slots=True)
class ChannelHungUp:
    channel_id: str


@dataclass(frozen=True, slots=True)
class ChannelTransferred:
    """The party on `channel_id` was sent elsewhere by the one he talked to (`kind`: blind, attended)."""

    channel_id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class PhoneChanged:
    extension: str
    state: PhoneState


@dataclass(frozen=True, slots=True)
class SeenChannel:
    """One caller's channel of a snapshot. `call_id` is empty for a channel that never reached us;
    `talking_to` is the extension in the same bridge, empty if none; `dialling` the one being rung."""

    channel_id: str
    call_id: str
    talking_to: str
    dialling: str


@dataclass(frozen=True, slots=True)
class AsteriskFound:
    """AMI is (again) there, and this is all that lives in Asterisk."""

    channels: tuple[SeenChannel, ...]
    phones: tuple[PhoneChanged, ...]


@dataclass(frozen=True, slots=True)
class AsteriskLost:
    """AMI is gone; what Asterisk does meanwhile is seen at the next `AsteriskFound`."""


# From storage and recorder


@dataclass(frozen=True, slots=True)
class CallerIdentified:
    call_id: str
    customer_id: int


@dataclass(frozen=True, slots=True)
class RecordingClosed:
    """A recording is complete on disk. `path` is relative to the recordings folder; `sha256` in hex."""

    call_id: str
    path: str
    length_ms: int
    size_bytes: int
    sha256: str


# From people


@dataclass(frozen=True, slots=True)
class AgentSignedOn:
    """`extension` empty: the agent's own of the plan."""

    agent: str
    extension: str = ""


@dataclass(frozen=True, slots=True)
class AgentSignedOff:
    agent: str


@dataclass(frozen=True, slots=True)
class AgentWentOnBreak:
    agent: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgentCameBack:
    """The break, or the wrap-up, is over because the agent says so."""

    agent: str


@dataclass(frozen=True, slots=True)
class AgentNeedsLonger:
    """For his wrap-up: so much longer than it would last."""

    agent: str
    seconds: int


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """The plan was changed and is stored; `by` is the user's name."""

    plan: Plan
    by: str


@dataclass(frozen=True, slots=True)
class DeadlineReached:
    """The time that `Floor.next_deadline()` named has come."""


Event = (
    CallArrived
    | PromptFinished
    | DigitsEntered
    | DialFinished
    | SessionEnded
    | DialAnswered
    | ChannelHungUp
    | ChannelTransferred
    | PhoneChanged
    | AsteriskFound
    | AsteriskLost
    | CallerIdentified
    | RecordingClosed
    | AgentSignedOn
    | AgentSignedOff
    | AgentWentOnBreak
    | AgentCameBack
    | AgentNeedsLonger
    | PlanChanged
    | DeadlineReached
)
