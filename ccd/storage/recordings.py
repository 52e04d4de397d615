"""What the recorder asks of the table `recordings`. Its rows are folded from facts."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import CallRow, RecordingRow, RecordingState

_MOST_AT_ONCE = 1000

_STORED = RecordingRow.state == RecordingState.STORED.value


async def live_calls(tx: AsyncConnection) -> set[str]:
    """The ids of calls without an end."""
    return set(await tx.scalars(select(CallRow.call_id).where(CallRow.ended_at_ms.is_(None))))


async def is_recorded(tx: AsyncConnection, call_id: str) -> bool:
    """Its facts say that recording began, and not that it is complete."""
    open_row = select(RecordingRow.path).where(RecordingRow.call_id == call_id, ~_STORED)
    return await tx.scalar(open_row) is not None


async def newest_path(tx: AsyncConnection) -> str:
    """Of the complete ones; paths begin with the day. Empty when there is none."""
    return await tx.scalar(select(func.max(RecordingRow.path)).where(_STORED)) or ""


async def stored_among(tx: AsyncConnection, paths: Iterable[str]) -> set[str]:
    """Which of `paths` are known to be complete."""
    asked, known = list(paths), set[str]()
    for at in range(0, len(asked), _MOST_AT_ONCE):
        some = RecordingRow.path.in_(asked[at : at + _MOST_AT_ONCE])
        known.update(await tx.scalars(select(RecordingRow.path).where(some, _STORED)))
    return known
