"""From Asterisk's `queue_log`: what became of our callers while we were away."""

from dataclasses import dataclass
from enum import StrEnum

from ccd.domain.outcomes import EndedBy


class NetStep(StrEnum):
    JOINED = "joined"
    ANSWERED = "answered"
    TALK_ENDED = "talk_ended"
    HANDED_ON = "handed_on"
    GAVE_UP = "gave_up"
    HUNG_UP = "hung_up"  # the caller's channel is gone, in the safety net or outside of it


@dataclass(frozen=True, slots=True)
class NetRow:
    """One step of one caller; but for HUNG_UP, times are as sharp as the log's, a second. JOINED alone tells
    who he is: `entered_at_ms` is when he began to wait. `member` is the agent. HUNG_UP tells at which phone,
    or on which mobile (`device`), the last `Dial` found somebody; of nobody, `extension` is empty. Its
    `queue` is empty for who was not in the safety net."""

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
    extension: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class SafetyNetTold:
    """`rows` in order. With them the log is read as far as the `lines`-th line of the second `read_to_s`."""

    rows: tuple[NetRow, ...]
    read_to_s: int
    lines: int
