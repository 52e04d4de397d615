import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from ccd.storage.database import Database
from ccd.storage.errors import StorageAway, StorageFault


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'ccd.sqlite'}")
    yield database
    await database.close()


def count(tx: Connection) -> int:
    return tx.exec_driver_sql("SELECT count(*) FROM t").scalar_one()  # type: ignore[no-any-return]


def rights_in(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}


async def test_it_is_its_owners_alone(db: Database, tmp_path: Path) -> None:
    """Phones' passwords are in it. Also when the first to come only looked."""
    assert await db.revision() is None
    await db.upgrade()
    await db.ping()
    assert rights_in(tmp_path) == dict.fromkeys(("ccd.sqlite", "ccd.sqlite-shm", "ccd.sqlite-wal"), 0o600)


async def test_a_glance_sees_what_was_written_last(db: Database) -> None:
    await db.run(lambda tx: tx.exec_driver_sql("CREATE TABLE t (x)"))
    seen = []
    for _ in range(3):
        await db.run(lambda tx: tx.exec_driver_sql("INSERT INTO t VALUES (1)"))
        seen.append(await db.glance(count))
    assert seen == [1, 2, 3]


async def test_a_glance_that_fails_costs_the_next_one_nothing(db: Database) -> None:
    with pytest.raises(StorageFault, match="no such table"):
        await db.glance(count)
    await db.run(lambda tx: tx.exec_driver_sql("CREATE TABLE t (x)"))
    assert await db.glance(count) == 0


async def test_a_locked_file_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccd.storage.sqlite._PRAGMAS", ("PRAGMA busy_timeout=1",))
    file = tmp_path / "ccd.sqlite"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    db = Database(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(StorageAway, match="locked"):
        async with db.begin():
            pass
    other.close()
    async with db.begin():
        pass
    await db.close()


async def test_sqlite_is_set_up(db: Database) -> None:
    def pragmas(tx: Connection) -> list[object]:
        names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        return [tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    async with db.read() as tx:
        assert await tx.run_sync(pragmas) == ["wal", 1, 2, 5000]
    assert await db.run_reading(pragmas) == ["wal", 1, 2, 5000]
    assert await db.glance(pragmas) == ["wal", 1, 2, 5000]
