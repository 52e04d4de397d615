"""What phones have done by dialling a code: it is said, and the API shows the same."""

from typing import Any

import pytest

from tests.e2e.history import last_seq
from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, OTHER
from tests.e2e.steps import answer_and_talk, members_become, types, wait_in_support
from tests.office.office import Office
from tests.phones import Call, CallFailed, Phone

OFFICE = small_office(wrap_up_s=600)
PLAN: dict[str, Any] = OFFICE | {
    "break_reasons": ["lunch", "coffee"],
    "extensions": [{"number": n, "pickup_groups": ["all"]} for n in ("1001", "1002", "1003")],
}
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("everyone_signed_out"),
]


async def dials(phone: Phone, code: str) -> Call:
    """Somebody answers and says something."""
    call = await phone.call(code)
    await call.answered()
    await call.hears_sound()
    return call


async def is_told(phone: Phone, code: str) -> None:
    """Something is said, and that is all."""
    assert (await (await dials(phone, code)).ended(10)).by_peer


async def live(office: Office, agent: str) -> dict[str, Any]:
    found: dict[str, Any] = (await office.get(f"/agents/{agent}"))["live"]
    return found


async def test_sign_in_and_out_at_ones_own_phone(office: Office) -> None:
    phone = await office.phone("1001")
    await is_told(phone, "*45")
    an = await live(office, "an")
    assert (an["presence"], an["extension"]) == ("ready", "1001")
    await members_become(office, "support", {"1001": "present"})
    await is_told(phone, "*45")
    assert (await live(office, "an"))["presence"] == "signed_out"


async def test_sign_in_at_any_phone_with_number_and_pin(office: Office) -> None:
    await office.put("/agents/an/pin", {"pin": "4711"})
    phone = await office.phone("1003")
    call = await dials(phone, "*45")
    await types(call, "1001", "4711")
    assert (await call.ended(10)).by_peer
    assert (await live(office, "an"))["extension"] == "1003"
    caller = await wait_in_support(await office.trunk())
    await answer_and_talk(phone, caller)


async def test_three_wrong_pins(office: Office) -> None:
    await office.put("/agents/an/pin", {"pin": "4711"})
    call = await dials(await office.phone("1003"), "*45")
    seq = 0
    for _ in range(3):
        await types(call, "1001", "0000")
        seq = (await office.fact("PinRefused", after=seq, agent="an"))["seq"]
    assert (await call.ended(15)).by_peer
    assert (await live(office, "an"))["presence"] == "signed_out"


async def test_a_break_and_back(office: Office) -> None:
    phone = await office.phone("1001")
    await office.sign_in("an")
    call = await dials(phone, "*46")
    await call.press("2")
    assert (await call.ended(10)).by_peer
    an = await live(office, "an")
    assert (an["presence"], an["break_reason"]) == ("on_break", "coffee")
    await is_told(phone, "*46")
    assert (await live(office, "an"))["presence"] == "ready"


async def test_wrap_up_is_over(office: Office) -> None:
    phone = await office.phone("1001")
    await office.sign_in("an")
    caller = await wait_in_support(await office.trunk())
    leg = await answer_and_talk(phone, caller)
    before = last_seq(office)
    await leg.hang_up()
    await office.fact("WrapUpStarted", after=before, agent="an")
    assert (await live(office, "an"))["activity"] == "wrap_up"
    await is_told(phone, "*47")
    assert (await live(office, "an"))["activity"] == "idle"


async def test_echo(office: Office) -> None:
    call = await dials(await office.phone("1001"), "*43")
    call.send_tone(AGENT)
    await call.hears_only({AGENT})
    await call.press("#")
    assert (await call.ended()).by_peer


async def test_forwarded_also_after_a_restart_of_ccd(office: Office) -> None:
    phone, caller = await office.phone("1001"), await office.phone("1002")
    call = await dials(phone, "*72")
    await call.press("1003#", pause_ms=120)
    assert (await call.ended(10)).by_peer
    await office.daemon.kill()
    await office.come_back()
    third = await office.phone("1003")
    third.tone_hz = OTHER
    call = await caller.call("1001")
    await (await third.rings()).answer()
    await call.hears_only({OTHER})
    await call.hang_up()
    assert len(phone.calls) == 1, "the one who forwards is not rung"
    await is_told(phone, "*73")
    call = await caller.call("1001")
    await phone.rings()
    await call.hang_up()


async def test_not_to_be_disturbed(office: Office) -> None:
    phone, colleague = await office.phone("1001"), await office.phone("1002")
    await office.sign_in("an")
    await is_told(phone, "*78")
    assert (await live(office, "an"))["do_not_disturb"]
    call = await colleague.call("1001")
    with pytest.raises(CallFailed) as failed:
        await call.answered()
    assert failed.value.status == 486
    caller = await wait_in_support(await office.trunk())
    assert not [c for c in phone.calls if c.is_incoming]
    await is_told(phone, "*79")
    await answer_and_talk(phone, caller)


@pytest.mark.parametrize("code", ["**1001", "*8"])
async def test_a_colleagues_call_is_picked_up(office: Office, code: str) -> None:
    phone, colleague, caller = [await office.phone(n) for n in ("1001", "1002", "1003")]
    call = await caller.call("1001")
    call.send_tone(CALLER)
    ringing = await phone.rings()
    taken = await colleague.call(code)
    taken.send_tone(OTHER)
    await taken.answered()
    await call.hears_only({OTHER})
    await taken.hears_only({CALLER})
    await ringing.ended()
    await taken.hang_up()
    await call.ended()


async def test_there_is_nothing_to_pick_up(office: Office) -> None:
    await is_told(await office.phone("1002"), "**1001")


async def test_codes_change_with_the_plan_and_clash_with_nothing(office: Office) -> None:
    plan = await office.get("/plan")
    codes = plan["feature_codes"]
    refused = await office.api.put("/plan", json=plan | {"feature_codes": codes | {"echo": "1001"}})
    assert refused.status_code == 422
    assert "1001 is an extension" in refused.text
    await office.put("/plan", plan | {"feature_codes": codes | {"echo": "*99"}})
    try:
        call = await dials(await office.phone("1001"), "*99")
        await call.hang_up()
    finally:
        await office.put("/plan", plan)


async def test_without_ccd_echo_and_pickup_work_and_the_others_are_sorry(office: Office) -> None:
    phone, colleague, caller = [await office.phone(n) for n in ("1001", "1002", "1003")]
    await office.daemon.stop()
    try:
        await is_told(phone, "*45")
        echo = await dials(phone, "*43")
        echo.send_tone(AGENT)
        await echo.hears_only({AGENT})
        await echo.hang_up()
        call = await caller.call("1001")
        call.send_tone(CALLER)
        ringing = await phone.rings()
        taken = await colleague.call("**1001")
        await taken.answered()
        await taken.hears_only({CALLER})
        await ringing.ended()
        await taken.hang_up()
        await call.ended()
    finally:
        await office.come_back()


async def test_a_queues_call_that_is_picked_up_counts_for_who_picked_it_up(office: Office) -> None:
    phone, colleague = await office.phone("1001"), await office.phone("1002")
    await office.sign_in("an")
    caller = await wait_in_support(await office.trunk())
    await phone.rings()
    await office.sign_in("binh")
    taken = await colleague.call("**1001")
    taken.send_tone(OTHER)
    await taken.answered()
    await caller.hears_only({OTHER})
    await taken.hears_only({CALLER})
    call_id = (await live(office, "binh"))["call_id"]
    await office.fact("AgentAnswered", call_id=call_id, agent="binh")
    assert [(await live(office, agent))["activity"] for agent in ("an", "binh")] == ["idle", "talking"]
    await taken.hang_up()
    assert (await caller.ended()).by_peer
    assert (await office.get(f"/calls/{call_id}"))["outcome"] == "answered"


async def test_a_queues_call_that_is_picked_up_at_a_phone_of_nobody(office: Office) -> None:
    phone, door = await office.phone("1001"), await office.phone("1003")
    await office.sign_in("an")
    caller = await wait_in_support(await office.trunk())
    await phone.rings()
    taken = await door.call("*8")
    taken.send_tone(OTHER)
    await taken.answered()
    await caller.hears_only({OTHER})
    left = await office.fact("QueueLeft", outcome="picked_up")
    await office.fact("PartyAnswered", call_id=left["body"]["call_id"], party="1003")
    assert (await live(office, "an"))["activity"] == "idle"
    await caller.hang_up()
    await taken.ended()
    await office.fact("CallEnded", call_id=left["body"]["call_id"], outcome="answered")
