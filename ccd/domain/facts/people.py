"""Agents, and the phones they sit at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgentSignedIn:
    agent: str
    extension: str


@dataclass(frozen=True, slots=True)
class AgentSignedOut:
    agent: str


@dataclass(frozen=True, slots=True)
class BreakStarted:
    agent: str
    reason: str


@dataclass(frozen=True, slots=True)
class BreakEnded:
    agent: str


@dataclass(frozen=True, slots=True)
class WrapUpStarted:
    agent: str
    call_id: str
    queue: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class WrapUpExtended:
    agent: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class WrapUpEnded:
    agent: str


@dataclass(frozen=True, slots=True)
class PhoneSeen:
    """The phone of a signed-in agent became unreachable, busy with something that is not from us, or free
    again (`state` is a `PhoneState`)."""

    agent: str
    state: str


PeopleFact = (
    AgentSignedIn
    | AgentSignedOut
    | BreakStarted
    | BreakEnded
    | WrapUpStarted
    | WrapUpExtended
    | WrapUpEnded
    | PhoneSeen
)
