"""What an admin changes over REST is on the floor for the very next call."""

from typing import Any

import pytest

from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import AGENT, CALLER, GOODBYE, MUSIC
from tests.e2e.steps import answer_and_talk, wait_in_support
from tests.office.office import Office

PLAN = small_office()
pytestmark = pytest.mark.asyncio(loop_scope="module")

NEW_DID = "842838220099"


async def test_the_next_call_uses_a_queue_and_an_agent_made_over_rest(office: Office) -> None:
    await office.post("/extensions", {"number": "1009", "title": "Chi's desk"})
    await office.post("/agents", {"name": "chi", "title": "Chi", "extension": "1009"})
    await office.post("/queues", {"name": "billing", "members": ["chi"], "music": "tone", "wrap_up_s": 0})
    to_billing = {"start": "billing", "nodes": {"billing": {"kind": "queue", "queue": "billing"}}}
    await office.post("/flows", {"name": "billing", **to_billing})
    await office.post("/dids", {"number": NEW_DID, "flow": "billing"})
    chi, trunk = await office.phone("1009"), await office.trunk()
    await office.sign_in("chi")

    call = await trunk.call(NEW_DID, from_number="0904000001")
    call.send_tone(CALLER)
    leg = await answer_and_talk(chi, call)
    await leg.hang_up()
    await call.ended()
    record = await office.latest_call()
    assert (record["queue"], record["agent"], record["outcome"]) == ("billing", "chi", "answered")


async def test_a_changed_menu_serves_the_next_call_and_not_the_one_under_way(office: Office) -> None:
    trunk = await office.trunk()
    under_way = await wait_in_support(trunk, "0904000002")
    flow = await office.get("/flows/main")
    closed: dict[str, Any] = {"bye": {"kind": "hang_up", "prompts": ["custom/goodbye"]}}
    await office.put("/flows/main", {**flow, "start": "bye", "nodes": closed})

    next_call = await trunk.call(SUPPORT_DID, from_number="0904000003")
    await next_call.answered()
    await next_call.hears_only({GOODBYE})
    await next_call.ended()
    await under_way.hears_only({MUSIC})

    an = await office.phone("1001")
    await office.sign_in("an")
    leg = await answer_and_talk(an, under_way)
    await leg.hang_up()
    await office.put("/flows/main", flow)


async def test_a_change_does_not_disturb_a_conversation(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0904000004")
    leg = await answer_and_talk(an, call)
    await office.post("/extensions", {"number": "1010"})
    await call.hears_only({AGENT}, for_s=0.5)
    await leg.hears_only({CALLER}, for_s=0.5)
    await leg.hang_up()
    newcomer = await office.phone("1010")
    assert newcomer.is_registered


async def test_a_refused_change_changes_nothing(office: Office) -> None:
    plan = await office.get("/plan")
    loop = {"a": {"kind": "play", "prompts": ["x"], "next": "a"}}
    answer = await office.api.put("/flows/main", json={"name": "main", "start": "a", "nodes": loop})
    assert answer.status_code == 422
    assert "endless loop" in answer.text
    answer = await office.api.delete("/queues/support")
    assert answer.status_code == 409
    assert "flow main" in answer.json()["detail"]
    assert await office.get("/plan") == plan
