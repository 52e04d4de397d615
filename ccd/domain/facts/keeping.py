"""What becomes of a recording after its call. The name of the file of `path`, without ending, is the
recording's own. `by` is a user's name, empty where nobody asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordingConverted:
    """The sound is now in `path`, and nowhere else."""

    call_id: str
    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordingPlayed:
    call_id: str
    path: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordingDamaged:
    """The file is not what was stored; `sha256` is what it is now."""

    call_id: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordingHeld:
    """It is not deleted until the hold is lifted."""

    call_id: str
    path: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordingReleased:
    call_id: str
    path: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordingDeleted:
    """`by` empty: it had been kept for as long as the plan says."""

    call_id: str
    path: str
    by: str


KeepingFact = (
    RecordingConverted
    | RecordingPlayed
    | RecordingDamaged
    | RecordingHeld
    | RecordingReleased
    | RecordingDeleted
)
