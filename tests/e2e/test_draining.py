"""A queue is taken out of service while callers wait in it."""

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import GOODBYE, MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office

PLAN = small_office(
    number="4000",
    when_closed={"hours": "always", "target": {"kind": "hang_up", "prompts": ["custom/goodbye"]}},
)
PLAN["hours"] = [{"name": "always", "zone": "UTC", "open": {"mon-sun": ["00:00-24:00"]}}]
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_who_waits_is_served_and_then_the_queue_is_gone(office: Office) -> None:
    an, desk, trunk = await office.phone("1001"), await office.phone("1003"), await office.trunk()
    first = await wait_in_support(trunk, "0905000001")
    refused = await office.api.delete("/queues/support?drain")
    assert (refused.status_code, "flow main (node support)" in refused.text) == (409, True)
    flow = await office.get("/flows/main")
    await office.put("/flows/main", flow | {"nodes": flow["nodes"] | {"support": flow["nodes"]["sales"]}})
    assert (await office.api.delete("/queues/support?drain")).status_code == 202

    await office.daemon.kill()
    await office.come_back()
    await office.fact("CallReattached", call_id=await call_id_of(office, "0905000001"))
    queues = {queue["name"]: queue["draining"] for queue in await office.get("/queues")}
    assert queues == {"support": True, "sales": False}

    late = await desk.call("4000")
    await late.hears_only({GOODBYE})
    await late.ended()
    turned_away = await office.latest_call()
    assert turned_away["visits"][0]["outcome"] == "refused_draining"
    assert turned_away["outcome"] == "turned_away"

    await office.sign_in("an")
    leg = await answer_and_talk(an, first)
    taken = await office.fact("PlanTaken", by="drain")
    assert {queue["name"] for queue in await office.get("/queues")} == {"sales"}
    assert taken["seq"] > (await office.fact("AgentAnswered", agent="an"))["seq"]
    await leg.hang_up()
    await first.ended()
    record = await office.latest_call(caller="0905000001")
    assert (record["outcome"], record["queue"]) == ("answered", "support")


async def test_draining_is_called_off(office: Office) -> None:
    binh, desk = await office.phone("1002"), await office.phone("1003")
    await office.post("/queues", {"name": "help", "members": ["binh"], "music": "tone", "number": "4001"})
    waiting = await desk.call("4001")
    waiting.send_tone(OTHER)
    await waiting.hears_only({MUSIC})
    assert (await office.api.delete("/queues/help?drain")).status_code == 202
    assert (await office.api.delete("/queues/help/drain")).status_code == 204
    await office.sign_in("binh")
    leg = await answer_and_talk(binh, waiting, OTHER)
    assert [queue["name"] for queue in await office.get("/queues")] == ["sales", "help"]
    await leg.hang_up()
    await waiting.ended()
