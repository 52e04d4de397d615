"""Customers and their numbers."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import CustomerNumberRow, CustomerRow
from ccd.storage.queries.page import Key, Values, one, page

CUSTOMER_KEY = (CustomerRow.id,)


async def find_customers(
    tx: AsyncConnection, words: str | None, number: str | None, after: Key | None, most: int
) -> list[Values]:
    """The latest first: those whose name has `words` in it, or whose number (E.164) is `number`; everybody
    when `words` is None. SQLite tells capitals from small letters outside ASCII."""
    found = select(CustomerRow.__table__)
    if words is not None:
        theirs = select(CustomerNumberRow.customer_id).where(CustomerNumberRow.e164 == number)
        found = found.where(
            or_(CustomerRow.name.icontains(words, autoescape=True), CustomerRow.id.in_(theirs))
        )
    return await page(tx, found, CUSTOMER_KEY, after, most)


async def find_customer(tx: AsyncConnection, customer_id: int) -> Values | None:
    return await one(tx, select(CustomerRow.__table__).where(CustomerRow.id == customer_id))


async def numbers_of(tx: AsyncConnection, customers: Sequence[int]) -> dict[int, list[str]]:
    """{customer's id: his numbers in E.164}."""
    columns = CustomerNumberRow.customer_id, CustomerNumberRow.e164
    found = select(*columns).where(CustomerNumberRow.customer_id.in_(customers))
    numbers: dict[int, list[str]] = {customer: [] for customer in customers}
    for customer, number in await tx.execute(found.order_by(CustomerNumberRow.e164)):
        numbers[customer].append(number)
    return numbers
