"""Alembic's entry: runs the revisions on the database whose URL `ccd.storage.schema` hands over."""

import asyncio

from alembic import context
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from ccd.storage.models import metadata


def run(connection: Connection) -> None:
    # batch: SQLite cannot alter a column, so Alembic copies the table
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(connect_and_run(context.config.attributes["url"]))
