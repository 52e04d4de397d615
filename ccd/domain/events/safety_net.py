"""From Asterisk's `queue_log`: what `Queue()` did with our callers while we were away."""

from dataclasses import dataclass
from enum import StrEnum

from ccd.domain.outcomes import EndedBy


class NetStep(StrEnum):
    JOINED = "joined"
    ANSWERED = "answered"
    TALK_ENDED = "talk_ended"
    HANDED_ON = "handed_on"
    GAVE_UP = "gave_up"


@dataclass(frozen=True, slots=True)
class NetRow:
    """One step of one caller; times are as sharp as the log's, a second. JOINED alone tells who he is:
    `entered_at_ms` is when he began to wait. `member` is the agent."""

    at_ms: int
    step: NetStep
    channel_id: str
    queue: str = ""
    call_id: str = ""
    did: str = ""
    caller_number: str = ""
    entered_at_ms: int = 0
    member: str = ""
    ring_ms: int = 0
    talk_ms: int = 0
    ended_by: EndedBy = EndedBy.UNKNOWN


@dataclass(frozen=True, slots=True)
class SafetyNetTold:
    """`rows` in order. With them the log is read as far as the `lines`-th line of the second `read_to_s`."""

    rows: tuple[NetRow, ...]
    read_to_s: int
    lines: int
