"""About callbacks: from AMI, and from people."""

from dataclasses import dataclass

from ccd.domain.events.sessions import DialStatus


@dataclass(frozen=True, slots=True)
class AgentNotCalled:
    """`CallAgent` on that channel is over, and nobody answered."""

    channel_id: str
    status: DialStatus


@dataclass(frozen=True, slots=True)
class CallbackCancelAsked:
    """`by` is the user's name."""

    call_id: str
    by: str


CallbackEvent = AgentNotCalled | CallbackCancelAsked
