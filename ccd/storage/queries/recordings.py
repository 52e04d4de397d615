"""Recordings, with who talked in which queue."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import CallRow, RecordingRow
from ccd.storage.queries.page import Key, Values, one, page

RECORDING_KEY = (RecordingRow.path,)
"""Paths begin with the date."""


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


async def find_recording(tx: AsyncConnection, call_id: str) -> Values | None:
    return await one(tx, _RECORDINGS.where(RecordingRow.call_id == call_id))


_RECORDINGS = select(RecordingRow.__table__, CallRow.queue, CallRow.agent, CallRow.customer_id).outerjoin(
    CallRow, CallRow.call_id == RecordingRow.call_id
)
