import asyncio
from pathlib import Path

from sqlalchemy import select

from ccd.domain import facts as f
from ccd.storage.customers import CustomerBook
from ccd.storage.database import Database
from ccd.storage.fact_writer import FactWriter
from ccd.storage.journal import Journal
from tests.integration.storage.story import answered_call, recorded


async def test_it(db: Database, tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "journal")
    writer = FactWriter(db, journal, CustomerBook(db, "VN"))
    await writer.catch_up()
    task = asyncio.create_task(writer.run())
    journal.append(recorded([f.AgentSignedIn("anna", "101"), *answered_call("c1", "anna")]))
    assert await writer.flush(10)
    async with db.read() as tx:
        for t in ["calls", "queue_visits", "agent_states", "recordings", "customers", "tickets"]:
            from ccd.storage.models import metadata
            for row in (await tx.execute(select(metadata.tables[t]))).mappings():
                print(t, dict(row))
    task.cancel()
    journal.close()
