"""Calls, and their visits to queues."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import CallRow, QueueVisitRow
from ccd.storage.queries.page import Key, Values, one, page, rows

CALL_KEY = (CallRow.started_at_ms, CallRow.call_id)


@dataclass(frozen=True, slots=True)
class CallFilter:
    """What is None does not matter. Times are of the call's start, `to_ms` exclusive. `queue` and `agent`: at
    any visit. `caller` is a number as it came; with `caller_e164` also those who came in another spelling."""

    from_ms: int | None = None
    to_ms: int | None = None
    queue: str | None = None
    agent: str | None = None
    caller: str | None = None
    caller_e164: str | None = None
    customer_id: int | None = None
    outcome: str | None = None
    state: str | None = None
    direction: str | None = None
    extension: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        equal = {
            CallRow.customer_id: self.customer_id,
            CallRow.outcome: self.outcome,
            CallRow.state: self.state,
            CallRow.direction: self.direction,
        }
        found = [column == value for column, value in equal.items() if value is not None]
        if self.from_ms is not None:
            found.append(CallRow.started_at_ms >= self.from_ms)
        if self.to_ms is not None:
            found.append(CallRow.started_at_ms < self.to_ms)
        if self.caller is not None:
            same = CallRow.caller_e164 == self.caller_e164 if self.caller_e164 else false()
            found.append(or_(CallRow.caller_number == self.caller, same))
        if self.extension is not None:
            found.append(or_(CallRow.from_extension == self.extension, CallRow.to_party == self.extension))
        # concat keeps SQLite from the queue's index, by which it would look at all its visits for each call
        visited = {QueueVisitRow.queue.concat(""): self.queue, QueueVisitRow.agent.concat(""): self.agent}
        visits = [column == value for column, value in visited.items() if value is not None]
        if visits:
            found.append(exists().where(QueueVisitRow.call_id == CallRow.call_id, *visits))
        return found


async def find_calls(tx: AsyncConnection, filter: CallFilter, after: Key | None, most: int) -> list[Values]:
    """The latest first; the key is `CALL_KEY`."""
    return await page(tx, _CALLS.where(*filter.conditions()), CALL_KEY, after, most)


async def find_call(tx: AsyncConnection, call_id: str) -> Values | None:
    return await one(tx, _CALLS.where(CallRow.call_id == call_id))


async def visits_of_call(tx: AsyncConnection, call_id: str) -> list[Values]:
    """In order."""
    found = select(QueueVisitRow.__table__).where(QueueVisitRow.call_id == call_id)
    return await rows(tx, found.order_by(QueueVisitRow.visit))


_CALLS = select(CallRow.__table__)
