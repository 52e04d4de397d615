"""Tickets, their calls, and who changed them."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import TicketCallRow, TicketChangeRow, TicketRow
from ccd.storage.queries.page import Key, Values, one, page, rows

TICKET_KEY = (TicketRow.id,)


async def find_tickets(
    tx: AsyncConnection, wanted: Mapping[str, str | int | None], after: Key | None, most: int
) -> list[Values]:
    """The latest first; `wanted`: {column: value}, a value of None does not matter."""
    table = TicketRow.__table__
    conditions = [table.c[column] == value for column, value in wanted.items() if value is not None]
    return await page(tx, select(table).where(*conditions), TICKET_KEY, after, most)


async def find_ticket(tx: AsyncConnection, ticket_id: int) -> Values | None:
    return await one(tx, select(TicketRow.__table__).where(TicketRow.id == ticket_id))


async def calls_of_ticket(tx: AsyncConnection, ticket_id: int) -> list[str]:
    """Their ids, in the order in which they came."""
    found = select(TicketCallRow.call_id).where(TicketCallRow.ticket_id == ticket_id)
    return list(await tx.scalars(found.order_by(TicketCallRow.call_id)))


async def changes_of_ticket(tx: AsyncConnection, ticket_id: int) -> list[Values]:
    """In order."""
    found = select(TicketChangeRow.__table__).where(TicketChangeRow.ticket_id == ticket_id)
    return await rows(tx, found.order_by(TicketChangeRow.id))
