"""The database is away: the API says so, and when to come back."""

from dataclasses import replace

import httpx

from ccd.api.app import create_app
from ccd.storage.database import Database
from tests.integration.api.house import House


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
