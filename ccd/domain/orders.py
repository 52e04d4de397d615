"""Orders: what is to be done outside. Performing one may yield events; it never changes the floor."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The last word a channel gets from us; the dialplan obeys it (`asterisk-config/extensions.conf`)."""

    HANG_UP = "hangup"
    QUEUE = "queue"


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
    """Answer, and let the channel remember its call id."""

    call_id: str


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
class ReleaseCall:
    """Give the channel back to the dialplan with our verdict."""

    call_id: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class MirrorMember:
    """Keep the safety net's `Queue()` true."""

    queue: str
    extension: str
    agent: str
    membership: Membership


Order = (
    IdentifyCaller
    | AnswerCall
    | PlayPrompts
    | CollectDigits
    | HoldCaller
    | RingAgent
    | StartRecording
    | PauseRecording
    | ResumeRecording
    | ReleaseCall
    | MirrorMember
)
