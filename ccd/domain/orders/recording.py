"""Orders about the recording of a channel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StartRecording:
    """Record the channel while it is bridged: `RecordingBegun`, or nothing. `path` as in `RingAgent`."""

    call_id: str
    channel_id: str
    path: str


@dataclass(frozen=True, slots=True)
class StopRecording:
    """Record the channel no more."""

    call_id: str
    channel_id: str


@dataclass(frozen=True, slots=True)
class PauseRecording:
    """Record silence instead of the channel: `RecordingMuted`, or nothing."""

    call_id: str
    channel_id: str
    by: str


@dataclass(frozen=True, slots=True)
class ResumeRecording:
    """Record the channel again: `RecordingMuted`, or nothing."""

    call_id: str
    channel_id: str
    by: str
