"""Away or fault: whether trying again is of use."""

import sqlite3

import asyncpg
import pytest
from sqlalchemy.exc import IntegrityError, NoSuchTableError, OperationalError

from ccd.storage.errors import StorageAway, StorageFault, translated


def _sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as it is\nsecond line")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("nobody listens"),
        asyncpg.CannotConnectNowError("starting up"),
        asyncpg.TooManyConnectionsError("full"),
        OperationalError("SELECT 1", {}, _sqlite(sqlite3.SQLITE_BUSY)),
        OperationalError("SELECT 1", {}, _sqlite(sqlite3.SQLITE_FULL)),
    ],
)
def test_what_passes_is_away(error: Exception) -> None:
    with pytest.raises(StorageAway) as told, translated():
        raise error
    said = str(told.value)
    assert "second line" not in said
    assert "sqlite3" not in said
    assert "Error" not in said


@pytest.mark.parametrize(
    "error",
    [
        NoSuchTableError("calls"),
        asyncpg.InvalidPasswordError("wrong"),
        IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE")),
    ],
)
def test_what_stays_is_a_fault(error: Exception) -> None:
    with pytest.raises(StorageFault), translated():
        raise error


def test_other_errors_are_not_ours() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError
