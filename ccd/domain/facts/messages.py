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
    """He said something."""

    call_id: str
    box: str
    path: str
    length_ms: int


@dataclass(frozen=True, slots=True)
class MessageHeard:
    """`by` is a user's name, or a phone's."""

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


MessageFact = VoicemailReached | MessageLeft | MessageHeard | MessageMailed
