"""The memory of the centre: the journal on disk, the database behind it, and what is asked of them.

House rules: the only room that imports SQLAlchemy; it knows no telephony and no HTTP. A transaction is opened
at the edge (`async with db.begin() as tx`) and handed down; whoever is handed one never commits. Statements
are Core, common to SQLite and PostgreSQL. Nobody outside sees SQLAlchemy's errors: `StorageAway` is worth a
retry, `StorageFault` is not.

Facts go to the journal first, synchronously, and from there to the database. Tables that reports read are
folded from facts (`projections/`) and can be rebuilt; what people write (plan, users, customers, tickets)
cannot, and is never truncated.

Moments are BIGINT milliseconds since the Unix epoch, named `*_at_ms` (an interval: `since_ms`, `until_ms`);
lengths are milliseconds named by what they measure (`wait_ms`, `talk_ms`).
"""
