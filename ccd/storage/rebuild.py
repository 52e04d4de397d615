"""The tables folded from facts, made anew from the facts."""

from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from ccd.domain.phone_number import e164
from ccd.storage.database import Database
from ccd.storage.fact_json import Entry, fact_from_body
from ccd.storage.folding import Folding
from ccd.storage.models import FactRow

CHUNK = 5000


async def rebuild(db: Database, country: str) -> int:
    """Empty the tables that are folded from facts and fold them again, in one transaction. Returns
    how many facts there were. To be run while no fact writer runs.

    Customers and tickets stay: facts made them, but then they belong to people. A call finds the ticket it
    had, and a call whose ticket was never made (a batch that could not be folded) gets one now.

    Raises StorageAway, StorageFault.
    """
    return await db.run(partial(_rebuild, country))


def _rebuild(country: str, tx: Connection) -> int:
    folding = Folding(partial(e164, country=country))
    count, after_seq = 0, 0
    for table in folding.tables:
        tx.execute(delete(table))
    while entries := _entries(tx, after_seq):
        folding.apply(tx, entries)
        count += len(entries)
        after_seq = entries[-1].seq
    return count


def _entries(tx: Connection, after_seq: int) -> list[Entry]:
    statement = select(FactRow.__table__).where(FactRow.seq > after_seq).order_by(FactRow.seq).limit(CHUNK)
    return [
        Entry(
            seq=row.seq,
            at_ms=row.at_ms,
            kind=row.kind,
            call_id=row.call_id,
            agent=row.agent,
            body=row.body,
            fact=fact_from_body(row.kind, row.body),
        )
        for row in tx.execute(statement)
    ]
