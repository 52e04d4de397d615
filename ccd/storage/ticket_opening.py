"""Answered calls open tickets, or join one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from ccd.domain.plan import TicketPolicy
from ccd.storage.models import TicketCallRow, TicketRow
from ccd.storage.tickets import UNFINISHED, TicketStatus


@dataclass(frozen=True, slots=True)
class Answered:
    """An answered call, as far as tickets go. `policy` is a `TicketPolicy`, not `none`."""

    call_id: str
    customer_id: int | None
    policy: str
    queue: str
    agent: str
    at_ms: int


def tickets_for(tx: Connection, answered: Sequence[Answered]) -> dict[str, int]:
    """The ticket of each answered call, {call id: ticket id}: the one it has, else by its policy the
    customer's latest unfinished one, else a new one. The same call twice gives the same ticket."""
    tickets = _tickets_they_have(tx, [call.call_id for call in answered])
    without = [call for call in answered if call.call_id not in tickets]
    if not without:
        return tickets
    joinable = _unfinished(tx, {c.customer_id for c in without if c.customer_id and _joins(c)})
    opening: dict[str, Answered] = {}  # by the call that opens
    joining: dict[str, str] = {}  # call → the call whose new ticket it joins
    opener: dict[int | None, str] = {}  # customer → the last call of this batch that opens a ticket of his
    for call in without:
        if call.call_id in opening or call.call_id in joining or call.call_id in tickets:
            continue
        if _joins(call) and call.customer_id in opener:
            joining[call.call_id] = opener[call.customer_id]
        elif _joins(call) and call.customer_id in joinable:
            tickets[call.call_id] = joinable[call.customer_id]
        else:
            opening[call.call_id] = call
            opener[call.customer_id] = call.call_id
    opened = _open(tx, list(opening.values()))
    tickets |= opened | {call_id: opened[other] for call_id, other in joining.items()}
    tx.execute(
        insert(TicketCallRow),
        [{"call_id": i, "ticket_id": tickets[i]} for i in dict.fromkeys(call.call_id for call in without)],
    )
    return tickets


def _joins(call: Answered) -> bool:
    return call.policy == TicketPolicy.JOIN_OPEN.value and call.customer_id is not None


def _tickets_they_have(tx: Connection, call_ids: list[str]) -> dict[str, int]:
    columns = TicketCallRow.call_id, TicketCallRow.ticket_id
    rows = tx.execute(select(*columns).where(TicketCallRow.call_id.in_(call_ids)))
    return {call_id: ticket_id for call_id, ticket_id in rows}


def _unfinished(tx: Connection, customers: set[int]) -> dict[int | None, int]:
    """Each customer's latest unfinished ticket, whatever the queue: to the customer it is one matter."""
    if not customers:
        return {}
    statement = (
        select(TicketRow.customer_id, TicketRow.id)
        .where(TicketRow.customer_id.in_(customers), TicketRow.status.in_(UNFINISHED))
        .order_by(TicketRow.id)
    )
    return {customer: ticket for customer, ticket in tx.execute(statement)}


def _open(tx: Connection, calls: list[Answered]) -> dict[str, int]:
    if not calls:
        return {}
    rows = [
        {
            "customer_id": call.customer_id,
            "status": TicketStatus.OPEN.value,
            "queue": call.queue,
            "agent": call.agent,
            "subject": "",
            "note": "",
            "opened_at_ms": call.at_ms,
            "changed_at_ms": call.at_ms,
        }
        for call in calls
    ]
    statement = insert(TicketRow).returning(TicketRow.id, sort_by_parameter_order=True)
    ids = tx.scalars(statement, rows).all()
    return {call.call_id: ticket for call, ticket in zip(calls, ids, strict=True)}
