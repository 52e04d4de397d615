"""PINs in both databases."""

from sqlalchemy import select

from ccd.domain.plan import Plan
from ccd.services import pins
from ccd.services.refusals import NotFound
from ccd.storage.database import Database
from ccd.storage.models import PinRow
from ccd.storage.pins import is_pin
from ccd.storage.plan_items import store_plan
from tests.integration.api.house import sample_plan


async def with_plan(db: Database, plan: Plan) -> None:
    async with db.begin() as tx:
        await store_plan(tx, plan, 1, "test")


async def test_a_pin_is_the_agents_own(db: Database) -> None:
    await with_plan(db, sample_plan())
    for agent in ("an", "binh"):
        assert await pins.change(db, agent, "4711", 1) is None
    assert await is_pin(db, "an", "4711")
    assert await pins.change(db, "an", "0815", 2) is None
    assert await is_pin(db, "an", "0815")
    for wrong in ("4711", "", "08150", "815"):
        assert not await is_pin(db, "an", wrong)
    assert not await is_pin(db, "nobody", "0815")


async def test_the_database_does_not_know_the_pin(db: Database) -> None:
    await with_plan(db, sample_plan())
    pin = "880088008800"  # no hash has it by chance
    for agent in ("an", "binh"):
        await pins.change(db, agent, pin, 1)
    async with db.read() as tx:
        rows = (await tx.execute(select(PinRow.hash, PinRow.salt))).all()
    assert len({row.hash for row in rows}) == 2, "the same PIN of two agents looks different"
    assert pin not in "".join(row.hash + row.salt for row in rows)


async def test_a_pin_goes_when_it_is_taken_away_and_with_its_agent(db: Database) -> None:
    await with_plan(db, sample_plan())
    assert isinstance(await pins.change(db, "nobody", "4711", 1), NotFound)
    for agent in ("an", "binh"):
        await pins.change(db, agent, "4711", 1)
    assert await pins.remove(db, "an") is None
    assert isinstance(await pins.remove(db, "an"), NotFound)
    assert not await is_pin(db, "an", "4711")
    await with_plan(db, Plan())
    await with_plan(db, sample_plan())
    assert not await is_pin(db, "binh", "4711")
