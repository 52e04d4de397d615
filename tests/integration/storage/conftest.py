"""Both databases, each test with an empty one of its own."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest

from ccd.storage import schema
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
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of an empty database."""
    if dialect == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'ccd.sqlite'}"
    server: Postgres = request.getfixturevalue("postgres")
    return _created(server)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "ccd.sqlite"
    schema.upgrade(f"sqlite+aiosqlite:///{file}", "head")
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    postgres.create("ccd_template")
    schema.upgrade(postgres.url("ccd_template"), "head")
    return "ccd_template"


@pytest.fixture
def upgraded_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of one at the newest revision: a copy, since upgrading for each test would take most of the time."""
    if dialect == "sqlite":
        file = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "ccd.sqlite")
        return f"sqlite+aiosqlite:///{file}"
    server: Postgres = request.getfixturevalue("postgres")
    return _created(server, request.getfixturevalue("postgres_template"))


@pytest.fixture
async def db(upgraded_url: str) -> AsyncIterator[Database]:
    database = Database(upgraded_url)
    yield database
    await database.close()


def _created(server: Postgres, template: str = "template0") -> str:
    name = f"ccd_{next(_numbers)}"
    server.create(name, template)
    return server.url(name)


@pytest.fixture
async def memory(db: Database, tmp_path: Path) -> AsyncIterator[Memory]:
    async with memory_of(db, tmp_path / "journal") as running:
        yield running
