"""Agents at work, asked over HTTP and answered by the floor."""

import httpx

from ccd.domain.events import CallArrived, DialFinished, DialStatus
from tests.integration.api.house import House


async def test_an_agents_day(house: House, agent: httpx.AsyncClient) -> None:
    assert (await agent.get("/agents/an")).json()["live"]["presence"] == "signed_out"
    signed_in = (await agent.post("/agents/an/sign-in")).json()
    assert (signed_in["live"]["presence"], signed_in["live"]["extension"]) == ("ready", "1001")
    away = (await agent.post("/agents/an/break", json={"reason": "lunch"})).json()
    assert (away["live"]["presence"], away["live"]["break_reason"]) == ("on_break", "lunch")
    assert (await agent.post("/agents/an/ready")).json()["live"]["presence"] == "ready"
    assert (await agent.post("/agents/an/sign-out")).json()["live"]["presence"] == "signed_out"
    await house.stored()


async def test_at_another_phone(supervisor: httpx.AsyncClient) -> None:
    answer = await supervisor.post("/agents/an/sign-in", json={"extension": "1003"})
    assert answer.json()["live"]["extension"] == "1003"
    answer = await supervisor.post("/agents/binh/sign-in", json={"extension": "1003"})
    assert answer.status_code == 409
    assert "an is signed in at 1003" in answer.json()["detail"]


async def test_what_the_floor_refuses(supervisor: httpx.AsyncClient) -> None:
    answer = await supervisor.post("/agents/an/break", json={"reason": "lunch"})
    assert (answer.status_code, answer.json()["detail"]) == (409, "an is not signed in.")
    assert (await supervisor.post("/agents/nobody/sign-in")).status_code == 404
    for wrong in ({"reason": ""}, {"reason": "a\nb"}, {}):
        assert (await supervisor.post("/agents/an/break", json=wrong)).status_code == 422


async def test_a_break_has_a_reason_of_the_list(admin: httpx.AsyncClient) -> None:
    await admin.post("/agents/an/sign-in")
    answer = await admin.post("/agents/an/break", json={"reason": "nap"})
    assert answer.status_code == 409
    assert "choose one of: lunch, coffee" in answer.json()["detail"]
    plan = (await admin.get("/plan")).json()
    await admin.put("/plan", json=plan | {"break_reasons": ["nap"]})
    assert (await admin.get("/plan")).json()["break_reasons"] == ["nap"]
    assert (await admin.post("/agents/an/break", json={"reason": "nap"})).status_code == 200


async def test_wrap_up_is_made_longer(house: House, admin: httpx.AsyncClient) -> None:
    flow = {"name": "main", "start": "q", "nodes": {"q": {"kind": "queue", "queue": "support"}}}
    await admin.put("/flows/main", json=flow)
    await admin.post("/agents/an/sign-in")
    answer = await admin.post("/agents/an/wrap-up", json={"seconds": 60})
    assert (answer.status_code, answer.json()["detail"]) == (409, "an is not in wrap-up.")
    await house.tell(CallArrived("20261123T093000-1", "PJSIP/1", "842838220000", "0901", "An"))
    await house.tell(DialFinished("20261123T093000-1", ("an",), DialStatus.ANSWER, 1000, True))
    assert house.engine.floor.agents["an"].activity.value == "wrap_up"
    before_ms = house.engine.floor.agents["an"].wrap_up_until_ms
    assert (await admin.post("/agents/an/wrap-up", json={"seconds": 60})).status_code == 200
    assert house.engine.floor.agents["an"].wrap_up_until_ms == before_ms + 60_000
    assert (await admin.post("/agents/an/wrap-up", json={"seconds": 0})).status_code == 422


async def test_a_new_agent_can_sign_in_at_once(admin: httpx.AsyncClient) -> None:
    await admin.post("/agents", json={"name": "cuc", "extension": "1003"})
    assert (await admin.post("/agents/cuc/sign-in")).status_code == 200
    assert [a["name"] for a in (await admin.get("/agents")).json()] == ["an", "binh", "cuc"]


async def test_what_those_who_wait_ask_for(house: House, admin: httpx.AsyncClient) -> None:
    queue = {"name": "support", "members": ["an", "binh"], "skills": {"english": 4}, "weight": 7}
    answer = await admin.put("/queues/support", json=queue)
    assert answer.status_code == 422
    assert "no member of queue support has english 4" in answer.json()["detail"]
    an = {"name": "an", "extension": "1001", "skills": {"english": 5}}
    assert (await admin.put("/agents/an", json=an)).status_code == 200
    assert (await admin.get("/agents/an")).json()["skills"] == {"english": 5}
    assert (await admin.put("/queues/support", json=queue)).status_code == 200
    flow = {"name": "main", "start": "q", "nodes": {"q": {"kind": "queue", "queue": "support"}}}
    await admin.put("/flows/main", json=flow)
    await house.tell(CallArrived("20261123T093000-1", "PJSIP/1", "842838220000", "0901", "An"))
    (waiting,) = (await admin.get("/queues/support/live")).json()["waiting"]
    assert (waiting["skills"], waiting["priority"]) == ({"english": 4}, 7)


async def test_a_queue_live(house: House, admin: httpx.AsyncClient) -> None:
    flow = {"name": "main", "start": "q", "nodes": {"q": {"kind": "queue", "queue": "support"}}}
    await admin.put("/flows/main", json=flow)
    for n in (1, 2):
        await house.tell(CallArrived(f"20261123T093000-{n}", f"PJSIP/{n}", "842838220000", f"090{n}", "An"))
    queue = (await admin.get("/queues/support/live")).json()
    assert [(w["position"], w["caller_number"], w["offered_to"]) for w in queue["waiting"]] == [
        (1, "0901", []),
        (2, "0902", []),
    ]
    assert queue["longest_wait_ms"] == queue["waiting"][0]["wait_ms"] >= queue["waiting"][1]["wait_ms"] >= 0
    assert [(m["name"], m["live"]["presence"]) for m in queue["members"]] == [
        ("an", "signed_out"),
        ("binh", "signed_out"),
    ]
    assert queue["free_agents"] == 0
    await admin.post("/agents/an/sign-in")
    queue = (await admin.get("/queues/support/live")).json()
    assert queue["waiting"][0]["offered_to"] == ["an"]
    assert queue["members"][0]["live"]["activity"] == "ringing"
    assert (await admin.get("/queues/none/live")).status_code == 404
