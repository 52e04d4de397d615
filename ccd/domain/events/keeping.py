"""What happened to recordings that are stored. `by` is who asked, empty for nobody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordingFellBehind:
    """So much of it is on disk, which is less than it should be."""

    call_id: str
    path: str
    recorded_ms: int


@dataclass(frozen=True, slots=True)
class RecordingRewritten:
    """As another kind of file; the one before is still there."""

    call_id: str
    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordingOpened:
    call_id: str
    path: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordingFoundDamaged:
    call_id: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordingHoldAsked:
    call_id: str
    path: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordingReleaseAsked:
    call_id: str
    path: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordingErased:
    """The file is gone."""

    call_id: str
    path: str
    by: str


KeepingEvent = (
    RecordingFellBehind
    | RecordingRewritten
    | RecordingOpened
    | RecordingFoundDamaged
    | RecordingHoldAsked
    | RecordingReleaseAsked
    | RecordingErased
)
