"""Tickets: what is to be done for whom, and who changed that."""

from ccd.domain.refused import Refused
from ccd.services.refusals import Invalid, NotFound
from ccd.services.views import ByNumber, Page, View, decode, page_of
from ccd.storage import tickets as writing
from ccd.storage.database import Database
from ccd.storage.queries import tickets as stored
from ccd.storage.tickets import TicketStatus


class TicketView(View):
    """`queue` and `agent` are of the call that opened it."""

    id: int
    customer_id: int | None
    status: TicketStatus
    queue: str
    agent: str
    subject: str
    note: str
    opened_at_ms: int
    changed_at_ms: int


class TicketChangeView(View):
    """`field` is `status` or `note`; `by` is a user's name."""

    at_ms: int
    by: str
    field: str
    before: str
    after: str


class WholeTicketView(TicketView):
    calls: list[str]
    changes: list[TicketChangeView]


async def find(
    database: Database, wanted: dict[str, str | int | None], cursor: str | None, most: int
) -> Page[TicketView] | Invalid:
    """The latest first. `wanted`: {column: value}, None does not matter."""
    after = decode(cursor, ByNumber)
    if isinstance(after, Invalid):
        return after
    async with database.read() as tx:
        rows = await stored.find_tickets(tx, wanted, after, most + 1)
    return page_of(TicketView.model_validate, rows, most, lambda row: (row["id"],))


async def one(database: Database, ticket_id: int) -> WholeTicketView | NotFound:
    async with database.read() as tx:
        row = await stored.find_ticket(tx, ticket_id)
        if row is None:
            return NotFound(f"There is no ticket {ticket_id}.")
        calls = await stored.calls_of_ticket(tx, ticket_id)
        changes = await stored.changes_of_ticket(tx, ticket_id)
    return WholeTicketView.model_validate(row | {"calls": calls, "changes": changes})


async def change(
    database: Database, ticket_id: int, to: TicketStatus | None, note: str | None, *, by: str, now_ms: int
) -> Refused | None:
    """Status and note, both or neither; what is None stays. Which status may follow which:
    `ccd/storage/tickets.py`."""
    async with database.begin() as tx:
        if await stored.find_ticket(tx, ticket_id) is None:
            return NotFound(f"There is no ticket {ticket_id}.")
        if to is not None and (
            refused := await writing.change_status(tx, ticket_id, to, by=by, at_ms=now_ms)
        ):
            return refused
        if note is not None:
            return await writing.change_note(tx, ticket_id, note, by=by, at_ms=now_ms)
    return None
