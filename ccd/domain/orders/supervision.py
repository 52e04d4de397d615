"""Orders for a supervisor who comes into a call."""

from dataclasses import dataclass

from ccd.domain.facts import Mode


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
