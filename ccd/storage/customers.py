"""Customers: who is behind a number."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.domain.phone_number import e164
from ccd.storage.clean_text import clean
from ccd.storage.database import Database
from ccd.storage.errors import StorageError
from ccd.storage.known import Known, what_is_known
from ccd.storage.models import CustomerNumberRow, CustomerRow

# as text: both databases read it alike, and SQLAlchemy would compile its own form anew at each use
_TAKE_NUMBER = text(
    "INSERT INTO customer_numbers (e164, customer_id) VALUES (:e164, :customer_id) ON CONFLICT DO NOTHING"
)


def customers_of(tx: Connection, names: Mapping[str, str], at_ms: int) -> dict[str, int]:
    """{E.164: name} → {E.164: customer's id}. Who is not there is made, under that name. Writes; safe
    against others who make the same customer at the same time."""
    ids = known_customers(tx, names)
    new = sorted(names.keys() - ids.keys())  # in one order: two transactions must not lock crosswise
    if not new:
        return ids
    rows = [{"name": clean(names[number]), "created_at_ms": at_ms} for number in new]
    statement = insert(CustomerRow).returning(CustomerRow.id, sort_by_parameter_order=True)
    made = dict(zip(new, tx.scalars(statement, rows).all(), strict=True))
    numbers = [{"e164": number, "customer_id": customer} for number, customer in made.items()]
    tx.execute(_TAKE_NUMBER, numbers)
    ids |= known_customers(tx, dict.fromkeys(new, ""))
    if late := [made[number] for number in new if ids[number] != made[number]]:
        tx.execute(delete(CustomerRow).where(CustomerRow.id.in_(late)))
    return ids


def known_customers(tx: Connection, numbers: Mapping[str, object]) -> dict[str, int]:
    """{E.164: customer's id} of those who are there."""
    columns = CustomerNumberRow.e164, CustomerNumberRow.customer_id
    rows = tx.execute(select(*columns).where(CustomerNumberRow.e164.in_(list(numbers))))
    return {number: customer for number, customer in rows}


async def change_customer(tx: AsyncConnection, customer_id: int, values: Mapping[str, Any]) -> bool:
    """`values` by column, at least one. False: there is no such customer."""
    if "name" in values:
        values = {**values, "name": clean(values["name"])}
    changed = update(CustomerRow).where(CustomerRow.id == customer_id).values(**values)
    return (await tx.execute(changed)).rowcount > 0


Answer = asyncio.Future[Known | None]


class CustomerBook:
    """Looks callers up while they wait. Look-ups that come while one is under way go together in the
    next."""

    def __init__(self, db: Database, country: str) -> None:
        self.country = country
        """Follow the plan: set it when the plan changes."""
        self.agents_too = False
        """The same: whether anybody wants to know a customer's last agents."""
        self._db = db
        self._asked: dict[str, list[Answer]] = {}
        self._answering: asyncio.Task[None] | None = None

    def e164(self, number: str) -> str | None:
        return e164(number, self.country)

    def identify(self, number: str) -> Answer:
        """The customer; None for a number that nobody has yet, or that identifies nobody. Who calls for
        the first time is made by the fact writer, many in one transaction: one of his own for each would cost
        more than all the rest of his call's record.

        The answer may be StorageAway or StorageFault, which nobody need look at.
        """
        answer: Answer = asyncio.get_running_loop().create_future()
        key = self.e164(number)
        if key is None:
            answer.set_result(None)
            return answer
        self._asked.setdefault(key, []).append(answer)
        if self._answering is None:
            self._answering = asyncio.create_task(self._answer_all(), name="identify customers")
        return answer

    async def close(self) -> None:
        """Wait for the look-up under way."""
        if self._answering:
            await self._answering

    async def _answer_all(self) -> None:
        try:
            while self._asked:
                asked, self._asked = self._asked, {}
                await self._answer(asked)
        finally:
            self._answering = None

    async def _answer(self, asked: Mapping[str, Sequence[Answer]]) -> None:
        known: Mapping[str, Known] | StorageError
        try:
            known = await self._db.glance(lambda tx: what_is_known(tx, asked, self.agents_too))
        except StorageError as error:
            known = error
        for number, answers in asked.items():
            for answer in answers:
                if answer.done():  # who asked has stopped waiting
                    continue
                if isinstance(known, StorageError):
                    answer.set_exception(known)
                    answer.exception()
                else:
                    answer.set_result(known.get(number))
