"""Supervisors come into calls. `call_id` is the call they come into, `supervision` their own one."""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """In every mode the supervisor hears both."""

    LISTEN = "listen"  # nobody hears him
    WHISPER = "whisper"  # the agent hears him
    BARGE = "barge"  # both hear him


@dataclass(frozen=True, slots=True)
class SupervisionOffered:
    """The supervisor's phone is rung because user `by` wants him in the call."""

    call_id: str
    supervision: str
    supervisor: str
    agent: str
    mode: Mode
    by: str


@dataclass(frozen=True, slots=True)
class SupervisionStarted:
    """`agent` talks at `extension`; `tone`: he is told by a tone. `turn` counts the calls that the supervisor
    has moved through since he dialled, from 1."""

    call_id: str
    supervision: str
    turn: int
    supervisor: str
    agent: str
    extension: str
    mode: Mode
    tone: bool


@dataclass(frozen=True, slots=True)
class SupervisionModeChanged:
    call_id: str
    supervision: str
    turn: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class SupervisionEnded:
    """`turn` 0: it was offered, and never began."""

    call_id: str
    supervision: str
    turn: int


SupervisionFact = SupervisionOffered | SupervisionStarted | SupervisionModeChanged | SupervisionEnded
