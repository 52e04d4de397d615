"""What a node asks for next. `rules/walking.py` turns steps into orders."""

from dataclasses import dataclass

from ccd.domain.skills import Asked


@dataclass(frozen=True, slots=True)
class Say:
    """Play, then come back to the node."""

    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Play, wait for keys, then come back to the node."""

    prompts: tuple[str, ...]
    max_digits: int
    timeout_s: float


@dataclass(frozen=True, slots=True)
class GoTo:
    """A node of the same flow; with `flow` one of another, and there "" is the start."""

    node: str
    flow: str = ""


@dataclass(frozen=True, slots=True)
class AskHours:
    """Go to the node that is named for how it is with these hours now."""

    hours: str
    open: str
    closed: str
    holiday: str


@dataclass(frozen=True, slots=True)
class SpeakIn:
    """This language from here on; go to that node."""

    language: str
    next: str


@dataclass(frozen=True, slots=True)
class JoinQueue:
    queue: str
    skills: Asked = ()


@dataclass(frozen=True, slots=True)
class Ring:
    """Come back to the node if nobody answers."""

    extension: str
    timeout_s: int


@dataclass(frozen=True, slots=True)
class TakeMessage:
    """For a voicemail box, then come back to the node."""

    box: str


@dataclass(frozen=True, slots=True)
class RingGroup:
    """Come back to the node if nobody answers."""

    group: str


@dataclass(frozen=True, slots=True)
class CallOnCall:
    """Come back to the node if nobody answers; `in_vain`: go to the rota's last target instead."""

    rota: str
    in_vain: bool = False


@dataclass(frozen=True, slots=True)
class RingOutside:
    """Come back to the node if nobody answers. `number` as it is dialled inside."""

    number: str
    timeout_s: int


@dataclass(frozen=True, slots=True)
class OfferCallback:
    """To be called back by that queue."""

    queue: str


@dataclass(frozen=True, slots=True)
class Leave:
    """The flow is over: hang up."""


Step = (
    Say
    | Ask
    | GoTo
    | AskHours
    | SpeakIn
    | JoinQueue
    | Ring
    | RingGroup
    | CallOnCall
    | RingOutside
    | TakeMessage
    | OfferCallback
    | Leave
)
