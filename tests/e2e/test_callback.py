"""Who does not want to wait on the phone is called back, in his turn."""

from typing import Any

import pytest

from tests.e2e.plans import SUPPORT_DID, Plan, small_office
from tests.e2e.sounds import AGENT, CALLER, CHOICES, GREETING, OFFER, PROMISE, TELLS
from tests.office.office import Office
from tests.office.recording import listen_to
from tests.phones import Call, Phone


def plan_with_callback(**callback: Any) -> Plan:
    """1 waits in support, 3 asks for a callback. Every prompt is a tone, the digits are real."""
    plan = small_office()
    plan["trunks"] = [{"name": "carrier", "host": "127.0.0.1:9", "addresses": ["127.0.0.1/32"]}]
    plan["routes"] = [{"name": "national", "patterns": ["0XXXXXXXXX"], "ways": ["carrier"]}]
    said = {
        "offer": ["custom/offer"],
        "confirm": ["custom/choices"],
        "other": [],
        "stay": [],
        "ask": ["custom/ask"],
        "refused": ["custom/invalid"],
        "goodbye": ["custom/promise"],
        "agent": ["custom/tells"],
        "press_one": [],
        "unreached": ["custom/unreached"],
    }
    plan["queues"][0]["callback"] = {"prompts": said, "retry_after_s": 1, **callback}
    nodes = plan["flows"][0]["nodes"]
    nodes["menu"]["choices"]["3"] = "callback"
    nodes["callback"] = {"kind": "callback", "queue": "support"}
    return plan


PLAN = plan_with_callback()
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def carrier(office: Office) -> Phone:
    """Can be called, too."""
    trunk = await office.trunk()
    planned = await office.get("/trunks/carrier")
    await office.put("/trunks/carrier", {**planned, "host": f"127.0.0.1:{trunk.address[1]}"})
    return trunk


async def ask_for_callback(trunk: Phone, number: str) -> Call:
    call = await trunk.call(SUPPORT_DID, from_number=number)
    await call.answered()
    await call.hears({GREETING})
    await call.press("3")
    await call.hears({OFFER})
    return call


async def book(trunk: Phone, number: str) -> None:
    call = await ask_for_callback(trunk, number)
    await call.hears({CHOICES}, timeout_s=15)
    await call.press("1")
    await call.hears({PROMISE})
    assert (await call.ended()).by_peer


async def test_the_caller_hangs_up_and_is_called_back(office: Office) -> None:
    an, trunk = await office.phone("1001"), await carrier(office)
    await book(trunk, "0901234567")
    booked = await office.fact("CallbackBooked", number="+84901234567")
    call_id = booked["body"]["call_id"]
    await office.fact("CallQueued", call_id=call_id)
    await office.sign_in("an")
    ringing = await an.rings()
    assert (ringing.caller_number, ringing.caller_name) == ("0901234567", "Callback")
    await ringing.answer()
    ringing.send_tone(AGENT)
    await ringing.hears({TELLS})
    customer = await trunk.rings(timeout_s=20)
    assert (customer.caller_number, customer.caller_name) == (SUPPORT_DID, "")
    await customer.answer()
    customer.send_tone(CALLER)
    await customer.hears_only({AGENT}, for_s=1.0)
    await ringing.hears_only({CALLER}, for_s=1.0)
    await customer.hang_up()
    assert (await ringing.ended()).by_peer
    stored = await office.fact("RecordingStored", call_id=call_id)
    record = await office.get(f"/calls/{call_id}")
    assert (record["outcome"], record["ended_by"], record["agent"]) == ("called_back", "caller", "an")
    assert record["visits"][-1]["outcome"] == "called_back"
    assert (await office.get(f"/tickets/{record['ticket_id']}"))["customer_id"] == record["customer_id"]
    heard = listen_to(office.folder / "recordings" / stored["body"]["path"], {CALLER, AGENT})
    assert (heard.caller, heard.agent) == ({AGENT}, {CALLER})
