"""Facts → `recordings`."""

from collections.abc import Callable
from typing import Any

from ccd.domain import facts as f
from ccd.domain.facts import Fact
from ccd.storage.models import RecordingRow, RecordingState
from ccd.storage.projections.projection import Forgetful
from ccd.storage.rows import Values, table_of


def recording_of(path: str) -> str:
    """`2026/11/23/20261123T0930-1f.wav` is the recording `20261123T0930-1f`."""
    return path.rpartition("/")[2].rpartition(".")[0]


class Recordings(Forgetful):
    table = table_of(RecordingRow)

    def take(self, fact: Fact, at_ms: int) -> None:
        columns = COLUMNS.get(type(fact))
        if columns is None:
            return
        said: Any = fact
        recording = recording_of(said.path)
        self.say(recording, {"recording": recording, "call_id": said.call_id, **columns(fact, at_ms)})


def _started(fact: f.RecordingStarted, at_ms: int) -> Values:
    return {"path": fact.path, "state": RecordingState.RECORDING.value, "started_at_ms": at_ms}


def _stored(fact: f.RecordingStored, at_ms: int) -> Values:
    """One may be stored twice, when its call was recorded again, or be found on disk without a start."""
    return {
        "path": fact.path,
        "state": RecordingState.STORED.value,
        "stored_at_ms": at_ms,
        "length_ms": fact.length_ms,
        "size_bytes": fact.size_bytes,
        "sha256": fact.sha256,
    }


def _converted(fact: f.RecordingConverted, at_ms: int) -> Values:
    return {"path": fact.path, "size_bytes": fact.size_bytes, "sha256": fact.sha256}


def _held(fact: f.RecordingHeld, at_ms: int) -> Values:
    return {"held_by": fact.by, "held_reason": fact.reason}


def _released(fact: f.RecordingReleased, at_ms: int) -> Values:
    return {"held_by": "", "held_reason": ""}


def _damaged(fact: f.RecordingDamaged, at_ms: int) -> Values:
    return {"damaged_at_ms": at_ms}


def _deleted(fact: f.RecordingDeleted, at_ms: int) -> Values:
    return {"state": RecordingState.DELETED.value, "deleted_at_ms": at_ms}


COLUMNS: dict[type[Fact], Callable[[Any, int], Values]] = {
    f.RecordingStarted: _started,
    f.RecordingStored: _stored,
    f.RecordingConverted: _converted,
    f.RecordingHeld: _held,
    f.RecordingReleased: _released,
    f.RecordingDamaged: _damaged,
    f.RecordingDeleted: _deleted,
}
