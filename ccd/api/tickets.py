"""Tickets."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.params import PAGE, AgentParam, Cursor, CustomerParam, Id, Limit, QueueParam
from ccd.api.services import Behind, settled
from ccd.domain.spelled import Spelled
from ccd.services import tickets
from ccd.services.tickets import TicketView, WholeTicketView
from ccd.services.views import Page
from ccd.storage.tickets import TicketStatus

Text = Annotated[str, Spelled(r"^[^\x00]*$", "text, 10,000 characters at most", 10_000)]

router = APIRouter(prefix="/tickets", tags=["tickets"], dependencies=[Depends(settled)])


class StatusChange(BaseModel):
    """Without `note` the note stays."""

    status: TicketStatus = Field(examples=["closed"])
    note: Text | None = Field(None, examples=["Calls back on Monday."])


class NoteChange(BaseModel):
    note: Text = Field(examples=["Wants the invoice again."])


@router.get("", summary="Tickets, the latest first")
async def list_tickets(
    services: Behind,
    status: Annotated[TicketStatus | None, Query(description="Only those of this status.")] = None,
    customer: CustomerParam = None,
    queue: QueueParam = None,
    agent: AgentParam = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Page[TicketView]:
    wanted = {"status": status, "customer_id": customer, "queue": queue, "agent": agent}
    return taken(await tickets.find(services.database, wanted, cursor, limit))


@router.get("/{ticket_id}", summary="One ticket with its calls and who changed it")
async def get_ticket(services: Behind, ticket_id: Id) -> WholeTicketView:
    return taken(await tickets.one(services.database, ticket_id))


@router.post("/{ticket_id}/status", summary="Move a ticket on; only legal transitions are taken")
async def change_ticket_status(
    services: Behind, user: Asker, ticket_id: Id, to: StatusChange
) -> WholeTicketView:
    return await _change(services, user, ticket_id, to.status, to.note)


@router.put("/{ticket_id}/note", summary="Write the note anew")
async def change_ticket_note(services: Behind, user: Asker, ticket_id: Id, to: NoteChange) -> WholeTicketView:
    return await _change(services, user, ticket_id, None, to.note)


async def _change(
    services: Behind, user: Asker, ticket_id: int, status: TicketStatus | None, note: str | None
) -> WholeTicketView:
    now_ms = services.clock.now_ms()
    taken(await tickets.change(services.database, ticket_id, status, note, by=user.name, now_ms=now_ms))
    return taken(await tickets.one(services.database, ticket_id))
