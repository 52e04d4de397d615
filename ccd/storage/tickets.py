"""Tickets, as people change them. How calls open them is in `ticket_opening.py`."""

from enum import StrEnum

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.domain.refused import Refused
from ccd.storage.clean_text import clean
from ccd.storage.models import TicketChangeRow, TicketRow


class TicketStatus(StrEnum):
    OPEN = "open"
    FOLLOW_UP = "follow_up"  # somebody owes the customer a call
    RESOLVED = "resolved"  # answered, not yet confirmed
    CLOSED = "closed"


S = TicketStatus
TRANSITIONS: dict[TicketStatus, frozenset[TicketStatus]] = {
    S.OPEN: frozenset({S.FOLLOW_UP, S.RESOLVED, S.CLOSED}),
    S.FOLLOW_UP: frozenset({S.OPEN, S.RESOLVED, S.CLOSED}),
    S.RESOLVED: frozenset({S.OPEN, S.CLOSED}),
    S.CLOSED: frozenset({S.OPEN}),
}
"""Which status may follow which. A closed ticket can be reopened, since people close by mistake and each
change is on record; it goes through `open`, so that it is somebody's work again."""

UNFINISHED = (S.OPEN.value, S.FOLLOW_UP.value)


async def change_status(
    tx: AsyncConnection, ticket_id: int, to: TicketStatus, *, by: str, at_ms: int
) -> Refused | None:
    """None when it is done. `by` is the user's name."""
    row = (await tx.execute(_ticket_to_change(ticket_id))).one_or_none()
    if row is None:
        return Refused(f"There is no ticket {ticket_id}.")
    if to not in TRANSITIONS[TicketStatus(row.status)]:
        allowed = ", ".join(sorted(TRANSITIONS[TicketStatus(row.status)]))
        return Refused(f"Ticket {ticket_id} is {row.status}; from there it can become {allowed}.")
    await _change(tx, ticket_id, field="status", before=row.status, after=to.value, by=by, at_ms=at_ms)
    return None


async def change_note(
    tx: AsyncConnection, ticket_id: int, note: str, *, by: str, at_ms: int
) -> Refused | None:
    """None when it is done. `by` is the user's name."""
    row = (await tx.execute(_ticket_to_change(ticket_id))).one_or_none()
    if row is None:
        return Refused(f"There is no ticket {ticket_id}.")
    await _change(tx, ticket_id, field="note", before=row.note, after=clean(note), by=by, at_ms=at_ms)
    return None


def _ticket_to_change(ticket_id: int) -> Select[tuple[str, str]]:
    return select(TicketRow.status, TicketRow.note).where(TicketRow.id == ticket_id).with_for_update()


async def _change(
    tx: AsyncConnection, ticket_id: int, *, field: str, before: str, after: str, by: str, at_ms: int
) -> None:
    change = {"ticket_id": ticket_id, "at_ms": at_ms, "by": by, "field": field, "before": before}
    await tx.execute(insert(TicketChangeRow).values(**change, after=after))
    values = {field: after, "changed_at_ms": at_ms}
    await tx.execute(update(TicketRow).where(TicketRow.id == ticket_id).values(values))
