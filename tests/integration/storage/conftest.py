"""Both databases, each test with an empty one of its own."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest

from ccd.storage.database import Database
from tests.integration.storage.memory import Memory, memory_of
from tests.postgres import Postgres

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="ccd-pg-"))  # short: a socket's path has 107 bytes
    try:
        server = Postgres(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'ccd.sqlite'}"
    server: Postgres = request.getfixturevalue("postgres")
    name = f"ccd_{next(_numbers)}"
    server.create(name)
    return server.url(name)


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    """At the newest revision."""
    database = Database(url)
    await database.upgrade()
    yield database
    await database.close()


@pytest.fixture
async def memory(db: Database, tmp_path: Path) -> AsyncIterator[Memory]:
    async with memory_of(db, tmp_path / "journal") as running:
        yield running
