"""Asterisk's own `Queue()` served a caller."""

from dataclasses import dataclass

from ccd.domain.outcomes import EndedBy


@dataclass(frozen=True, slots=True)
class NetAnswered:
    """`member` answered in the safety net; empty where we cannot say who. `wait_ms` counts from when the
    caller began to wait, `tickets` is the queue's ticket policy."""

    call_id: str
    visit: int
    queue: str
    member: str
    ring_ms: int
    wait_ms: int
    tickets: str


@dataclass(frozen=True, slots=True)
class NetTalkEnded:
    call_id: str
    visit: int
    ended_by: EndedBy
    talk_ms: int


@dataclass(frozen=True, slots=True)
class NetLeft:
    """The caller gave up in the safety net."""

    call_id: str
    visit: int
    queue: str
    wait_ms: int


@dataclass(frozen=True, slots=True)
class NetLogRead:
    """Asterisk's `queue_log` is counted as far as the `lines`-th line of the second `read_to_s`."""

    read_to_s: int
    lines: int


SafetyNetFact = NetAnswered | NetTalkEnded | NetLeft | NetLogRead
