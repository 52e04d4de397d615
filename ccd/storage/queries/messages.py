"""Messages, with who left them."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.storage.models import CallRow, MessageRow
from ccd.storage.queries.page import Key, Values, one, page, rows

MESSAGE_KEY = (MessageRow.message,)
"""Names begin with the time."""


async def find_messages(
    tx: AsyncConnection, boxes: Collection[str] | None, heard: bool | None, after: Key | None, most: int
) -> list[Values]:
    """The latest first; those that are deleted are left out. None does not matter."""
    found = _MESSAGES
    if boxes is not None:
        found = found.where(MessageRow.box.in_(boxes))
    if heard is not None:
        found = found.where(
            MessageRow.heard_at_ms.is_not(None) if heard else MessageRow.heard_at_ms.is_(None)
        )
    return await page(tx, found, MESSAGE_KEY, after, most)


async def find_message(tx: AsyncConnection, message: str) -> Values | None:
    return await one(tx, _MESSAGES.where(MessageRow.message == message))


async def unmailed_messages(
    tx: AsyncConnection, boxes: Sequence[str], since_ms: int, most: int
) -> list[Values]:
    """Of these boxes, left since then, the first first."""
    found = _MESSAGES.where(MessageRow.mailed_at_ms.is_(None), MessageRow.left_at_ms >= since_ms)
    found = found.where(MessageRow.box.in_(boxes))
    return await rows(tx, found.order_by(MessageRow.message).limit(most))


_MESSAGES = (
    select(
        MessageRow.__table__,
        CallRow.caller_number,
        CallRow.caller_name,
        CallRow.customer_id,
    )
    .outerjoin(CallRow, CallRow.call_id == MessageRow.call_id)
    .where(MessageRow.left_at_ms.is_not(None), MessageRow.deleted_at_ms.is_(None))
)
