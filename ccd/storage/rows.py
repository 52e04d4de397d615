"""Whole rows, many at once, in one statement.

SQL as text, which both databases read alike, and rows as tuples: SQLAlchemy's own upserts are one database's
each and compiled anew at each use, and naming each value of each row costs more than writing it (measured).
"""

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase

from ccd.storage.models.row import KEPT

Values = dict[str, Any]
"""A row by its columns' names."""


def table_of(row: type[DeclarativeBase]) -> Table:
    table = row.__table__
    assert isinstance(table, Table)
    return table


def empty_row(table: Table) -> Values:
    return dict.fromkeys(column.name for column in table.columns)


def insert_rows(tx: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Raises IntegrityError when there is a row with the same key."""
    tx.exec_driver_sql(_insert(table, tx.dialect.paramstyle), _tuples(table, rows))


def upsert_rows(tx: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Over the row with the same key if there is one, in order."""
    tx.exec_driver_sql(_upsert(table, tx.dialect.paramstyle), _tuples(table, rows))


def _tuples(table: Table, rows: Sequence[Values]) -> list[tuple[Any, ...]]:
    return list(map(itemgetter(*table.columns.keys()), rows))


@cache
def _insert(table: Table, paramstyle: str) -> str:
    names = table.columns.keys()
    places = [f"${n}" if paramstyle == "numeric_dollar" else "?" for n in range(1, len(names) + 1)]
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join(places)})"


@cache
def _upsert(table: Table, paramstyle: str) -> str:
    key = ", ".join(column.name for column in table.primary_key)
    changes = ", ".join(_change(table, column) for column in table.columns if not column.primary_key)
    return f"{_insert(table, paramstyle)} ON CONFLICT ({key}) DO UPDATE SET {changes}"


def _change(table: Table, column: Column[Any]) -> str:
    name = column.name
    if KEPT in column.info:
        return f"{name} = coalesce(excluded.{name}, {table.name}.{name})"
    return f"{name} = excluded.{name}"
