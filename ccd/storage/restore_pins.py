"""Which wrong PINs still count after a restart: it must not let a guesser begin anew."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.domain.desk import FORGOTTEN_MS
from ccd.domain.facts import BoxOpened, PersonKnown, PinRefused
from ccd.domain.plan_voicemail import pin_of
from ccd.storage.models import FactRow, PinRow

_FactRow = Row[tuple[int, int, str, str | None, dict[str, Any]]]
_COLUMNS = FactRow.seq, FactRow.at_ms, FactRow.kind, FactRow.agent, FactRow.body
_ENDS_THE_COUNT = (PersonKnown.__name__, BoxOpened.__name__)


async def wrong_pins(tx: AsyncConnection, now_ms: int) -> list[_FactRow]:
    """Of each who has a PIN the last that counted, if he was not let in since. Costs an index look-up for
    each PIN and, if there was a wrong one, a scan of who was let in since the first."""
    refused = (
        select(*_COLUMNS)
        .where(FactRow.agent.in_(select(PinRow.agent)), FactRow.kind == PinRefused.__name__)
        .where(FactRow.at_ms > now_ms - FORGOTTEN_MS)
        .order_by(FactRow.seq)
    )
    counted = (row for row in await tx.execute(refused) if row.body.get("in_a_row"))
    last = {(row.agent or "", bool(row.body["outside"])): row for row in counted}
    if last:
        since = min(row.seq for row in last.values())
        let_in = select(*_COLUMNS).where(
            FactRow.agent.is_(None), FactRow.kind.in_(_ENDS_THE_COUNT), FactRow.seq > since
        )
        _forget(last, (await tx.execute(let_in)).all())
    return list(last.values())


def _forget(last: dict[tuple[str, bool], _FactRow], let_in: Sequence[_FactRow]) -> None:
    for row in let_in:
        body = row.body
        if row.kind == PersonKnown.__name__:
            whose = body["person"], False
        elif body["by"] != "phone":
            whose = pin_of(body["box"]), body["by"] == "outside"
        else:
            continue
        if whose in last and last[whose].seq < row.seq:
            del last[whose]
