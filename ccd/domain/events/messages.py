"""Messages that callers leave."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageTaken:
    """`RecordMessage` is over; `hung_up`: the caller ended it by leaving. `caller` as ordered."""

    call_id: str
    box: str
    path: str
    hung_up: bool
    caller: str = ""


@dataclass(frozen=True, slots=True)
class OwnerKnocked:
    """`RecordMessage` is over: during the greeting `*` was pressed, and the box has a PIN."""

    call_id: str
    box: str


@dataclass(frozen=True, slots=True)
class MessageKept:
    """Something was said, and it is on the disk. As `RecordingClosed`."""

    call_id: str
    box: str
    path: str
    length_ms: int
    size_bytes: int
    sha256: str
    caller: str = ""


@dataclass(frozen=True, slots=True)
class MessageOpened:
    """Somebody has heard it; `by` is who."""

    call_id: str
    box: str
    path: str
    by: str


@dataclass(frozen=True, slots=True)
class MessageMoveAsked:
    """Somebody wants it in `box`; `by` is who."""

    call_id: str
    box: str
    path: str
    by: str


@dataclass(frozen=True, slots=True)
class MessageSent:
    """The mail server has taken it."""

    call_id: str
    box: str
    path: str
    to: str


@dataclass(frozen=True, slots=True)
class KeyChosen:
    """`OfferKeys` is over. `key` empty: none was pressed. `played_out`: what somebody said was heard to
    its end."""

    call_id: str
    key: str
    played_out: bool


@dataclass(frozen=True, slots=True)
class MessageErased:
    """`EraseMessage` is over; not `done`: somebody holds the message, or it is gone already."""

    call_id: str
    done: bool


@dataclass(frozen=True, slots=True)
class GreetingKept:
    """`KeepGreeting` is over; `path` empty: it could not be kept."""

    call_id: str
    box: str
    path: str


MessageEvent = (
    OwnerKnocked
    | MessageTaken
    | MessageKept
    | MessageOpened
    | MessageMoveAsked
    | MessageSent
    | KeyChosen
    | MessageErased
    | GreetingKept
)
