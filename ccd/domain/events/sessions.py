"""From a call's FastAGI session."""

from dataclasses import dataclass
from enum import StrEnum


class DialStatus(StrEnum):
    """How `Dial` ended; the values are those of Asterisk's DIALSTATUS variable."""

    ANSWER = "ANSWER"
    NOANSWER = "NOANSWER"
    BUSY = "BUSY"
    CANCEL = "CANCEL"
    CONGESTION = "CONGESTION"
    CHANUNAVAIL = "CHANUNAVAIL"

    @classmethod
    def _missing_(cls, value: object) -> "DialStatus":
        """Anything unheard of means that no phone was reached."""
        return cls.CHANUNAVAIL


@dataclass(frozen=True, slots=True)
class Carried:
    """What a channel remembered of its wait while the daemon was away."""

    queue: str
    visit: int
    entered_at_ms: int


@dataclass(frozen=True, slots=True)
class CallArrived:
    """A channel asks what to do: a new call, or (known id, or `carried`) one that comes back to us. `phone`
    is the extension whose channel it is, empty for one of a trunk; `dialled` the number that was dialled on a
    phone, or to which a phone sent the call; then `did` is what the caller dialled before, if anything, and
    `sent_by` that phone's extension."""

    call_id: str
    channel_id: str
    did: str
    caller_number: str
    caller_name: str
    carried: Carried | None = None
    phone: str = ""
    dialled: str = ""
    sent_by: str = ""


@dataclass(frozen=True, slots=True)
class PromptFinished:
    call_id: str


@dataclass(frozen=True, slots=True)
class DigitsEntered:
    """`digits` is empty when the caller pressed nothing in time."""

    call_id: str
    digits: str


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """By a caller who hears music. Keys that are pressed in a talk (card numbers, PINs) are never told."""

    call_id: str
    key: str


@dataclass(frozen=True, slots=True)
class DialFinished:
    """`RingAgent` of these `agents` is over. `talk_ms` is Asterisk's own measure, None where it gave none;
    `caller_present` says that the caller is still in our hands, `answered_at` which extension answered, if
    Asterisk knows. `key` is one that leads out of the queue, by which the caller ended the ringing. `device`
    as in `DialAnswered`; `unaccepted` are those whose mobile was picked up, but 1 was not pressed: the
    party and the device, `1001/NUMBER@TRUNK`, with a space between the words. `sent_on`: who is not present
    any more did not hang up, whom he talked to has sent his channel elsewhere."""

    call_id: str
    agents: tuple[str, ...]
    status: DialStatus
    talk_ms: int | None
    caller_present: bool
    answered_at: str = ""
    key: str = ""
    device: str = ""
    unaccepted: str = ""
    sent_on: bool = False


@dataclass(frozen=True, slots=True)
class ConnectFinished:
    """`Connect` is over. `cause` is Asterisk's (Q.850), 0 for none; `caller_present`, `unaccepted` and
    `sent_on` as in `DialFinished`."""

    call_id: str
    status: DialStatus
    cause: int
    caller_present: bool
    unaccepted: str = ""
    sent_on: bool = False


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """The FastAGI session is over and it was not we who ended it. `hung_up`: Asterisk said `HANGUP` (the
    caller hung up or was transferred away); else the connection just broke."""

    call_id: str
    hung_up: bool
    channel_id: str = ""


SessionEvent = (
    CallArrived | PromptFinished | DigitsEntered | KeyPressed | DialFinished | ConnectFinished | SessionEnded
)
