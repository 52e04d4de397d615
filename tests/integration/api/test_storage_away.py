"""The database is away: the API says so, and when to come back. Or it is slow: the API waits for it."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from ccd.api.app import create_app
from ccd.app import memory
from ccd.domain.facts import Recorded
from ccd.storage.database import Database
from ccd.storage.errors import StorageAway
from tests.integration.api.house import House
from tests.integration.storage.story import START_MS, abandoned_call


def tell(house: House) -> None:
    """Of a call; nobody waits until the database has it."""
    facts = abandoned_call("c1")
    house.memory.journal.append([Recorded(seq, START_MS, fact) for seq, fact in enumerate(facts, 1)])


async def test_an_answer_waits_for_a_slow_disk(
    house: House, agent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "TRIED_S", 0.1)
    async with house.memory.database.begin():
        tell(house)
        asking = asyncio.create_task(agent.get("/calls/c1"))
        answered, _ = await asyncio.wait((asking,), timeout=0.5)
        assert not answered, "from before"
    assert (await asking).status_code == 200


async def test_an_answer_does_not_wait_for_a_database_that_refuses(
    house: House, agent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(work: object) -> None:
        raise StorageAway("the disk is full")

    monkeypatch.setattr(memory, "SETTLE_S", 60)
    monkeypatch.setattr(house.memory.database, "run", refuse)
    tell(house)
    assert (await asyncio.wait_for(agent.get("/calls/c1"), 30)).status_code == 404


async def test_an_answer_that_says_when_to_come_back(house: House) -> None:
    away = Database("sqlite+aiosqlite:////nowhere/ccd.sqlite")
    app = create_app(replace(house.services, database=away))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=house.url) as client:
        answer = await client.get("/queues", headers={"Authorization": "Bearer ccd_x"})
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert answer.headers["content-type"] == "application/problem+json"
        assert (await client.get("/health")).status_code == 200
    await away.close()
