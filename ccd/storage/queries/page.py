"""Pages by key: the latest rows first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

Values = dict[str, Any]
Key = Sequence[int | str]


async def page(
    tx: AsyncConnection,
    found: Select[Any],
    key: Sequence[InstrumentedAttribute[Any]],
    after: Key | None,
    most: int,
) -> list[Values]:
    """Up to `most` rows in falling order of `key`, which is unique, below `after`."""
    if after is not None:
        last = (literal(value, column.type) for value, column in zip(after, key, strict=True))
        found = found.where(tuple_(*key) < tuple_(*last))
    falling: list[ColumnElement[Any]] = [column.desc() for column in key]
    return await rows(tx, found.order_by(*falling).limit(most))


async def rows(tx: AsyncConnection, found: Select[Any]) -> list[Values]:
    return [dict(row) for row in (await tx.execute(found)).mappings()]


async def one(tx: AsyncConnection, found: Select[Any]) -> Values | None:
    row = (await tx.execute(found)).mappings().one_or_none()
    return dict(row) if row else None
