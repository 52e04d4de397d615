"""The database: SQLite or PostgreSQL, its transactions and its schema's revision."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import Any, TypeVar

import msgspec
from sqlalchemy import make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from ccd.storage import schema
from ccd.storage.errors import StorageFault, translated
from ccd.storage.sqlite import BUSY_TIMEOUT_S, READS, SqliteThreads, make_private, speak_sqlite

T = TypeVar("T")

DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")
POOL_SIZE = 8
CONNECT_TIMEOUT_S = 5


class Database:
    """One database by its URL (`sqlite+aiosqlite:///PATH` or `postgresql+asyncpg://…`); StorageFault for
    another one. Nothing is opened before the first use."""

    def __init__(self, url: str) -> None:
        _check(url)
        self._url = url
        self._engine = _async_engine(url)
        self._reading = self._engine.execution_options(ccd_begin=READS)
        self._sqlite = SqliteThreads(url, _OPTIONS) if self.dialect == "sqlite" else None
        # SQLite has one writer. Ours wait for each other here, in order; its own busy handler sleeps and is
        # for other processes only.
        self._one_writer = asyncio.Lock() if self.dialect == "sqlite" else nullcontext()

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes: committed at the end, rolled back by an exception. Not to be nested.

        Raises StorageAway, StorageFault.
        """
        async with self._one_writer:
            with translated():
                async with self._engine.begin() as tx:
                    yield tx

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads: one consistent view.

        Raises StorageAway, StorageFault.
        """
        with translated():
            async with self._reading.begin() as tx:
                yield tx

    async def run(self, work: Callable[[Connection], T]) -> T:
        """`begin()` for synchronous work of many statements in a row. With SQLite all of it runs in a thread
        at once, where `begin()` changes threads several times for each statement (measured: most of what
        a batch of facts cost). A cancelled caller leaves the transaction to its end.

        Raises StorageAway, StorageFault, and what `work` raises.
        """
        async with self._one_writer:
            with translated():
                if self._sqlite:
                    return await self._sqlite.write(work)
                async with self._engine.begin() as tx:
                    return await tx.run_sync(work)

    async def run_reading(self, work: Callable[[Connection], T]) -> T:
        """`read()` in the same way."""
        with translated():
            if self._sqlite:
                return await self._sqlite.read(work)
            async with self._reading.begin() as tx:
                return await tx.run_sync(work)

    async def glance(self, work: Callable[[Connection], T]) -> T:
        """`run_reading()` for the smallest reads: each statement has a view of its own, because what a
        transaction costs is more than such a read."""
        if self._sqlite is None:
            return await self.run_reading(work)
        with translated():
            return await self._sqlite.glance(work)

    async def ping(self) -> None:
        """Raises StorageAway, StorageFault."""
        async with self.read() as tx:
            await tx.execute(text("SELECT 1"))

    async def revision(self) -> str | None:
        """The schema's revision; None for an empty database. With SQLite in a thread of ours: aiosqlite's own
        may outlive the event loop when the file cannot be opened, and then shows a traceback."""
        return await self.run_reading(schema.revision)

    def newest_revision(self) -> str | None:
        """Where `upgrade()` leads."""
        return schema.newest(self._url)

    async def upgrade(self, to: str = "head") -> None:
        """Bring the schema to a revision. In a thread, on a connection of its own."""
        with translated():
            if self._sqlite and (file := self._engine.url.database):
                make_private(file)
            await asyncio.to_thread(schema.upgrade, self._url, to)

    async def downgrade(self, to: str) -> None:
        """Take the schema back to a revision (`base`: to nothing). Data of what is taken away is lost."""
        with translated():
            await asyncio.to_thread(schema.downgrade, self._url, to)

    async def close(self) -> None:
        await self._engine.dispose()
        if self._sqlite:
            self._sqlite.close()


def _check(url: str) -> None:
    """The URL itself may hold a password and is not told."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    # Each connection would have an own one in memory.
    if parsed is None or parsed.drivername not in DRIVERS or parsed.database in (None, "", ":memory:"):
        raise StorageFault(
            "storage.url must be sqlite+aiosqlite:///PATH or postgresql+asyncpg://USER:SECRET@HOST/NAME"
        )


_OPTIONS: dict[str, Any] = {
    "json_serializer": lambda value: msgspec.json.encode(value).decode(),
    "json_deserializer": msgspec.json.decode,
    "pool_size": POOL_SIZE,
    "pool_timeout": BUSY_TIMEOUT_S,
}


def _async_engine(url: str) -> AsyncEngine:
    if make_url(url).get_backend_name() == "postgresql":
        return create_async_engine(url, connect_args={"timeout": CONNECT_TIMEOUT_S}, **_OPTIONS)
    engine = create_async_engine(url, **_OPTIONS)
    speak_sqlite(engine.sync_engine)
    return engine
