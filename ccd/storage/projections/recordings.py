"""Facts → `recordings`."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement

from ccd.domain.facts import Fact, RecordingStarted, RecordingStored
from ccd.storage.models import RecordingRow, RecordingState
from ccd.storage.rows import Values, empty_row, table_of


class Recordings:
    """Remembers the recordings that are not complete. One may be stored twice, when its call was recorded
    again after a transfer, or be found on disk without a start: `started_at_ms` is kept once it is known."""

    table = table_of(RecordingRow)

    def __init__(self) -> None:
        self._running: dict[str, Values] = {}
        self._changed: dict[str, Values] = {}

    @property
    def unfinished(self) -> ColumnElement[bool]:
        return self.table.c.state == RecordingState.RECORDING.value

    def remember(self, rows: Iterable[Values]) -> None:
        self._running = {row["path"]: row for row in rows}

    def take(self, fact: Fact, at_ms: int) -> None:
        match fact:
            case RecordingStarted():
                state, moment = RecordingState.RECORDING.value, {"started_at_ms": at_ms}
                row = empty_row(self.table) | {"path": fact.path, "call_id": fact.call_id, "state": state}
                self._running[fact.path] = self._changed[fact.path] = row | moment
            case RecordingStored():
                started = self._running.pop(fact.path, None) or self._changed.get(fact.path)
                self._changed[fact.path] = (started or empty_row(self.table)) | {
                    "path": fact.path,
                    "call_id": fact.call_id,
                    "state": RecordingState.STORED.value,
                    "stored_at_ms": at_ms,
                    "length_ms": fact.length_ms,
                    "size_bytes": fact.size_bytes,
                    "sha256": fact.sha256,
                }
            case _:
                pass

    def changed(self) -> list[Values]:
        rows, self._changed = list(self._changed.values()), {}
        return rows
