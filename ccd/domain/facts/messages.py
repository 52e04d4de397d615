"""Messages that callers leave. The name of the file of `path`, without ending, is the message's own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoicemailReached:
    """The caller is asked for a message; what he says will be in `path`."""

    call_id: str
    box: str
    path: str


@dataclass(frozen=True, slots=True)
class MessageLeft:
    """He said something. `caller` is his number, empty if it is not known."""

    call_id: str
    box: str
    path: str
    length_ms: int
    caller: str = ""


@dataclass(frozen=True, slots=True)
class MessageHeard:
    """`by` is a user's name, or a phone's."""

    call_id: str
    box: str
    path: str
    by: str


@dataclass(frozen=True, slots=True)
class MessageMoved:
    """It is in `box` from now on, new or old as it was; `by` is a user's name."""

    call_id: str
    box: str
    path: str
    by: str


@dataclass(frozen=True, slots=True)
class MessageMailed:
    call_id: str
    box: str
    path: str
    to: str


@dataclass(frozen=True, slots=True)
class BoxKnocked:
    """Who hears its greeting says that the box is his, and is asked for the PIN."""

    call_id: str
    box: str


@dataclass(frozen=True, slots=True)
class BoxOpened:
    """Somebody hears the messages of the box. `by`: `phone`, which is the box's own and needs no PIN, `pin`,
    at any phone of ours, or `outside`, by PIN, too."""

    call_id: str
    box: str
    by: str


@dataclass(frozen=True, slots=True)
class BoxAsks:
    """Where the talk with who opened the box stands (`rules/codes/box.py`). `path` is the message that is
    played, if one is. `silences`: so often in a row no key was pressed."""

    call_id: str
    step: str
    path: str
    silences: int


@dataclass(frozen=True, slots=True)
class GreetingChanged:
    """Callers hear what was spoken at a phone, and is in `path` of the recordings folder."""

    call_id: str
    box: str
    path: str


MessageFact = (
    VoicemailReached
    | MessageLeft
    | MessageHeard
    | MessageMailed
    | BoxKnocked
    | MessageMoved
    | BoxOpened
    | BoxAsks
    | GreetingChanged
)
