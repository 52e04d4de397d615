"""Server-sent events: in order, without a gap, after a break too."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import pytest
import uvicorn

from ccd.api import PREFIX
from ccd.api.app import create_app
from ccd.domain.facts import AgentSignedIn, AgentSignedOut, Fact
from ccd.services import live
from ccd.storage.models import Role
from tests.integration.api.house import House
from tests.phones.waiting import PATIENCE_S

SIGN_INS: list[Fact] = [AgentSignedIn("an", "1001"), AgentSignedIn("binh", "1002"), AgentSignedOut("an")]


def events(text: str) -> list[dict[str, str]]:
    """{field: value} of each event; comments are left out."""
    blocks = [
        [line for line in block.splitlines() if not line.startswith(":")] for block in text.split("\n\n")
    ]
    return [dict(line.split(": ", 1) for line in block) for block in blocks if block]


def seqs(text: str) -> list[int]:
    return [int(event["id"]) for event in events(text) if "id" in event]


async def test_what_was_missed_comes_first(house: House, supervisor: httpx.AsyncClient) -> None:
    await house.record(*SIGN_INS, at_ms=7)
    house.services.live.close()
    answer = await supervisor.get("/events", headers={"Last-Event-ID": "1"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert seqs(answer.text) == [2, 3]
    first, *_, last = events(answer.text)
    assert json.loads(first["data"]) == {
        "seq": 2,
        "at_ms": 7,
        "kind": "AgentSignedIn",
        "body": {"agent": "binh", "extension": "1002"},
    }
    assert last["event"] == "dropped"
    assert "stopping" in json.loads(last["data"])["reason"]


async def test_the_header_has_precedence_over_the_parameter(
    house: House, supervisor: httpx.AsyncClient
) -> None:
    await house.record(*SIGN_INS, at_ms=7)
    house.services.live.close()
    assert seqs((await supervisor.get("/events?after=1")).text) == [2, 3]
    assert seqs((await supervisor.get("/events?after=1", headers={"Last-Event-ID": "2"})).text) == [3]
    assert seqs((await supervisor.get("/events")).text) == []


async def test_an_agent_hears_of_himself_only(house: House, agent: httpx.AsyncClient) -> None:
    await house.record(*SIGN_INS, at_ms=7)
    house.services.live.close()
    assert seqs((await agent.get("/events?after=0")).text) == [1, 3]


async def test_what_the_feed_forgot_comes_from_the_database(
    house: House, supervisor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PAGE", 3)
    many = [AgentSignedOut(f"a{n}") for n in range(live.KEPT_MOST + 10)]
    await house.record(*many, at_ms=7)
    house.services.live.close()
    assert seqs((await supervisor.get("/events?after=4")).text) == list(range(5, len(many) + 1))


@asynccontextmanager
async def served(house: House) -> AsyncIterator[str]:
    """The API's URL on a real port."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(house.services), log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{PREFIX}"
    finally:
        house.services.live.close()
        server.should_exit = True
        await serving


@asynccontextmanager
async def listening(house: House, url: str, role: Role, path: str) -> AsyncIterator[AsyncIterator[str]]:
    """The lines of a stream."""
    headers = {"Authorization": f"Bearer {house.tokens[role]}"}
    async with (
        httpx.AsyncClient(base_url=url, headers=headers) as client,
        client.stream("GET", path) as answer,
    ):
        yield answer.aiter_lines()


async def next_seq(lines: AsyncIterator[str]) -> Any:
    async for line in lines:
        if line.startswith("data: "):
            return json.loads(line.removeprefix("data: "))["seq"]


async def test_facts_come_as_they_come_true(house: House) -> None:
    await house.record(*SIGN_INS, at_ms=7)
    async with (
        served(house) as url,
        listening(house, url, Role.SUPERVISOR, "/events?after=3") as first,
        listening(house, url, Role.ADMIN, "/events?after=2") as second,
    ):
        assert await next_seq(second) == 3
        await house.record(*SIGN_INS, at_ms=8)
        assert [await next_seq(first) for _ in range(3)] == [4, 5, 6]
        assert [await next_seq(second) for _ in range(3)] == [4, 5, 6]


async def test_a_quiet_stream_says_that_it_lives(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fastapi.routing._PING_INTERVAL", 0.01)
    async with served(house) as url, listening(house, url, Role.ADMIN, "/events") as lines:
        assert (await anext(lines)).startswith(":")


async def test_who_goes_away_is_forgotten(house: House) -> None:
    """Or the feed would fill a buffer for him for ever."""
    feed = house.services.live
    left = asyncio.Event()
    subscribe = feed.subscribe

    @contextmanager
    def watched(after: int | None) -> Any:
        with subscribe(after) as facts:
            try:
                yield facts
            finally:
                left.set()

    feed.subscribe = watched  # type: ignore[method-assign]
    async with served(house) as url:
        await house.record(*SIGN_INS, at_ms=7)
        async with listening(house, url, Role.ADMIN, "/events?after=0") as lines:
            assert await next_seq(lines) == 1
        async with asyncio.timeout(PATIENCE_S):
            await left.wait()


async def test_who_goes_away_in_mid_sentence_leaves_no_error(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    many = [AgentSignedOut(f"a{n}") for n in range(1000)]
    await house.record(*many, at_ms=7)
    async with served(house) as url:
        for _ in range(5):
            async with listening(house, url, Role.ADMIN, "/events?after=0") as lines:
                assert await next_seq(lines) == 1
    assert not caplog.records
