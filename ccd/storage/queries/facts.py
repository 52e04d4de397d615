"""Facts as they are stored, for reading."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import FactRow


@dataclass(frozen=True, slots=True)
class StoredFact:
    """`kind` and `body` may be of a version of ccd that knew other facts than this one."""

    seq: int
    at_ms: int
    kind: str
    body: dict[str, Any]


async def facts_between(tx: AsyncConnection, after: int, before: int | None, most: int) -> list[StoredFact]:
    """In order, those with `after` < seq < `before`; `before` None is no end."""
    found = _FACTS.where(FactRow.seq > after).limit(most)
    return await _read(tx, found if before is None else found.where(FactRow.seq < before))


async def facts_of_call(tx: AsyncConnection, call_id: str, most: int) -> list[StoredFact]:
    """In order, from the first."""
    return await _read(tx, _FACTS.where(FactRow.call_id == call_id).limit(most))


async def _read(tx: AsyncConnection, found: Select[Any]) -> list[StoredFact]:
    return [StoredFact(r.seq, r.at_ms, r.kind, r.body) for r in await tx.execute(found)]


_FACTS = select(FactRow.seq, FactRow.at_ms, FactRow.kind, FactRow.body).order_by(FactRow.seq)
