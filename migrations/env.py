"""Alembic's entry: runs the revisions on the database whose URL `ccd.storage.schema` hands over.

All or nothing on both databases. SQLite's driver would commit before each change of the schema, so it is told
to leave transactions to us; foreign keys stay unchecked there, because Alembic changes a table by copying it.
"""

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from ccd.storage.models import metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


def on_sqlite(url: URL) -> None:
    engine = create_engine(url.set(drivername="sqlite"), poolclass=NullPool)
    event.listen(engine, "connect", leave_transactions_to_us)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        run(connection)


def leave_transactions_to_us(connection: Any, _record: object) -> None:
    connection.isolation_level = None


async def on_postgresql(url: URL) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(run)


database = make_url(context.config.attributes["url"])
if database.get_backend_name() == "sqlite":
    on_sqlite(database)
else:
    asyncio.run(on_postgresql(database))
