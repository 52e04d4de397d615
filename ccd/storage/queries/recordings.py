"""Recordings, with who talked in which queue."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import CallRow, RecordingRow, RecordingState
from ccd.storage.queries.page import Key, Values, one, page, rows

RECORDING_KEY = (RecordingRow.recording,)
"""Names begin with the time."""


@dataclass(frozen=True, slots=True)
class RecordingFilter:
    """What is None does not matter. Times are of the recording's start, `to_ms` exclusive."""

    from_ms: int | None = None
    to_ms: int | None = None
    queue: str | None = None
    agent: str | None = None
    customer_id: int | None = None

    def apply(self, found: Select[Any]) -> Select[Any]:
        equal = {CallRow.queue: self.queue, CallRow.agent: self.agent, CallRow.customer_id: self.customer_id}
        found = found.where(*(column == value for column, value in equal.items() if value is not None))
        if self.from_ms is not None:
            found = found.where(RecordingRow.started_at_ms >= self.from_ms)
        if self.to_ms is not None:
            found = found.where(RecordingRow.started_at_ms < self.to_ms)
        return found


async def find_recordings(
    tx: AsyncConnection, filter: RecordingFilter, after: Key | None, most: int
) -> list[Values]:
    """The latest first."""
    return await page(tx, filter.apply(_RECORDINGS), RECORDING_KEY, after, most)


async def find_recording(tx: AsyncConnection, recording: str) -> Values | None:
    return await one(tx, _RECORDINGS.where(RecordingRow.recording == recording))


async def older_recordings(tx: AsyncConnection, before_ms: int, after: str, most: int) -> list[Values]:
    """Complete ones that nobody holds and that were complete before then, with a greater name than `after`,
    by name."""
    found = _KEPT_FREELY.where(RecordingRow.stored_at_ms < before_ms)
    return await rows(
        tx, found.where(RecordingRow.recording > after).order_by(RecordingRow.recording).limit(most)
    )


async def wav_recordings(tx: AsyncConnection, since_ms: int, after: str, most: int) -> list[Values]:
    """Of talks, complete since then, not empty, not held, not converted; by name, after `after`."""
    found = _KEPT_FREELY.where(RecordingRow.stored_at_ms >= since_ms, RecordingRow.size_bytes > 0)
    found = found.where(RecordingRow.path.endswith(".wav"), RecordingRow.recording > after)
    found = found.where(RecordingRow.recording == RecordingRow.call_id)
    return await rows(tx, found.order_by(RecordingRow.recording).limit(most))


_RECORDINGS = select(RecordingRow.__table__, CallRow.queue, CallRow.agent, CallRow.customer_id).outerjoin(
    CallRow, CallRow.call_id == RecordingRow.call_id
)

_KEPT_FREELY = _RECORDINGS.where(
    RecordingRow.state == RecordingState.STORED.value, func.coalesce(RecordingRow.held_by, "") == ""
)
