"""The plan in both databases."""

import asyncio

import pytest
from sqlalchemy import select

from ccd.domain.plan import Plan
from ccd.storage.database import Database
from ccd.storage.models import PlanItemRow
from ccd.storage.plan_items import load_plan, load_plan_to_change, store_plan
from tests.integration.api.house import sample_plan

NODES = {name: {"kind": "hang_up"} for name in ("z", "a", "m", "aa", "k1")}


async def stored(db: Database) -> Plan:
    async with db.read() as tx:
        return await load_plan(tx)


async def store(db: Database, plan: Plan, at_ms: int = 1, by: str = "admin") -> None:
    async with db.begin() as tx:
        await store_plan(tx, plan, at_ms, by)


async def test_a_new_database_has_the_empty_plan(db: Database) -> None:
    assert await stored(db) == Plan()


async def test_a_plan_comes_back_as_it_was(db: Database) -> None:
    await store(db, sample_plan())
    assert await stored(db) == sample_plan()


async def test_what_was_written_first_comes_first(db: Database) -> None:
    plan = Plan.model_validate(
        {
            "extensions": [{"number": "30"}, {"number": "10"}, {"number": "20"}],
            "flows": [{"name": "f", "start": "z", "nodes": NODES}],
        }
    )
    await store(db, plan)
    again = await stored(db)
    assert [e.number for e in again.extensions] == ["30", "10", "20"]
    assert list(again.flows[0].nodes) == list(NODES)


async def test_only_what_changed_bears_the_new_name(db: Database) -> None:
    await store(db, sample_plan(), 1, "admin")
    fields = sample_plan().model_dump()
    fields["queues"] = list(reversed(fields["queues"]))
    fields["agents"][0]["title"] = "An"
    fields["country"] = "TH"
    await store(db, Plan.model_validate(fields), 2, "boss")
    async with db.read() as tx:
        rows = await tx.execute(select(PlanItemRow.name, PlanItemRow.changed_at_ms, PlanItemRow.changed_by))
        changed = {row.name for row in rows if (row.changed_at_ms, row.changed_by) == (2, "boss")}
    assert changed == {"an", "centre"}
    assert [q.name for q in (await stored(db)).queues] == ["sales", "support"]


async def test_what_is_gone_is_gone(db: Database) -> None:
    await store(db, sample_plan())
    await store(db, Plan(country="VN"))
    assert await stored(db) == Plan(country="VN")


async def test_two_who_change_the_plan_do_not_undo_each_other(db: Database) -> None:
    async def add(number: str) -> None:
        async with db.begin() as tx:
            plan = await load_plan_to_change(tx)
            await asyncio.sleep(0)
            extensions = (*plan.extensions, {"number": number})
            await store_plan(tx, Plan.model_validate(plan.model_dump() | {"extensions": extensions}), 1, "x")

    numbers = [str(n) for n in range(10, 18)]
    await asyncio.gather(*map(add, numbers))
    assert sorted(e.number for e in (await stored(db)).extensions) == numbers


async def test_a_transaction_that_fails_leaves_the_plan(db: Database) -> None:
    await store(db, sample_plan())

    async def fail() -> None:
        async with db.begin() as tx:
            await store_plan(tx, Plan(), 2, "x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await stored(db) == sample_plan()
