"""Groups of phones, dialled and led to; somebody outside whom a flow calls."""

import asyncio

import pytest

from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import AGENT, CALLER, GOODBYE, OTHER
from tests.office.office import Office
from tests.phones import CallFailed

PLAN = small_office()
PLAN["groups"] = [
    {"name": "all", "number": "600", "members": ["1001", "1002"], "ring_s": 10},
    {"name": "turns", "number": "601", "members": ["1001", "1003", "1002"], "in_turn": True, "ring_s": 1},
]
PLAN["flows"].append(
    {
        "name": "turns",
        "start": "ring",
        "nodes": {
            "ring": {"kind": "group", "group": "turns", "otherwise": "bye"},
            "bye": {"kind": "hang_up", "prompts": ["custom/goodbye"]},
        },
    }
)
PLAN["dids"][0]["flow"] = "turns"
TO_CHI = "842838220009"
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_all_ring_and_the_first_has_the_call(office: Office) -> None:
    an, binh, chi = await office.phone("1001"), await office.phone("1002"), await office.phone("1003")
    call = await chi.call("600")
    first, second = await an.rings(), await binh.rings()
    await second.answer()
    call.send_tone(AGENT)
    second.send_tone(OTHER)
    await call.hears_only({OTHER})
    await second.hears_only({AGENT})
    await first.ended()
    await call.hang_up()


async def test_one_rings_after_the_other_and_who_is_away_is_left_out(office: Office) -> None:
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    call = await trunk.call(SUPPORT_DID)
    call.send_tone(CALLER)
    missed = await an.rings()
    leg = await binh.rings()
    assert missed.is_over
    await leg.answer()
    await leg.hears_only({CALLER})
    await call.hang_up()


async def test_when_nobody_answers_the_caller_goes_on(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    an.auto_reject = 486
    call = await trunk.call(SUPPORT_DID)
    await call.answered()
    await call.hears_only({GOODBYE})
    await call.ended()
    inside = await (await office.phone("1003")).call("600")
    with pytest.raises(CallFailed, match="486"):
        await inside.answered()


async def test_a_call_sent_to_a_group_comes_back_when_nobody_answers_there(office: Office) -> None:
    an, chi, trunk = await office.phone("1001"), await office.phone("1003"), await office.trunk()
    an.auto_reject = 486
    await office.post("/dids", {"number": TO_CHI, "target": {"kind": "extension", "extension": "1003"}})
    call = await trunk.call(TO_CHI)
    call.send_tone(CALLER)
    leg = await chi.rings()
    await leg.answer()
    await leg.hears_only({CALLER})
    sending = asyncio.create_task(leg.transfer_blind("600"))
    back = await chi.rings()
    await back.answer()
    await sending
    await back.hears_only({CALLER})
    await call.hang_up()


async def test_a_flow_calls_somebody_outside(office: Office) -> None:
    trunk, mobile = await office.trunk(), await office.trunk()
    host = f"127.0.0.1:{mobile.address[1]}"
    carrier = {"name": "carrier", "addresses": ["127.0.0.1/32"], "host": host, "caller_id": "84283822000"}
    await office.put("/trunks/carrier", carrier)
    await office.put("/routes/out", {"name": "out", "patterns": ["09."], "ways": ["carrier"]})
    to_mobile = {"kind": "outside", "number": "0901234567", "timeout_s": 5}
    await office.post("/dids", {"number": "842838220007", "target": to_mobile})
    call = await trunk.call("842838220007")
    leg = await mobile.rings()
    assert (leg.dialled, leg.caller_number) == ("0901234567", "84283822000")
    await leg.answer()
    leg.send_tone(OTHER)
    await call.hears_only({OTHER})
    await call.hang_up()
    unknown = await office.api.post(
        "/dids", json={"number": "842838220008", "target": {**to_mobile, "number": "1234"}}
    )
    assert (unknown.status_code, "no route takes 1234" in unknown.text) == (422, True)


async def test_a_blocked_caller_hears_busy(office: Office) -> None:
    trunk = await office.trunk()
    await office.post(
        "/blocks", {"name": "nuisance", "patterns": ["1900."], "withheld": True, "answer": "busy"}
    )
    for caller in ("19001234", "anonymous"):
        with pytest.raises(CallFailed, match="486"):
            await (await trunk.call(SUPPORT_DID, from_number=caller)).answered()
