"""What can go wrong with the database, in two words: away (try again) and fault (trying again is no use)."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageError(Exception):
    """The database did not do what was asked; the transaction is rolled back."""


class StorageAway(StorageError):  # noqa: N818 the state, not the event
    """The database cannot be reached, is locked, full or shutting down: worth a retry."""


class StorageFault(StorageError):  # noqa: N818
    """The database refused: a broken rule, a missing table, a wrong password. A retry gives the same."""


_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}

# SQLSTATE: connection lost, resources short, operator's intervention, deadlock, lock not free.
_POSTGRES_AWAY = ("08", "53", "57P", "40", "55P03")


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of drivers and SQLAlchemy into ours. asyncpg's come bare while connecting."""
    try:
        yield
    except (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        kind = StorageAway if _is_away(error) else StorageFault
        raise kind(_in_the_databases_words(error)) from error


def _in_the_databases_words(error: BaseException) -> str:
    """Without what drivers and SQLAlchemy put around it: the names of their classes, the statement."""
    said = str((isinstance(error, DBAPIError) and error.orig) or error).partition("\n")[0]
    if isinstance(error, OSError) and error.errno and error.errno > 0:
        told = os.strerror(error.errno)
        return f"{error.filename}: {told}" if error.filename else told
    return re.sub(r"^<class '[\w.]+'>: ", "", said).rstrip(".") or type(error).__name__


def _is_away(error: BaseException) -> bool:
    match error:
        case OSError() | PoolTimeout() | asyncpg.InterfaceError():
            return True
        case asyncpg.PostgresError():
            return _is_away_state(error.sqlstate)
        case DBAPIError() if error.connection_invalidated:
            return True
        case DBAPIError():
            return _is_away_cause(error.orig)
    return False


def _is_away_cause(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in _SQLITE_AWAY
    return _is_away_state(getattr(cause, "sqlstate", None))


def _is_away_state(state: object) -> bool:
    return isinstance(state, str) and state.startswith(_POSTGRES_AWAY)
