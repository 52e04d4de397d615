"""Journal, customers and fact writer on one database, running."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ccd.domain.facts import Fact
from ccd.storage.customers import CustomerBook
from ccd.storage.database import Database
from ccd.storage.fact_writer import FactWriter
from ccd.storage.journal import Journal
from ccd.storage.models import metadata
from tests.integration.storage.story import recorded

COUNTRY = "VN"


@dataclass(frozen=True)
class Memory:
    db: Database
    journal: Journal
    customers: CustomerBook
    writer: FactWriter

    def tell(self, facts: Sequence[Fact]) -> None:
        """In batches of three, as decisions come."""
        told = recorded(facts, after_seq=self.journal.last_seq)
        for at in range(0, len(told), 3):
            self.journal.append(told[at : at + 3])

    async def stored(self, within_s: float = 30) -> None:
        assert await self.writer.flush(within_s), "facts did not get into the database"


@asynccontextmanager
async def memory_of(db: Database, folder: Path, **limits: int) -> AsyncIterator[Memory]:
    journal = Journal.open(folder, **limits)
    customers = CustomerBook(db, COUNTRY)
    writer = FactWriter(db, journal, customers)
    await writer.catch_up()
    running = asyncio.create_task(writer.run())
    try:
        yield Memory(db, journal, customers, writer)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await customers.close()
        journal.close()


async def rows_of(db: Database, table: str) -> list[dict[str, Any]]:
    """All of a table, by primary key."""
    found = metadata.tables[table]
    async with db.read() as tx:
        return [
            dict(row) for row in (await tx.execute(select(found).order_by(*found.primary_key))).mappings()
        ]
