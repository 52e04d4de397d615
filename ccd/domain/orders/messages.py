"""Orders about what a caller leaves for a voicemail box."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """Play, beep, record until `#`, silence, the longest time or hang-up: `MessageTaken`. `path` is that of
    the message, relative to the recordings folder."""

    call_id: str
    box: str
    path: str
    prompts: tuple[str, ...]
    longest_s: int
    silence_s: int


@dataclass(frozen=True, slots=True)
class KeepMessage:
    """Make a file of what was recorded: `MessageKept`, or nothing when nothing was said."""

    call_id: str
    box: str
    path: str
