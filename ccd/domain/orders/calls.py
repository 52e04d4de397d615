"""Orders to one caller: the steps of a flow, and how he leaves it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


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


@dataclass(frozen=True, slots=True)
class IdentifyCaller:
    """Look the customer up: `CallerIdentified`, at once, or when his call is on record: so for who calls for
    the first time, or while storage is away. `call_waits`: `CallerUnknown` if it does not come at once."""

    call_id: str
    number: str
    call_waits: bool = False


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """Answer, and let the channel remember its call id."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Look for prompts in the folder of this language first, from here on."""

    call_id: str
    language: str


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
