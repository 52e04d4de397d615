import asyncio
import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import Connection

from ccd.storage import schema
from ccd.storage.database import Database
from ccd.storage.errors import StorageAway, StorageFault
from ccd.storage.models import metadata


async def test_an_empty_database_goes_up_and_down_and_up(url: str) -> None:
    db = Database(url)
    assert await db.revision() is None
    await db.upgrade()
    newest = await db.revision()
    assert newest
    await db.upgrade()
    assert await db.revision() == newest
    await db.downgrade("base")
    assert await db.revision() is None
    await db.upgrade()
    assert await db.revision() == newest
    await db.close()


async def test_the_revisions_make_what_the_models_say(db: Database) -> None:
    def differences(tx: Connection) -> object:
        return compare_metadata(MigrationContext.configure(tx), metadata)

    assert await db.run(differences) == []


async def test_an_upgrade_leaves_the_loop_alone(url: str) -> None:
    db = Database(url)
    upgrading = asyncio.create_task(db.upgrade())
    turns = 0
    while not upgrading.done():
        await asyncio.sleep(0)
        turns += 1
    await upgrading
    assert turns > 10
    await db.close()


async def test_what_was_begun_is_rolled_back_by_an_error(db: Database) -> None:
    async def fail_in_the_middle() -> None:
        async with db.begin() as tx:
            await tx.execute(text("INSERT INTO customers (name, created_at_ms) VALUES ('An', 1)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_in_the_middle()
    async with db.read() as tx:
        assert await tx.scalar(text("SELECT count(*) FROM customers")) == 0


async def test_writers_wait_for_each_other(db: Database) -> None:
    async def add_one() -> None:
        async with db.begin() as tx:
            await tx.execute(text("INSERT INTO customers (name, created_at_ms) VALUES ('An', 1)"))

    def add_one_in_one_go(tx: Connection) -> None:
        tx.execute(text("INSERT INTO customers (name, created_at_ms) VALUES ('Bo', 1)"))

    await asyncio.gather(*(add_one() for _ in range(20)), *(db.run(add_one_in_one_go) for _ in range(20)))
    async with db.read() as tx:
        assert await tx.scalar(text("SELECT count(*) FROM customers")) == 40


async def test_a_broken_rule_is_a_fault(db: Database) -> None:
    with pytest.raises(StorageFault, match=r"(?i)foreign key constraint"):
        async with db.begin() as tx:
            await tx.execute(text("INSERT INTO customer_numbers (e164, customer_id) VALUES ('+1', 99)"))


async def test_a_missing_table_is_a_fault(url: str) -> None:
    db = Database(url)
    with pytest.raises(StorageFault):
        async with db.read() as tx:
            await tx.execute(text("SELECT * FROM facts"))
    with pytest.raises(StorageFault):
        await db.run_reading(lambda tx: tx.execute(text("SELECT * FROM facts")))
    await db.close()


@pytest.mark.parametrize(
    "nowhere", ["sqlite+aiosqlite:////nowhere/ccd.sqlite", "postgresql+asyncpg://ccd@127.0.0.1:1/ccd"]
)
async def test_what_cannot_be_reached_is_away(nowhere: str) -> None:
    db = Database(nowhere)
    with pytest.raises(StorageAway):
        await db.ping()
    with pytest.raises(StorageAway):
        await db.upgrade()
    with pytest.raises(StorageAway):
        await db.run(lambda tx: None)
    await db.close()


async def test_a_database_that_does_not_exist_is_a_fault(postgres: object) -> None:
    db = Database(postgres.url("nobody_made_me"))  # type: ignore[attr-defined]
    with pytest.raises(StorageFault, match="does not exist"):
        await db.ping()
    await db.close()


def test_migrations_that_are_nowhere_say_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(schema, "_FOLDERS", (tmp_path / "a", tmp_path / "b"))
    with pytest.raises(FileNotFoundError, match="reinstall ccd"):
        schema.upgrade("sqlite+aiosqlite:///nowhere", "head")


async def test_what_a_newer_ccd_made_is_left_alone(url: str) -> None:
    db = Database(url)
    await db.upgrade()
    async with db.begin() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    with pytest.raises(StorageFault, match="a newer ccd made its schema, this one ends at 0"):
        await db.upgrade()
    assert await db.revision() == "9999_future"
    await db.close()


async def test_a_revision_that_fails_leaves_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(schema._folder(), folder)
    broken = next(folder.glob("versions/0003*.py"))
    broken.write_text(
        broken.read_text().replace("\n\ndef downgrade", "\n    raise ZeroDivisionError\n\ndef downgrade")
    )
    monkeypatch.setattr(schema, "_FOLDERS", (folder,))
    db = Database(url)
    with pytest.raises(ZeroDivisionError):
        await db.upgrade()
    assert await db.revision() is None
    monkeypatch.undo()
    await db.upgrade()
    await db.close()
