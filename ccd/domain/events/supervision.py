"""About supervisors and feature codes."""

from dataclasses import dataclass

from ccd.domain.facts import Mode


@dataclass(frozen=True, slots=True)
class SupervisionAsked:
    """User `by` wants the supervisor in the call; `supervision` is to be the id of the supervisor's own."""

    call_id: str
    supervision: str
    supervisor: str
    mode: Mode
    by: str


@dataclass(frozen=True, slots=True)
class SupervisorUnreached:
    """His phone was not answered, or could not be rung."""

    supervision: str


@dataclass(frozen=True, slots=True)
class SpyEnded:
    """`Spy` is over: by a key, or (empty) because whom he listened to is gone. `heard` False: there was
    nobody."""

    call_id: str
    key: str
    heard: bool


@dataclass(frozen=True, slots=True)
class PinEntered:
    """`agent` as `AskPin` had it. The PIN itself never comes here: events are written down."""

    call_id: str
    agent: str
    good: bool


SupervisionEvent = SupervisionAsked | SupervisorUnreached | SpyEnded | PinEntered
