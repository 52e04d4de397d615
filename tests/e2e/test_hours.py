"""Outside the hours callers are led elsewhere; who opens or closes by hand is obeyed at the next call."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import GOODBYE, GREETING, INVALID
from tests.office.office import Office
from tests.phones import Phone

PLAN = small_office()
PLAN["hours"] = [
    {"name": "always", "zone": "Asia/Ho_Chi_Minh", "open": {"mon-sun": ["00:00-24:00"]}},
    {"name": "never", "zone": "Asia/Ho_Chi_Minh"},
]
PLAN["dids"][0]["when_closed"] = {
    "hours": "always",
    "target": {"kind": "hang_up", "prompts": ["custom/goodbye"]},
    "holiday": {"kind": "hang_up", "prompts": ["custom/invalid"]},
}
PLAN["flows"].append(
    {
        "name": "by-hours",
        "start": "ask",
        "nodes": {
            "ask": {"kind": "hours", "hours": "never", "open": "bye", "closed": "bye"},
            "bye": {"kind": "hang_up", "prompts": ["custom/goodbye"]},
        },
    }
)
PLAN["dids"].append({"number": "842838220001", "flow": "by-hours"})
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def hears(trunk: Phone, did: str, tone: int) -> None:
    call = await trunk.call(did, from_number="0907000001")
    await call.answered()
    await call.hears_only({tone})
    await call.hang_up()


async def test_a_number_is_closed_by_hand_and_stays_so_over_a_restart(office: Office) -> None:
    trunk = await office.trunk()
    await hears(trunk, SUPPORT_DID, GREETING)
    await office.post("/hours/always/override", {"state": "closed"})
    await hears(trunk, SUPPORT_DID, GOODBYE)
    await office.daemon.kill()
    await office.come_back()
    await hears(trunk, SUPPORT_DID, GOODBYE)
    await office.post("/hours/always/override", {"state": "holiday"})
    await hears(trunk, SUPPORT_DID, INVALID)
    answer = await office.api.delete("/hours/always/override")
    assert answer.json()["state"] == "open"
    await hears(trunk, SUPPORT_DID, GREETING)


async def test_a_node_of_a_flow_asks_the_hours(office: Office) -> None:
    await hears(await office.trunk(), "842838220001", GOODBYE)
    closed = [fact["node"] for fact in await _nodes(office)]
    assert closed == ["ask", "bye"]


async def _nodes(office: Office) -> list[dict[str, str]]:
    call = await office.latest_call()
    return [fact["body"] for fact in call["facts"] if fact["kind"] == "NodeEntered"]


async def test_the_office_is_closed_and_opened_by_a_code(office: Office) -> None:
    phone, trunk = await office.phone("1001"), await office.trunk()
    lamp = await phone.watch("*280")
    await lamp.shows("terminated")
    for lit, tone in (("confirmed", GOODBYE), ("terminated", GREETING)):
        call = await phone.call("*280")
        await call.answered()
        await call.hears_sound()
        assert (await call.ended(10)).by_peer
        await lamp.shows(lit)
        assert (await phone.watch("*280")).state == lit, "who subscribes later is told at once"
        await hears(trunk, SUPPORT_DID, tone)


async def test_the_lamp_goes_out_when_a_closure_for_a_while_is_over(office: Office) -> None:
    lamp = await (await office.phone("1001")).watch("*280")
    await office.post("/hours/never/override", {"state": "closed"})
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=5)
    await office.post("/hours/always/override", {"state": "closed", "until": until.isoformat()})
    await lamp.shows("confirmed")
    await lamp.shows("terminated")
    assert datetime.now(UTC) >= until
