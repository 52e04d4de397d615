"""The plan in the database: one row per item, so that each says who changed it last."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ccd.domain.plan import Plan
from ccd.domain.plan_kinds import Kind, items_of, key_of
from ccd.domain.plan_voicemail import pin_of
from ccd.storage.models import PlanItemRow
from ccd.storage.pins import forget_pins
from ccd.storage.sip_secrets import endpoints_with_secret, keep_secrets

CENTRE = "centre"

_Key = tuple[str, str]


async def load_plan(tx: AsyncConnection) -> Plan:
    """Raises ValidationError when what is stored is no plan (any more)."""
    rows = await tx.execute(select(PlanItemRow).order_by(PlanItemRow.kind, PlanItemRow.position))
    fields: dict[str, Any] = defaultdict(list)
    for row in rows:
        if row.kind == CENTRE:
            fields.update(row.body)
        else:
            fields[Kind(row.kind).field].append(row.body)
    return Plan.model_validate(fields)


async def load_plan_to_change(tx: AsyncConnection) -> Plan:
    """The same; other writers wait until this transaction ends."""
    await lock_plan(tx)
    return await load_plan(tx)


async def lock_plan(tx: AsyncConnection) -> None:
    """The centre's row, which the migration made and nobody deletes, stands for the whole plan (SQLite has
    one writer anyway)."""
    await tx.execute(select(PlanItemRow.kind).where(PlanItemRow.kind == CENTRE).with_for_update())


async def store_plan(tx: AsyncConnection, plan: Plan, at_ms: int, by: str) -> None:
    """Writes what differs from what is stored, and sees to the secrets and PINs."""
    stored = {(r.kind, r.name): (r.body, r.position) for r in await tx.execute(select(PlanItemRow))}
    wanted = dict(_rows(plan))
    stamp = {"changed_at_ms": at_ms, "changed_by": by}
    for key in stored.keys() - wanted.keys():
        await tx.execute(delete(PlanItemRow).where(*_is(key)))
    new = []
    for key, (body, position) in wanted.items():
        values = {"body": body, "position": position}
        if key not in stored:
            new.append({"kind": key[0], "name": key[1], **values, **stamp})
        elif stored[key] != (body, position):
            # who changed an item is who changed its body; a place that shifted is nobody's doing
            changed = values | (stamp if stored[key][0] != body else {})
            await tx.execute(update(PlanItemRow).where(*_is(key)).values(changed))
    if new:
        await tx.execute(insert(PlanItemRow), new)
    await keep_secrets(tx, endpoints_with_secret(plan))
    await forget_pins(tx, [*plan.agents_by_name, *map(pin_of, plan.voicemails_by_name)])


def _rows(plan: Plan) -> Iterator[tuple[_Key, tuple[dict[str, Any], int]]]:
    centre = plan.model_dump(mode="json", exclude={kind.field for kind in Kind})
    yield (CENTRE, CENTRE), (centre, 0)
    for kind in Kind:
        for position, item in enumerate(items_of(plan, kind)):
            yield (kind.value, key_of(item)), (item.model_dump(mode="json"), position)


def _is(key: _Key) -> tuple[Any, Any]:
    return PlanItemRow.kind == key[0], PlanItemRow.name == key[1]
