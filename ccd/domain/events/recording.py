"""About recordings: what people ask for, and what Asterisk made of it. `by` is who asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordingStartAsked:
    call_id: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordingPauseAsked:
    call_id: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordingResumeAsked:
    call_id: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordingKeyed:
    """The phone at `extension` sent `*1` while it was in a call."""

    extension: str


@dataclass(frozen=True, slots=True)
class RecordingBegun:
    """Asterisk has done as `StartRecording` says."""

    call_id: str


@dataclass(frozen=True, slots=True)
class RecordingMuted:
    """Asterisk has done as `PauseRecording` or (`muted` false) `ResumeRecording` says."""

    call_id: str
    muted: bool
    by: str


RecordingEvent = (
    RecordingStartAsked
    | RecordingPauseAsked
    | RecordingResumeAsked
    | RecordingKeyed
    | RecordingBegun
    | RecordingMuted
)
