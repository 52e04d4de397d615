"""Brings facts from the journal into the database, in order, each once, and folds the tables from them."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial

import structlog
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from ccd.storage.customers import CustomerBook
from ccd.storage.database import Database
from ccd.storage.errors import StorageAway, StorageError
from ccd.storage.fact_json import Entry
from ccd.storage.folding import Folding
from ccd.storage.journal import Journal
from ccd.storage.known import Known, what_is_known_of
from ccd.storage.models import FactRow
from ccd.storage.rows import Values, insert_rows, table_of

log = structlog.get_logger(__name__)

_FACTS = table_of(FactRow)

BATCH = 500
GATHER_S = 2.5
"""The journal has them meanwhile, and who reads the tables hurries us (`flush`). Long, because a call's rows
are written anew for each batch that has facts of it."""
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0


async def last_stored_seq(db: Database) -> int:
    """The last fact that the database has; 0 for none. Raises StorageAway, StorageFault."""
    return await db.run_reading(_last_seq)


class FactWriter:
    """The only one who writes facts and the tables folded from them. `stored_seq` is the last fact that is
    committed; `is_refused`: the last try to store failed."""

    def __init__(self, db: Database, journal: Journal, customers: CustomerBook) -> None:
        self.stored_seq = 0
        self.is_refused = False
        self.recognised: Callable[[str, Known], None] = lambda call_id, known: None
        """Hears whose call it is, when the look-up could not tell."""
        self._db = db
        self._journal = journal
        self._customers = customers
        self._folding: Folding | None = None
        self._flushes = 0
        self._hurry = asyncio.Event()
        self._moved = asyncio.Condition()

    async def catch_up(self) -> None:
        """Store what the journal has from before. To be done before the floor is restored and `run` begins.

        Raises StorageAway, StorageFault.
        """
        self._folding = await self._load()
        while self.stored_seq < self._journal.written_seq:
            await self._store(await self._journal.read(self.stored_seq, BATCH))

    async def run(self) -> None:
        """For ever. While the database is away it waits, and the journal grows."""
        while True:
            await self._journal.wait_for(self.stored_seq + 1)
            await self._gather()
            await self._store_surely(await self._journal.read(self.stored_seq, BATCH))

    async def flush(self, timeout_s: float) -> bool:
        """While `run` runs: until all that is in the journal now is stored; False when time was up. What is
        left stays in the journal for the next start."""
        wanted = self._journal.last_seq
        if self.stored_seq < wanted:
            with self._hurried(), suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    await self.wait_stored(wanted)
        return self.stored_seq >= wanted

    @contextmanager
    def _hurried(self) -> Iterator[None]:
        """Several may wait at once, for different facts: we hurry until the last of them goes."""
        self._flushes += 1
        self._hurry.set()
        try:
            yield
        finally:
            self._flushes -= 1
            if not self._flushes:
                self._hurry.clear()

    async def wait_stored(self, seq: int) -> None:
        """Until the fact `seq` is committed."""
        async with self._moved:
            await self._moved.wait_for(lambda: self.stored_seq >= seq)

    async def _gather(self) -> None:
        """A moment for more facts to come: one transaction for many is what makes them cheap."""
        full = asyncio.create_task(self._journal.wait_for(self.stored_seq + BATCH), name="a full batch")
        hurry = asyncio.create_task(self._hurry.wait(), name="a flush")
        try:
            await asyncio.wait((full, hurry), timeout=GATHER_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            full.cancel()
            hurry.cancel()

    async def _store_surely(self, entries: Sequence[Entry]) -> None:
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                await self._store(entries)
            except StorageError as error:
                self.is_refused = True
                log.warning("no facts get into the database; they wait in the journal", error=str(error))
                await self._pause(pause_s)
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
            else:
                self.is_refused = False
                return

    async def _pause(self, longest_s: float) -> None:
        """Before the next try. Somebody who wants to read hurries us: the database may be back."""
        await asyncio.sleep(FIRST_PAUSE_S)
        with suppress(TimeoutError):
            async with asyncio.timeout(longest_s - FIRST_PAUSE_S):
                await self._hurry.wait()

    async def _store(self, entries: Sequence[Entry]) -> None:
        """A fact that no projection can digest must not stop those behind it: then the batch is stored, and
        the tables wait for a rebuild."""
        try:
            folding = self._folding or await self._load()
            self._folding = None  # until the commit: what a failed transaction left in it is not true
            await self._write(entries, folding)
            self._folding = folding
        except StorageAway:
            raise
        except Exception:
            log.critical("facts are stored but not folded: the tables need a rebuild", exc_info=True)
            await self._load()
            await self._write(entries, None)

    async def _load(self) -> Folding:
        folding = Folding(self._customers.e164)

        def work(tx: Connection) -> int:
            folding.load(tx)
            return _last_seq(tx)

        self.stored_seq = await self._db.run_reading(work)
        return folding

    async def _write(self, entries: Sequence[Entry], folding: Folding | None) -> None:
        fresh = [entry for entry in entries if entry.seq > self.stored_seq]
        if fresh:
            agents_too = self._customers.agents_too
            known = await self._db.run(partial(_write, fresh, folding, agents_too))
            self.stored_seq = fresh[-1].seq
            for call_id, customer in known.items():
                self.recognised(call_id, customer)
        self._journal.forget(self.stored_seq)
        async with self._moved:
            self._moved.notify_all()


def _write(
    entries: Sequence[Entry], folding: Folding | None, agents_too: bool, tx: Connection
) -> dict[str, Known]:
    """Returns what is known of those whom nobody had looked up, by their call."""
    insert_rows(tx, _FACTS, [_row(entry) for entry in entries])
    if folding is None:
        return {}
    folding.apply(tx, entries)
    if not folding.newcomers:
        return {}
    known = what_is_known_of(tx, folding.newcomers.values(), agents_too)
    return {call_id: known[customer] for call_id, customer in folding.newcomers.items()}


def _row(entry: Entry) -> Values:
    return {
        "seq": entry.seq,
        "at_ms": entry.at_ms,
        "kind": entry.kind,
        "call_id": entry.call_id,
        "agent": entry.agent,
        "body": str(entry.body, "utf-8"),
    }


def _last_seq(tx: Connection) -> int:
    return tx.scalar(select(func.max(FactRow.seq))) or 0
