"""Users and their tokens in both databases."""

import pytest
from sqlalchemy import select

from ccd.domain.refused import Refused
from ccd.services import users
from ccd.services.refusals import NotFound
from ccd.storage.database import Database
from ccd.storage.models import ApiTokenRow, Role
from ccd.storage.plan_items import store_plan
from ccd.storage.users import User
from tests.integration.api.house import sample_plan


async def token_of(db: Database, name: str, role: Role = Role.ADMIN, agent: str | None = None) -> str:
    made = await users.add(db, name, role, agent, 1)
    assert isinstance(made, tuple), made
    return made[1]


async def test_a_token_says_who_one_is(db: Database) -> None:
    first, second = await token_of(db, "boss"), await token_of(db, "guard", Role.SUPERVISOR)
    assert await users.identify(db, first, 2) == User("boss", Role.ADMIN)
    assert await users.identify(db, second, 2) == User("guard", Role.SUPERVISOR)
    for wrong in ("", "ccd_", first[:-1], first + "x", first.upper()):
        assert await users.identify(db, wrong, 2) is None


async def test_the_database_does_not_know_the_token(db: Database) -> None:
    token = await token_of(db, "boss")
    async with db.read() as tx:
        (hashed,) = await tx.scalars(select(ApiTokenRow.token_hash))
    assert token not in hashed
    assert len(hashed) == 64


async def test_a_new_token_ends_the_old_one(db: Database) -> None:
    old = await token_of(db, "boss")
    new = await users.renew_token(db, "boss", 2)
    assert isinstance(new, str)
    assert await users.identify(db, old, 3) is None
    assert await users.identify(db, new, 3) is not None
    assert isinstance(await users.renew_token(db, "nobody", 3), NotFound)


async def test_who_is_removed_is_let_in_no_more(db: Database) -> None:
    token = await token_of(db, "boss")
    assert await users.remove(db, "boss") is None
    assert await users.identify(db, token, 2) is None
    assert isinstance(await users.remove(db, "boss"), NotFound)
    assert await token_of(db, "boss") != token


async def test_use_is_noted_to_the_minute(db: Database) -> None:
    token = await token_of(db, "boss")

    async def last_used() -> int | None:
        return (await users.listed(db))[0].last_used_at_ms

    assert await last_used() is None
    for now_ms, noted in [(1_000, 1_000), (60_999, 1_000), (61_000, 61_000)]:
        await users.identify(db, token, now_ms)
        assert await last_used() == noted


@pytest.mark.parametrize(
    ("name", "role", "agent", "reason"),
    [
        ("boss", Role.ADMIN, None, "There is a user boss already."),
        ("an", Role.AGENT, None, "needs an agent"),
        ("an", Role.AGENT, "nobody", "There is no agent nobody in the plan."),
        ("a\nb", Role.ADMIN, None, "one line"),
        ("", Role.ADMIN, None, "one line"),
    ],
)
async def test_who_cannot_be_added(
    db: Database, name: str, role: Role, agent: str | None, reason: str
) -> None:
    await token_of(db, "boss")
    refused = await users.add(db, name, role, agent, 1)
    assert isinstance(refused, Refused)
    assert reason in refused.reason
    assert [listed.user.name for listed in await users.listed(db)] == ["boss"]


async def test_a_user_can_be_an_agent(db: Database) -> None:
    async with db.begin() as tx:
        await store_plan(tx, sample_plan(), 1, "x")
    token = await token_of(db, "an", Role.AGENT, "an")
    assert await users.identify(db, token, 2) == User("an", Role.AGENT, "an")
