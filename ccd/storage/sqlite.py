"""SQLite: how it is set up, and its transactions in threads."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

T = TypeVar("T")

THREADS = 4
BUSY_TIMEOUT_S = 5

READS = "BEGIN"
_WRITES = "BEGIN IMMEDIATE"
"""Takes the lock at once: a transaction that reads first and writes later would be refused without waiting
when another writer came between."""

# synchronous=FULL: a fact may leave the journal when it is committed, so a commit must be on the disk.
# NORMAL would let the last commits vanish at power loss; the price of FULL is one fsync per batch of facts,
# in SQLite's thread.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}",
)


def speak_sqlite(engine: Engine) -> None:
    """Each connection set up, each transaction begun: by the option `ccd_begin` (`READS`), or as one that
    writes."""
    event.listen(
        engine, "do_connect", lambda _dialect, _record, arguments, _named: make_private(arguments[0])
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def make_private(file: str) -> None:
    """A new database is its owner's alone, for phones' passwords are in it; what SQLite puts beside it has
    the same rights. One that is there is not even opened: closing it would give up the locks that other
    connections of ours have on it.

    Raises OSError, which says more than SQLite ("unable to open database file"). And aiosqlite's thread
    outlives a connection that fails; when the event loop is closed by then it prints a traceback.
    """
    Path(file).parent.stat()
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


class SqliteThreads:
    """Work of many statements in a row, done in a thread at once. SQLAlchemy makes an engine anew each time
    that its options are named, which costs more than a small read: they are named here once."""

    def __init__(self, url: str, options: dict[str, Any]) -> None:
        self._writing = create_engine(make_url(url).set(drivername="sqlite+pysqlite"), **options)
        speak_sqlite(self._writing)
        self._reading = self._writing.execution_options(ccd_begin=READS)
        self._glancing = self._writing.execution_options(ccd_begin="")
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="sqlite")
        self._one_thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite glance")
        self._kept: Connection | None = None

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._do(self._threads, _transact, self._writing, work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """One consistent view."""
        return await self._do(self._threads, _transact, self._reading, work)

    async def glance(self, work: Callable[[Connection], T]) -> T:
        """Each statement has a view of its own: nothing is begun, and the connection stays."""
        return await self._do(self._one_thread, self._glance, work)

    def close(self) -> None:
        self._threads.shutdown()
        self._one_thread.submit(self._let_go)
        self._one_thread.shutdown()
        self._writing.dispose()

    async def _do(self, threads: ThreadPoolExecutor, work: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, work, *arguments)

    def _glance(self, work: Callable[[Connection], T]) -> T:
        if self._kept is None:
            self._kept = self._glancing.connect()
        try:
            return work(self._kept)
        except SQLAlchemyError:
            self._let_go()
            raise

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept:
            with suppress(SQLAlchemyError):
                kept.close()


def _transact(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.begin() as tx:
        return work(tx)


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin` does
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    if begin := connection.get_execution_options().get("ccd_begin", _WRITES):
        connection.exec_driver_sql(begin)
