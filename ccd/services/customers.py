"""Customers: who they are, and what there was between them and us."""

from collections.abc import Mapping
from typing import Any

from ccd.domain.phone_number import e164
from ccd.services.calls import CallView
from ccd.services.refusals import Invalid, NotFound
from ccd.services.tickets import TicketView
from ccd.services.views import ByNumber, Page, View, decode, page_of
from ccd.storage.customers import change_customer
from ccd.storage.database import Database
from ccd.storage.queries import customers as stored
from ccd.storage.queries.calls import CallFilter, find_calls
from ccd.storage.queries.tickets import find_tickets

LAST_MOST = 20


class CustomerView(View):
    """`numbers` are in E.164. A VIP is served before others by the plan's `vip_priority`; `skills` are those
    that the customer always needs in an agent; he hears prompts in his `language`, if the plan has it."""

    id: int
    name: str
    vip: bool
    skills: dict[str, int]
    language: str
    numbers: list[str]
    created_at_ms: int


class WholeCustomerView(CustomerView):
    """With his last calls and tickets, the latest first."""

    calls: list[CallView]
    tickets: list[TicketView]


async def find(
    database: Database, words: str | None, country: str, cursor: str | None, most: int
) -> Page[CustomerView] | Invalid:
    """The latest first. `words`: a part of the name, or a number in any spelling, national ones as in
    `country`."""
    after = decode(cursor, ByNumber)
    if isinstance(after, Invalid):
        return after
    number = e164(words, country) if words else None
    async with database.read() as tx:
        rows = await stored.find_customers(tx, words, number, after, most + 1)
        numbers = await stored.numbers_of(tx, [row["id"] for row in rows])
    return page_of(
        lambda row: CustomerView(**row, numbers=numbers[row["id"]]), rows, most, lambda row: (row["id"],)
    )


async def one(database: Database, customer_id: int) -> WholeCustomerView | NotFound:
    async with database.read() as tx:
        row = await stored.find_customer(tx, customer_id)
        if row is None:
            return _not_found(customer_id)
        numbers = await stored.numbers_of(tx, [customer_id])
        last_calls = await find_calls(tx, CallFilter(customer_id=customer_id), None, LAST_MOST)
        tickets = await find_tickets(tx, {"customer_id": customer_id}, None, LAST_MOST)
    whole = {"numbers": numbers[customer_id], "calls": last_calls, "tickets": tickets}
    return WholeCustomerView.model_validate(row | whole)


async def change(database: Database, customer_id: int, values: Mapping[str, Any]) -> NotFound | None:
    """`values` by field; none at all changes nothing."""
    async with database.begin() as tx:
        there = not values or await change_customer(tx, customer_id, values)
    return None if there else _not_found(customer_id)


def _not_found(customer_id: int) -> NotFound:
    return NotFound(f"There is no customer {customer_id}.")
