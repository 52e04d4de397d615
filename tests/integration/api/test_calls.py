"""Calls over HTTP: found, paged, told whole."""

import httpx
import pytest

from tests.integration.api.house import House
from tests.integration.storage.story import START_MS, abandoned_call, answered_call


async def ids(client: httpx.AsyncClient, **params: str | int) -> list[str]:
    answer = await client.get("/calls", params=params)
    assert answer.status_code == 200, answer.text
    return [call["call_id"] for call in answer.json()["items"]]


@pytest.fixture
async def _past(house: House) -> None:
    """Three calls, an hour apart."""
    await house.record(*answered_call("c1", "an", "0901234567"), at_ms=START_MS)
    await house.record(*abandoned_call("c2", "anonymous"), at_ms=START_MS + 3_600_000)
    await house.record(*answered_call("c3", "binh", "+84 90 765 43 21"), at_ms=START_MS + 7_200_000)


@pytest.mark.usefixtures("_past")
async def test_filters(agent: httpx.AsyncClient) -> None:
    assert await ids(agent) == ["c3", "c2", "c1"]
    assert await ids(agent, queue="sales") == ["c3", "c2", "c1"]
    assert await ids(agent, queue="support") == []
    assert await ids(agent, agent="an") == ["c1"]
    assert await ids(agent, outcome="abandoned") == ["c2"]
    assert await ids(agent, state="ended", outcome="answered") == ["c3", "c1"]
    assert await ids(agent, state="waiting") == []
    assert await ids(agent, customer=1) == ["c1"]


@pytest.mark.usefixtures("_past")
@pytest.mark.parametrize("spelling", ["0901234567", "+84901234567", "0084 901-234-567", "84901234567"])
async def test_a_caller_is_found_in_any_spelling(agent: httpx.AsyncClient, spelling: str) -> None:
    assert await ids(agent, caller=spelling) == ["c1"]


@pytest.mark.usefixtures("_past")
async def test_a_caller_without_number_is_found_as_he_came(agent: httpx.AsyncClient) -> None:
    assert await ids(agent, caller="anonymous") == ["c2"]
    assert await ids(agent, caller="somebody") == []


@pytest.mark.usefixtures("_past")
async def test_times_are_iso_with_zone_or_epoch(agent: httpx.AsyncClient) -> None:
    second = START_MS + 3_600_000
    assert await ids(agent, **{"from": second}) == ["c3", "c2"]
    assert await ids(agent, to=second) == ["c1"]
    assert await ids(agent, **{"from": "2026-09-21T21:13:20+07:00", "to": "2026-09-21T15:13:20Z"}) == ["c1"]
    for wrong in ("2026-09-21T14:13:20", "yesterday", "-1", "99999999999999999999"):
        answer = await agent.get("/calls", params={"from": wrong})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["where"] == "from"


async def test_pages_are_stable_while_calls_come_in(house: House, agent: httpx.AsyncClient) -> None:
    for n in range(7):
        await house.record(*abandoned_call(f"c{n}"), at_ms=START_MS + n // 2)  # some at the same moment
    seen, cursor = [], None
    while True:
        page = (
            await agent.get("/calls", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        ).json()
        seen += [call["call_id"] for call in page["items"]]
        await house.record(*abandoned_call(f"new{len(seen)}"), at_ms=START_MS + 100 + len(seen))
        if (cursor := page["next"]) is None:
            break
    assert seen == ["c6", "c5", "c4", "c3", "c2", "c1", "c0"]


@pytest.mark.usefixtures("_past")
async def test_one_call_with_everything(agent: httpx.AsyncClient) -> None:
    call = (await agent.get("/calls/c1")).json()
    assert call["caller_e164"] == "+84901234567"
    assert [(v["queue"], v["agent"], v["outcome"]) for v in call["visits"]] == [("sales", "an", "answered")]
    assert call["facts"][0]["kind"] == "CallStarted"
    assert call["facts"][-1]["kind"] == "RecordingStored"
    assert call["recording"]["length_ms"] == 60_000
    ticket = (await agent.get(f"/tickets/{call['ticket_id']}")).json()
    assert ticket["calls"] == ["c1"]


async def test_a_call_that_is_not_there(agent: httpx.AsyncClient) -> None:
    answer = await agent.get("/calls/c1")
    assert answer.status_code == 404
    assert answer.json()["detail"] == "There is no call c1."


async def test_a_wrong_cursor_or_limit_is_refused(agent: httpx.AsyncClient) -> None:
    for params in ({"cursor": "WzEsMl0"}, {"cursor": "?"}, {"limit": "0"}, {"limit": "201"}):
        assert (await agent.get("/calls", params=params)).status_code == 422
