"""Orders: what is to be done outside. Performing one may yield events; it never changes the floor."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from ccd.domain.facts import Mode
from ccd.domain.legs import Leg


class Verdict(StrEnum):
    """The last word a channel gets from us; the dialplan obeys it (`asterisk-config/extensions.conf`)."""

    HANG_UP = "hangup"
    QUEUE = "queue"


class Cause(IntEnum):
    """Why a channel is hung up, in the numbers of ITU-T Q.850; a phone is shown the SIP status that belongs
    to it (RFC 3398, 7.2.4.1)."""

    UNALLOCATED = 1  # 404
    NORMAL = 16
    BUSY = 17  # 486
    NO_ANSWER = 19  # 480
    NOT_THERE = 20  # 480
    REJECTED = 21  # 403


class Membership(StrEnum):
    """An agent's place in the safety net's `Queue()`."""

    PRESENT = "present"
    PAUSED = "paused"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class IdentifyCaller:
    """Look the customer up: `CallerIdentified`, at once, or when his call is on record: so for who calls for
    the first time, or while storage is away."""

    call_id: str
    number: str


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """Answer, and let the channel remember its call id. `language`: in which folder prompts are looked for
    first, empty for Asterisk's own."""

    call_id: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class PlayPrompts:
    """Play one after another: `PromptFinished`."""

    call_id: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollectDigits:
    """Play (a key interrupts), then wait for keys: `DigitsEntered`. `timeout_s` counts from the prompt's
    end to the first key, and between keys."""

    call_id: str
    prompts: tuple[str, ...]
    max_digits: int
    timeout_s: float


@dataclass(frozen=True, slots=True)
class HoldCaller:
    """Music until the next order; the channel remembers its place."""

    call_id: str
    queue: str
    visit: int
    entered_at_ms: int
    music: str


@dataclass(frozen=True, slots=True)
class Announce:
    """To a caller who waits: prompts, and numbers that are said; then his music again. The next order cuts it
    short."""

    call_id: str
    said: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class RungPhone:
    """One of those who are rung at the same time."""

    agent: str
    extension: str


@dataclass(frozen=True, slots=True)
class RingAgent:
    """Ring an agent's phone, or several agents' at once, and let who answers first talk to the caller:
    `RingEnded` of each who does not (AMI), `DialAnswered` (AMI), `DialFinished`. `recording` is the path of
    the recording relative to the recordings folder, empty for none. Asterisk itself shows the caller's name
    and number on the phones."""

    call_id: str
    phones: tuple[RungPhone, ...]
    timeout_s: int
    recording: str


@dataclass(frozen=True, slots=True)
class CallAgent:
    """Ring him for who is called back, once: `AgentNotCalled`, or `CallArrived` on `channel_id`."""

    call_id: str
    channel_id: str
    phone: RungPhone
    number: str
    timeout_s: int


@dataclass(frozen=True, slots=True)
class StartRecording:
    """Record the channel while it is bridged: `RecordingBegun`, or nothing. `path` as in `RingAgent`."""

    call_id: str
    channel_id: str
    path: str


@dataclass(frozen=True, slots=True)
class PauseRecording:
    """Record silence instead of the channel: `RecordingMuted`, or nothing."""

    call_id: str
    channel_id: str
    by: str


@dataclass(frozen=True, slots=True)
class ResumeRecording:
    """Record the channel again: `RecordingMuted`, or nothing."""

    call_id: str
    channel_id: str
    by: str


@dataclass(frozen=True, slots=True)
class Connect:
    """Ring them all at once and let the first who answers talk to the caller: `DialAnswered` (AMI),
    `ConnectFinished`. A caller who was not answered yet hears what the callee's side sends, and is not
    answered before. `recording` as in `RingAgent`. `feature_codes`: the caller may use those of
    `features.conf`; phones that are rung always may."""

    call_id: str
    legs: tuple[Leg, ...]
    timeout_s: int
    recording: str = ""
    feature_codes: bool = False


@dataclass(frozen=True, slots=True)
class AskPin:
    """As `CollectDigits`, but nobody is told the digits: `PinEntered` says whether they are that agent's
    PIN. `agent` empty: they are nobody's."""

    call_id: str
    agent: str
    prompts: tuple[str, ...]
    max_digits: int
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Echo:
    """Play, then let the caller hear himself until he presses `#`: `PromptFinished`."""

    call_id: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickUp:
    """Take the call that rings at the extension (empty: at any phone of one's groups). Only when there is
    none, play: `PromptFinished`."""

    call_id: str
    extension: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spy:
    """Let a supervisor into the call on channel `channel_id`, at whose other end the agent is, or on the
    channel itself: `SpyEnded`. `tone`: the agent is told by a tone."""

    call_id: str
    channel_id: str
    mode: Mode
    at_other_end: bool
    tone: bool


@dataclass(frozen=True, slots=True)
class RingSupervisor:
    """Ring a phone; who picks up comes to us as call `supervision`, as if he had dialled `dialled` himself.
    `SupervisorUnreached` if he does not."""

    supervision: str
    extension: str
    dialled: str
    agent: str


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """Play, beep, record until `#`, silence, the longest time or hang-up: `MessageTaken`. `path` is that of
    the message, relative to the recordings folder."""

    call_id: str
    box: str
    path: str
    prompts: tuple[str, ...]
    longest_s: int
    silence_s: int


@dataclass(frozen=True, slots=True)
class KeepMessage:
    """Make a file of what was recorded: `MessageKept`, or nothing when nothing was said."""

    call_id: str
    box: str
    path: str


@dataclass(frozen=True, slots=True)
class TakeOver:
    """The session of this call is the other's from now on: orders to that one reach it, and in what it says
    it names itself so."""

    call_id: str
    by: str


@dataclass(frozen=True, slots=True)
class ReleaseCall:
    """Give the channel back to the dialplan with our verdict; `cause` (Q.850) tells an unanswered caller
    why; `prompt`, if there is one, he hears before."""

    call_id: str
    verdict: Verdict
    cause: int = Cause.NORMAL
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class MirrorMember:
    """Keep the safety net's `Queue()` true."""

    queue: str
    extension: str
    agent: str
    membership: Membership


@dataclass(frozen=True, slots=True)
class DenyAddresses:
    """Keep these IP addresses out of SIP, and no others."""

    addresses: tuple[str, ...]


# fmt: off
Order = (
    IdentifyCaller | AnswerCall
    | PlayPrompts | CollectDigits
    | HoldCaller | Announce
    | RingAgent | RecordMessage
    | KeepMessage | CallAgent
    | StartRecording | PauseRecording
    | ResumeRecording | Connect
    | AskPin | Echo
    | PickUp | Spy
    | RingSupervisor | TakeOver
    | ReleaseCall | MirrorMember
    | DenyAddresses
)
# fmt: on
