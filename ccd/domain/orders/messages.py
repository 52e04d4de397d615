"""Orders about messages that callers leave, and about the greetings before them. Paths are relative to the
recordings folder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """Play (`greeting`, a path, if there is one, else the prompts), beep, record until `#`, silence, the
    longest time or hang-up: `MessageTaken`. `path` is that of the message, `caller` the number of who leaves
    it."""

    call_id: str
    box: str
    path: str
    prompts: tuple[str, ...]
    longest_s: int
    silence_s: int
    greeting: str = ""
    caller: str = ""


@dataclass(frozen=True, slots=True)
class KeepMessage:
    """Make a file of what was recorded: `MessageKept`, or nothing when nothing was said."""

    call_id: str
    box: str
    path: str
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody said."""

    path: str


@dataclass(frozen=True, slots=True)
class DigitByDigit:
    """A caller's number; `digits` are `0-9` alone."""

    digits: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time of day, by the clock of `zone`; empty: Asterisk's own."""

    at_ms: int
    zone: str


Said = str | int | Spoken | DigitByDigit | Moment


@dataclass(frozen=True, slots=True)
class OfferKeys:
    """Play prompts, numbers and what somebody said, and wait `timeout_s` for one key, which interrupts them:
    `KeyChosen`."""

    call_id: str
    said: tuple[Said, ...]
    timeout_s: float


@dataclass(frozen=True, slots=True)
class EraseMessage:
    """For whom is told in `by`: `MessageErased`."""

    call_id: str
    path: str
    by: str


@dataclass(frozen=True, slots=True)
class ShowMessages:
    """On the phone of the box."""

    box: str
    new: int
    old: int


@dataclass(frozen=True, slots=True)
class RecordGreeting:
    """Play, beep, record until `#`, silence or the longest time, in the place of what `path` was before:
    `PromptFinished`."""

    call_id: str
    path: str
    prompts: tuple[str, ...]
    longest_s: int


@dataclass(frozen=True, slots=True)
class KeepGreeting:
    """What was recorded in `take` is in `path` from now on, and earlier greetings beside it go:
    `GreetingKept`."""

    call_id: str
    box: str
    take: str
    path: str
