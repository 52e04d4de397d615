"""Desk phones among themselves, and what an agent's phone can do with a caller."""

import pytest

from tests.e2e.history import last_seq
from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office
from tests.phones import CallFailed

PLAN = small_office()
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_extension_dials_an_extension(office: Office) -> None:
    an, binh = await office.phone("1001"), await office.phone("1002")
    call = await an.call("1002")
    leg = await binh.rings()
    assert leg.caller_number == "1001"
    await leg.answer()
    call.send_tone(AGENT)
    leg.send_tone(OTHER)
    await call.hears_only({OTHER})
    await leg.hears_only({AGENT})
    await call.hang_up()
    await leg.ended()


async def test_busy_and_unknown_extensions_say_so(office: Office) -> None:
    an, binh = await office.phone("1001"), await office.phone("1002")
    busy = await an.call("1002")
    await (await binh.rings()).reject(486)
    with pytest.raises(CallFailed, match="486"):
        await busy.answered()
    with pytest.raises(CallFailed, match="404"):
        await (await an.call("1999")).answered()


async def test_an_agent_on_a_private_call_is_not_rung(office: Office) -> None:
    an, other, trunk = await office.phone("1001"), await office.phone("1003"), await office.trunk()
    await office.sign_in("an")
    before = last_seq(office)
    private = await an.call("1003")
    await (await other.rings()).answer()
    await office.fact("PhoneSeen", after=before, agent="an", state="in_use")
    call = await wait_in_support(trunk, "0905000001")
    assert (await office.get("/queues/support/live"))["free_agents"] == 0
    await private.hang_up()
    leg = await answer_and_talk(an, call)
    await call.hang_up()
    await leg.ended()


async def test_hold_plays_music_to_the_caller(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    call = await wait_in_support(trunk, "0905000002")
    leg = await answer_and_talk(an, call)
    await leg.hold()
    await call.hears_sound(for_s=0.5)
    await leg.resume()
    await call.hears_only({AGENT})
    await leg.hang_up()


async def test_a_blind_transfer_keeps_the_call_and_frees_the_agent(office: Office) -> None:
    an, other, trunk = await office.phone("1001"), await office.phone("1003"), await office.trunk()
    call = await wait_in_support(trunk, "0905000003")
    leg = await answer_and_talk(an, call)
    call_id = await call_id_of(office, "0905000003")
    await leg.transfer_blind("1003")
    colleague = await other.rings()
    await colleague.answer()
    colleague.send_tone(OTHER)
    await call.hears_only({OTHER})
    await colleague.hears_only({CALLER})
    ended = await office.fact("TalkEnded", call_id=call_id)
    assert ended["body"]["agent"] == "an"
    assert (await office.get("/agents/an"))["live"]["activity"] == "idle"
    moved = await office.fact("CallTransferred", call_id=call_id)
    assert (moved["body"]["kind"], moved["body"]["target"]) == ("blind", "1003")
    assert (await office.get(f"/calls/{call_id}"))["ended_at_ms"] is None
    await colleague.hang_up()
    await call.ended()
    await office.fact("CallEnded", call_id=call_id)
    record = await office.get(f"/calls/{call_id}")
    assert (record["outcome"], record["agent"]) == ("answered", "an")
