"""Secrets live exactly as long as what signs in with them."""

from ccd.domain.plan import Plan, Trunk
from ccd.domain.plan_items import with_item
from ccd.domain.plan_kinds import Kind
from ccd.storage.database import Database
from ccd.storage.plan_items import store_plan
from ccd.storage.sip_secrets import load_secrets
from tests.integration.api.house import sample_plan


async def secrets_after(db: Database, plan: Plan) -> dict[str, str]:
    async with db.begin() as tx:
        await store_plan(tx, plan, 1, "admin")
    async with db.read() as tx:
        return await load_secrets(tx)


async def test_whoever_signs_in_has_one(db: Database) -> None:
    known = Trunk.model_validate({"name": "known", "addresses": ["203.0.113.10"]})
    secrets = await secrets_after(db, with_item(sample_plan(), Kind.TRUNK, known))
    assert secrets.keys() == {"1001", "1002", "1003", "1004", "carrier"}
    assert len(set(secrets.values())) == len(secrets)
    assert all(len(secret) == 32 for secret in secrets.values())


async def test_it_is_kept_while_the_plan_changes_around_it(db: Database) -> None:
    first = await secrets_after(db, sample_plan())
    carrier = Trunk.model_validate({"name": "carrier", "title": "Another carrier"})
    assert await secrets_after(db, with_item(sample_plan(), Kind.TRUNK, carrier)) == first


async def test_it_goes_with_what_had_it_and_does_not_come_back(db: Database) -> None:
    first = await secrets_after(db, sample_plan())
    assert await secrets_after(db, Plan(country="VN")) == {}
    again = await secrets_after(db, sample_plan())
    assert again.keys() == first.keys()
    assert not set(again.values()) & set(first.values())
