"""The plan over HTTP: what is taken, what is refused, and what everybody hears of it."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from ccd.domain.events import CallArrived, ChannelHungUp
from ccd.domain.facts import PlanTaken
from ccd.domain.plan import Plan, Queue
from ccd.domain.plan_kinds import Kind
from ccd.services.plan import PlanService
from ccd.storage.plan_items import load_plan
from tests.integration.api.house import House, sample_plan
from tests.phones.waiting import PATIENCE_S

QUEUE = {"name": "billing", "members": ["an"]}


async def test_a_change_is_stored_and_reaches_asterisk_and_the_floor(
    house: House, admin: httpx.AsyncClient
) -> None:
    answer = await admin.post("/queues", json=QUEUE)
    assert answer.status_code == 201
    assert answer.json()["ring_timeout_s"] == 15
    async with house.memory.database.read() as tx:
        stored = await load_plan(tx)
    assert "billing" in stored.queues_by_name
    assert house.engine.floor.plan == stored
    assert house.installed[-1][0] == stored


async def test_who_changed_the_plan_is_a_fact(house: House, admin: httpx.AsyncClient) -> None:
    with house.services.live.subscribe(None) as facts:
        await admin.post("/queues", json=QUEUE)
        recorded = await anext(facts)
    assert recorded.fact == PlanTaken("admin")  # type: ignore[union-attr]


async def test_what_is_so_already_changes_nothing(house: House, admin: httpx.AsyncClient) -> None:
    assert (await admin.put("/queues/support/members/an")).status_code == 204
    assert (await admin.put("/plan", json=sample_plan().model_dump(mode="json"))).status_code == 200
    assert house.installed == []


ITEMS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("trunks", "backup", {"name": "backup", "addresses": ["198.51.100.1/32"]}, {"addresses": []}),
    ("extensions", "1009", {"number": "1009"}, {"title": "Lab"}),
    ("agents", "cuc", {"name": "cuc", "extension": "1009"}, {"title": "Cúc"}),
    ("queues", "billing", QUEUE, {"ring_timeout_s": 20}),
    (
        "flows",
        "night",
        {"name": "night", "start": "bye", "nodes": {"bye": {"kind": "hang_up"}}},
        {"title": "N"},
    ),
    ("dids", "+842838220001", {"number": "842838220001", "flow": "night"}, {"title": "Second"}),
]


async def test_every_kind_is_made_read_replaced_and_deleted(admin: httpx.AsyncClient) -> None:
    for kind, key, item, changed in ITEMS:
        assert (await admin.post(f"/{kind}", json=item)).status_code == 201
        assert (await admin.post(f"/{kind}", json=item)).status_code == 409
        assert (await admin.put(f"/{kind}/{key}", json=item | changed)).status_code == 200
        read = (await admin.get(f"/{kind}/{key}")).json()
        assert read.items() >= changed.items()
        assert len((await admin.get(f"/{kind}")).json()) == len(getattr(sample_plan(), kind)) + 1
    for kind, key, _, _ in reversed(ITEMS):
        assert (await admin.delete(f"/{kind}/{key}")).status_code == 204
        assert (await admin.get(f"/{kind}/{key}")).status_code == 404
        assert (await admin.delete(f"/{kind}/{key}")).status_code == 404
    assert (await admin.get("/plan")).json() == sample_plan().model_dump(mode="json")


async def test_what_others_need_is_not_deleted(admin: httpx.AsyncClient) -> None:
    for path, user in [
        ("/queues/support", "flow main (node support)"),
        ("/agents/binh", "queue support, queue sales"),
        ("/extensions/1001", "agent an"),
        ("/flows/main", "DID 842838220000"),
    ]:
        answer = await admin.delete(path)
        assert answer.status_code == 409
        assert user in answer.json()["detail"]


async def test_a_queue_with_callers_in_it_stays(house: House, admin: httpx.AsyncClient) -> None:
    flow = {"name": "main", "start": "q", "nodes": {"q": {"kind": "queue", "queue": "sales"}}}
    await admin.put("/flows/main", json=flow)
    await house.tell(CallArrived("20261123T093000-1", "PJSIP/1", "842838220000", "0901234567", "An"))
    assert (await admin.get("/queues/sales/live")).json()["waiting"][0]["caller_number"] == "0901234567"
    flow["nodes"] = {"q": {"kind": "queue", "queue": "support"}}
    await admin.put("/flows/main", json=flow)
    answer = await admin.delete("/queues/sales")
    assert answer.status_code == 409
    assert "wait" in answer.json()["detail"]


async def test_a_queue_is_drained_and_then_deleted(house: House, admin: httpx.AsyncClient) -> None:
    flow = {"name": "main", "start": "q", "nodes": {"q": {"kind": "queue", "queue": "sales"}}}
    await admin.put("/flows/main", json=flow)
    await house.tell(CallArrived("20261123T093000-2", "PJSIP/1", "842838220000", "0901234567", "An"))
    refused = await admin.delete("/queues/sales?drain")
    assert refused.status_code == 409
    assert "flow main (node q)" in refused.json()["detail"]

    elsewhere = {**flow, "nodes": {"q": {"kind": "queue", "queue": "support"}}}
    await admin.put("/flows/main", json=elsewhere)
    assert (await admin.delete("/queues/sales/drain")).status_code == 409
    assert (await admin.delete("/queues/sales?drain")).status_code == 202
    assert (await admin.get("/queues/sales")).json()["draining"]
    back = await admin.put("/flows/main", json=flow)
    assert back.status_code == 422
    assert "is being drained" in back.json()["detail"]

    assert (await admin.delete("/queues/sales/drain")).status_code == 204
    assert not (await admin.get("/queues/sales/live")).json()["draining"]
    assert (await admin.delete("/queues/sales?drain=true")).status_code == 202
    assert await house.engine.ask(ChannelHungUp("PJSIP/1")) is None
    async with asyncio.timeout(PATIENCE_S):
        while (await admin.get("/queues/sales")).status_code != 404:
            pass


async def test_an_empty_queue_is_gone_at_once(admin: httpx.AsyncClient) -> None:
    await admin.post("/queues", json={"name": "billing"})
    assert (await admin.delete("/queues/billing?drain")).status_code == 204
    assert (await admin.get("/queues/billing")).status_code == 404
    assert (await admin.delete("/queues/billing?drain")).status_code == 404


async def test_what_is_wrong_is_told_with_its_place(admin: httpx.AsyncClient) -> None:
    plan = sample_plan().model_dump(mode="json")
    plan["flows"][0]["nodes"]["menu"]["otherwise"] = "nowhere"
    answer = await admin.put("/plan", json=plan)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [e["where"] for e in answer.json()["errors"]] == ["flows[0].nodes.menu.otherwise"]

    answer = await admin.post("/queues", json={"name": "x", "members": ["nobody"]})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"where": "queues[2].members[0]", "what": "queue x: there is no agent nobody"}
    ]

    answer = await admin.put("/queues/sales", json={"name": "sale", "ring_timeout": 5})
    assert answer.json()["errors"] == [
        {"where": "ring_timeout", "what": "is not known here; is it spelled right?"}
    ]


async def test_path_and_body_must_agree(admin: httpx.AsyncClient) -> None:
    assert (await admin.put("/queues/sales", json={"name": "support"})).status_code == 422


async def test_nothing_half_done_when_refused(house: House, admin: httpx.AsyncClient) -> None:
    plan = sample_plan().model_dump(mode="json")
    plan["queues"].append({"name": "x", "members": ["nobody"]})
    await admin.put("/plan", json=plan)
    async with house.memory.database.read() as tx:
        assert await load_plan(tx) == sample_plan()
    assert house.installed == []


async def test_many_at_once_are_all_taken(house: House, admin: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(admin.post("/queues", json={"name": f"q{n}"}) for n in range(6)))
    assert {answer.status_code for answer in answers} == {201}
    async with house.memory.database.read() as tx:
        stored = await load_plan(tx)
    assert len(stored.queues) == 2 + 6
    assert house.engine.floor.plan == house.installed[-1][0] == stored


async def test_the_floor_takes_what_is_stored_though_asterisk_does_not(house: House) -> None:
    async def fail(plan: Plan, secrets: Mapping[str, str]) -> None:
        raise OSError("disk full")

    services = house.services
    service = PlanService(services.database, services.engine, fail, services.clock)
    with pytest.raises(OSError, match="disk full"):
        await service.put(Kind.QUEUE, Queue(name="billing"), "admin")
    async with services.database.read() as tx:
        assert await load_plan(tx) == house.engine.floor.plan != sample_plan()


async def test_secrets_are_shown_only_when_asked_for(house: House, admin: httpx.AsyncClient) -> None:
    await admin.post("/extensions", json={"number": "1009"})
    secrets = house.installed[-1][1]
    assert set(secrets) == {"1001", "1002", "1003", "1004", "1009", "carrier"}
    assert len(set(secrets.values())) == 6
    shown = (await admin.get("/extensions/1009/credentials")).json()
    assert shown == {"username": "1009", "secret": secrets["1009"]}
    everything = (await admin.get("/plan")).text + (await admin.get("/extensions/1009")).text
    assert not any(secret in everything for secret in secrets.values())


async def test_a_secret_lives_as_long_as_its_endpoint(house: House, admin: httpx.AsyncClient) -> None:
    await admin.post("/trunks", json={"name": "backup"})
    first = (await admin.get("/trunks/backup/credentials")).json()["secret"]
    await admin.put("/trunks/backup", json={"name": "backup", "title": "Spare"})
    assert (await admin.get("/trunks/backup/credentials")).json()["secret"] == first
    await admin.put("/trunks/backup", json={"name": "backup", "addresses": ["198.51.100.1"]})
    assert (await admin.get("/trunks/backup/credentials")).status_code == 404
    assert "backup" not in house.installed[-1][1]
