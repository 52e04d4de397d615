"""What is recorded of a call, and what becomes of it afterwards.

`by` is an agent's, a phone's or a user's name; empty where nobody asked.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordingDrawn:
    """The call's lot, 0 to 99, where a share of the calls is recorded: it is recorded if this is below the
    share."""

    call_id: str
    drawn: int


@dataclass(frozen=True, slots=True)
class RecordingAnnounced:
    """The caller has heard that he may be recorded."""

    call_id: str


@dataclass(frozen=True, slots=True)
class RecordingStarted:
    """`path` is relative to the recordings folder."""

    call_id: str
    path: str


@dataclass(frozen=True, slots=True)
class RecordingPaused:
    """From here on silence is recorded, at the latest until `until_ms`."""

    call_id: str
    by: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class RecordingResumed:
    call_id: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordingStored:
    call_id: str
    path: str
    length_ms: int
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordingStopped:
    """The next talk is with somebody who is not recorded, or who was asked by keys is given the caller: what
    they say is in the caller's recording."""

    call_id: str


@dataclass(frozen=True, slots=True)
class RecordingGap:
    """Less was recorded than was talked, both counted from where recording began."""

    call_id: str
    path: str
    bridged_ms: int
    recorded_ms: int


RecordingFact = (
    RecordingDrawn
    | RecordingAnnounced
    | RecordingStarted
    | RecordingStopped
    | RecordingGap
    | RecordingPaused
    | RecordingResumed
    | RecordingStored
)
