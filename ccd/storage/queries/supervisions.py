"""Who came into whose calls."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import SupervisionRow
from ccd.storage.queries.page import Key, Values, page, rows

SUPERVISION_KEY = (SupervisionRow.started_at_ms, SupervisionRow.supervision, SupervisionRow.turn)


@dataclass(frozen=True, slots=True)
class SupervisionFilter:
    """What is None does not matter. Times are of the beginning, `to_ms` exclusive."""

    from_ms: int | None = None
    to_ms: int | None = None
    supervisor: str | None = None
    agent: str | None = None


async def find_supervisions(
    tx: AsyncConnection, filter: SupervisionFilter, after: Key | None, most: int
) -> list[Values]:
    """The latest first; the key is `SUPERVISION_KEY`."""
    equal = {SupervisionRow.supervisor: filter.supervisor, SupervisionRow.agent: filter.agent}
    found = _ALL.where(*(column == value for column, value in equal.items() if value is not None))
    if filter.from_ms is not None:
        found = found.where(SupervisionRow.started_at_ms >= filter.from_ms)
    if filter.to_ms is not None:
        found = found.where(SupervisionRow.started_at_ms < filter.to_ms)
    return await page(tx, found, SUPERVISION_KEY, after, most)


async def supervisions_of_call(tx: AsyncConnection, call_id: str) -> list[Values]:
    """In order."""
    found = _ALL.where(SupervisionRow.call_id == call_id)
    return await rows(tx, found.order_by(*SUPERVISION_KEY))


_ALL = select(SupervisionRow.__table__)
