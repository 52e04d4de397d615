"""Customers and tickets over HTTP."""

import httpx
import pytest

from tests.integration.api.house import House
from tests.integration.storage.story import START_MS, answered_call


@pytest.fixture
async def _two(house: House) -> None:
    """1 is Nguyễn An, who called twice; 2 is 100 % Bình."""
    await house.record(*answered_call("c1", "an", "0901234567", name="Nguyễn An"), at_ms=START_MS)
    await house.record(*answered_call("c2", "an", "0907654321", name="100 % Bình"), at_ms=START_MS + 1)
    await house.record(
        *answered_call("c3", "an", "0901234567", name="", tickets="per_call"), at_ms=START_MS + 2
    )


@pytest.mark.usefixtures("_two")
@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("nguyễn", [1]),
        ("Bình", [2]),
        ("0 % B", [2]),
        ("%", [2]),
        ("_", []),
        ("090 123 45 67", [1]),
        ("+84907654321", [2]),
        ("0900000000", []),
    ],
)
async def test_search(agent: httpx.AsyncClient, q: str, found: list[int]) -> None:
    answer = await agent.get("/customers", params={"q": q})
    assert [customer["id"] for customer in answer.json()["items"]] == found


@pytest.mark.usefixtures("_two")
async def test_list_and_pages(agent: httpx.AsyncClient) -> None:
    first = (await agent.get("/customers", params={"limit": 1})).json()
    assert [c["numbers"] for c in first["items"]] == [["+84907654321"]]
    last = (await agent.get("/customers", params={"limit": 1, "cursor": first["next"]})).json()
    assert [c["name"] for c in last["items"]] == ["Nguyễn An"]
    assert last["next"] is None


@pytest.mark.usefixtures("_two")
async def test_one_customer_with_what_there_was(agent: httpx.AsyncClient) -> None:
    customer = (await agent.get("/customers/1")).json()
    assert [call["call_id"] for call in customer["calls"]] == ["c3", "c1"]
    assert [ticket["status"] for ticket in customer["tickets"]] == ["open", "open"]


@pytest.mark.usefixtures("_two")
async def test_a_customer_gets_a_name(supervisor: httpx.AsyncClient) -> None:
    answer = await supervisor.patch("/customers/2", json={"name": "Trần Thị Bình"})
    assert answer.json()["name"] == "Trần Thị Bình"
    assert (await supervisor.get("/customers/2")).json()["name"] == "Trần Thị Bình"
    assert (await supervisor.patch("/customers/3", json={"name": "X"})).status_code == 404
    same = await supervisor.patch("/customers/2", json={})
    assert same.json()["name"] == "Trần Thị Bình"
    for wrong in ("", "two\nlines", "x" * 201, None):
        assert (await supervisor.patch("/customers/2", json={"name": wrong})).status_code == 422


@pytest.mark.usefixtures("_two")
async def test_a_customer_is_a_vip_and_needs_something(supervisor: httpx.AsyncClient) -> None:
    before = (await supervisor.get("/customers/2")).json()
    assert (before["vip"], before["skills"]) == (False, {})
    answer = await supervisor.patch("/customers/2", json={"vip": True, "skills": {"english": 3}})
    assert {**answer.json(), "vip": False, "skills": {}} == before
    after = (await supervisor.get("/customers", params={"q": "Bình"})).json()["items"][0]
    assert (after["vip"], after["skills"]) == (True, {"english": 3})
    for wrong in ({"vip": None}, {"skills": {"english": 11}}, {"skills": {"Not a name": 1}}, {"rank": 1}):
        assert (await supervisor.patch("/customers/2", json=wrong)).status_code == 422


@pytest.mark.usefixtures("_two")
async def test_a_ticket_moves_on_by_legal_steps(agent: httpx.AsyncClient) -> None:
    number = (await agent.get("/calls/c1")).json()["ticket_id"]
    answer = await agent.post(f"/tickets/{number}/status", json={"status": "resolved", "note": "Told him."})
    assert (answer.json()["status"], answer.json()["note"]) == ("resolved", "Told him.")
    answer = await agent.post(f"/tickets/{number}/status", json={"status": "follow_up", "note": "No."})
    assert answer.status_code == 409
    assert "it can become closed, open" in answer.json()["detail"]
    answer = await agent.put(f"/tickets/{number}/note", json={"note": "Done."})
    ticket = (await agent.get(f"/tickets/{number}")).json()
    assert ticket == answer.json()
    assert [(c["by"], c["field"], c["before"], c["after"]) for c in ticket["changes"]] == [
        ("agent", "status", "open", "resolved"),
        ("agent", "note", "", "Told him."),
        ("agent", "note", "Told him.", "Done."),
    ]


@pytest.mark.usefixtures("_two")
async def test_tickets_are_found(agent: httpx.AsyncClient) -> None:
    await agent.post("/tickets/1/status", json={"status": "closed"})

    async def found(**params: str | int) -> list[int]:
        return [t["id"] for t in (await agent.get("/tickets", params=params)).json()["items"]]

    assert await found() == [3, 2, 1]
    assert await found(status="open") == [3, 2]
    assert await found(customer=1) == [3, 1]
    assert await found(customer=1, status="closed") == [1]
    assert await found(queue="support") == []
    assert await found(agent="an", limit=1) == [3]


async def test_a_ticket_that_is_not_there(agent: httpx.AsyncClient) -> None:
    assert (await agent.get("/tickets/9")).status_code == 404
    assert (await agent.post("/tickets/9/status", json={"status": "closed"})).status_code == 404
    assert (await agent.put("/tickets/9/note", json={"note": ""})).status_code == 404
