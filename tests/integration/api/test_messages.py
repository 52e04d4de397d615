"""Messages over HTTP: who may work with which, and moving them."""

from typing import Any

import httpx

from ccd.domain.events import MessageKept, PlanChanged
from ccd.domain.plan import Plan
from ccd.storage.models import Role
from tests.integration.api.house import House
from tests.integration.storage.story import abandoned_call


async def left(house: House) -> None:
    """One message in the box of an's phone, one in that of his queue, one in another."""
    fields = house.services.plan.current.model_dump()
    (an,) = [agent for agent in fields["agents"] if agent["name"] == "an"]
    queue = next(queue for queue in house.services.plan.current.queues if "an" in queue.member_names)
    fields["voicemails"] = [
        {"name": "an", "extension": an["extension"]},
        {"name": "queue"},
        {"name": "other"},
    ]
    for planned in fields["queues"]:
        if planned["name"] == queue.name:
            planned["when_nobody"] = {"target": {"kind": "voicemail", "box": "queue"}}
    await house.tell(PlanChanged(Plan.model_validate(fields), "test"))
    for box in ("an", "queue", "other"):
        call_id = f"call-{box}"
        await house.record(*abandoned_call(call_id), at_ms=1)
        path = f"2026/11/23/{call_id}-m1.wav"
        (house.recordings / path).parent.mkdir(parents=True, exist_ok=True)
        (house.recordings / path).write_bytes(b"RIFF")
        await house.tell(MessageKept(call_id, box, path, 4000, 4, "ab", "0905"))


async def boxes(client: httpx.AsyncClient, **query: Any) -> list[str]:
    return sorted(item["box"] for item in (await client.get("/messages", params=query)).json()["items"])


async def test_an_agent_works_with_the_messages_of_his_box_and_his_queues(house: House) -> None:
    await left(house)
    async with house.client(Role.SUPERVISOR) as supervisor:
        assert await boxes(supervisor) == ["an", "other", "queue"]
    async with house.client(Role.AGENT) as agent:
        assert await boxes(agent) == ["an", "queue"]
        assert await boxes(agent, box="queue") == ["queue"]
        assert await boxes(agent, box="other") == []
        mine, others = "/messages/call-queue-m1", "/messages/call-other-m1"
        assert (await agent.get(mine)).json()["caller_number"]
        assert (await agent.post(f"{mine}/heard")).json()["heard_by"] == "agent"
        assert (await agent.put(f"{mine}/box", json={"box": "an"})).json()["box"] == "an"
        for method, path in (
            ("GET", others),
            ("GET", f"{others}/audio"),
            ("POST", f"{others}/heard"),
            ("DELETE", others),
        ):
            assert (await agent.request(method, path)).status_code == 404, path
        assert (await agent.put(f"{others}/box", json={"box": "an"})).status_code == 404
        assert (await agent.delete(mine)).status_code == 204
        assert await boxes(agent) == ["an"]
    assert house.engine.floor.desk.boxes.counted("other") == (1, 0)


async def test_a_message_is_moved_and_counts_where_it_is(house: House) -> None:
    await left(house)
    floor = house.engine.floor
    async with house.client(Role.ADMIN) as admin:
        moved = (await admin.put("/messages/call-an-m1/box", json={"box": "other"})).json()
        assert (moved["box"], moved["heard_at_ms"]) == ("other", None)
        assert await boxes(admin, box="other") == ["other", "other"]
        assert (floor.desk.boxes.counted("an"), floor.desk.boxes.counted("other")) == ((0, 0), (2, 0))
        kinds = [fact["kind"] for fact in (await admin.get("/calls/call-an")).json()["facts"]]
        assert kinds.count("MessageMoved") == 1
        await admin.put("/messages/call-an-m1/box", json={"box": "other"})
        answer = await admin.put("/messages/call-an-m1/box", json={"box": "nowhere"})
        assert (answer.status_code, answer.json()["detail"]) == (
            409,
            "There is no voicemail nowhere in the plan.",
        )
        kinds = [fact["kind"] for fact in (await admin.get("/calls/call-an")).json()["facts"]]
        assert kinds.count("MessageMoved") == 1
