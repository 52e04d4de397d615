"""The daemon's memory: database, journal, and the writer between them."""

import asyncio
from contextlib import AsyncExitStack
from typing import Self

import structlog

from ccd.app.errors import CannotStart, needed
from ccd.background import watched
from ccd.settings import Storage
from ccd.storage.customers import CustomerBook
from ccd.storage.database import Database
from ccd.storage.errors import StorageAway, StorageError, StorageFault
from ccd.storage.event_journal import EventJournal
from ccd.storage.fact_writer import FactWriter, last_stored_seq
from ccd.storage.journal import Journal, JournalTaken

_log = structlog.get_logger(__name__)

RETRY_S = 2.0
FLUSH_S = 10.0
SETTLE_S = 5.0
TRIED_S = 0.5
CHECK_S = 2.0
BEHIND_MOST = 5000


class Memory:
    """`async with Memory(settings)`: the schema is up to date, the database has all that the journal has, and
    the writer runs. Making and entering it raise CannotStart; it waits for a database that is away."""

    def __init__(self, settings: Storage) -> None:
        self._settings = settings
        self._stack = AsyncExitStack()
        try:
            self.database = Database(settings.url)
        except StorageFault as error:
            raise CannotStart(f"database: {error}") from error
        self.customers = CustomerBook(self.database, country="US")

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.database.close)
            last_seq = await self._reach_database()
            self.journal = self._open_journal(last_seq)
            stack.callback(self.journal.close)
            self.events = EventJournal(self._settings.journal_dir, self._settings.events_most_mb * 2**20)
            stack.callback(self.events.close)
            stack.push_async_callback(self.customers.close)
            self.writer = FactWriter(self.database, self.journal, self.customers)
            try:
                await self.writer.catch_up()
            except (StorageAway, StorageFault) as error:
                raise CannotStart(f"database: {error}") from error
            await stack.enter_async_context(watched(self.journal.keep_synced(), "journal sync"))
            await stack.enter_async_context(watched(self.writer.run(), "fact writer"))
            stack.push_async_callback(self._flush)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def settle(self) -> None:
        """Until the database has every fact there is now: for SETTLE_S, because a slow disk takes its time
        over two commits, but for no more than TRIED_S while the database or the journal's disk refuses."""
        if not await self.writer.flush(TRIED_S) and self._journal_is_written and not self.writer.is_refused:
            await self.writer.flush(SETTLE_S - TRIED_S)

    async def check_database(self) -> str | None:
        """What is wrong with the database, for people; None for nothing."""
        try:
            async with asyncio.timeout(CHECK_S):
                await self.database.ping()
        except (StorageError, TimeoutError) as error:
            return f"{error or 'no answer'}: calls go on, facts wait in the journal. Bring the database back."
        return None

    async def check_journal(self) -> str | None:
        """What is wrong with the journal, for people; None for nothing."""
        if not self._journal_is_written:
            return f"{self._settings.journal_dir} cannot be written: free the disk or mend its rights."
        behind = self.journal.last_seq - self.writer.stored_seq
        return f"{behind} facts wait for the database." if behind > BEHIND_MOST else None

    @property
    def _journal_is_written(self) -> bool:
        return self.journal.written_seq == self.journal.last_seq

    async def _reach_database(self) -> int:
        while True:
            try:
                await self.database.upgrade()
                return await last_stored_seq(self.database)
            except StorageAway as error:
                if self.database.dialect == "sqlite":  # a file does not come back by itself
                    raise CannotStart(f"database: {error}. Check storage.url.") from error
                _log.warning("the database is away, trying again", error=str(error), again_in_s=RETRY_S)
                await asyncio.sleep(RETRY_S)
            except StorageFault as error:
                raise CannotStart(f"database: {error}. Check storage.url.") from error

    def _open_journal(self, last_seq: int) -> Journal:
        folder = self._settings.journal_dir
        try:
            with needed(f"journal folder {folder}", "Mend its rights or change storage.journal_dir."):
                return Journal.open(folder, last_seq)
        except JournalTaken as error:
            raise CannotStart(str(error)) from error

    async def _flush(self) -> None:
        if not await self.writer.flush(FLUSH_S):
            _log.warning("facts stay in the journal for the next start", stored=self.writer.stored_seq)
