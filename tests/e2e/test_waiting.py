"""Callers who wait, agents who do not answer."""

import pytest
import pytest_asyncio

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office

PLAN = small_office(ring_timeout_s=2)
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def everyone_signed_out(office: Office) -> None:
    for agent in ("an", "binh"):
        await office.post(f"/agents/{agent}/sign-out")


async def test_ring_no_answer_puts_the_caller_back_at_the_head(office: Office) -> None:
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an")
    first = await wait_in_support(trunk, "0901000001")
    await an.rings()
    second = await wait_in_support(trunk, "0901000002", OTHER)
    call_id = await call_id_of(office, "0901000001")
    await office.fact("OfferEnded", call_id=call_id, outcome="ring_no_answer")
    await first.hears_only({MUSIC})
    an_now = await office.get("/agents/an")
    assert (an_now["live"]["presence"], an_now["live"]["break_reason"]) == ("on_break", "ring_no_answer")

    await office.sign_in("binh")
    leg = await answer_and_talk(binh, first)
    await leg.hang_up()
    await first.ended()
    record = await office.get(f"/calls/{call_id}")
    assert (record["agent"], record["outcome"], record["visits"][0]["offers"]) == ("binh", "answered", 2)
    leg = await answer_and_talk(binh, second, OTHER)
    await second.hang_up()
    await leg.ended()


async def test_a_rejected_call_goes_to_the_next_agent(office: Office) -> None:
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an", "binh")
    call = await wait_in_support(trunk, "0901000003")
    await (await an.rings()).reject(486)
    leg = await answer_and_talk(binh, call)
    await call.hang_up()
    assert (await leg.ended()).by_peer
    call_id = await call_id_of(office, "0901000003")
    await office.fact("CallEnded", call_id=call_id)
    record = await office.get(f"/calls/{call_id}")
    assert (record["agent"], record["ended_by"]) == ("binh", "caller")
    failed = [f["body"] for f in record["facts"] if f["kind"] == "OfferEnded"]
    assert [(f["agent"], f["outcome"]) for f in failed] == [("an", "rejected")]


async def test_a_phone_that_is_not_there_is_never_offered(office: Office) -> None:
    binh, trunk = await office.phone("1002"), await office.trunk()
    await office.sign_in("an")  # his phone has gone with the story before
    await office.fact("PhoneSeen", agent="an", state="unreachable")
    await office.sign_in("binh")
    call = await wait_in_support(trunk, "0901000004")
    leg = await answer_and_talk(binh, call)
    await leg.hang_up()
    await call.ended()
    record = await office.latest_call(caller="0901000004")
    assert [f["body"]["agent"] for f in record["facts"] if f["kind"] == "AgentOffered"] == ["binh"]


async def test_a_caller_who_gives_up_is_an_abandon(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    call = await wait_in_support(trunk, "0901000005")
    await call.hang_up()
    call_id = await call_id_of(office, "0901000005")
    await office.fact("CallEnded", call_id=call_id)
    record = await office.get(f"/calls/{call_id}")
    assert (record["outcome"], record["ended_by"]) == ("abandoned", "caller")
    assert record["visits"][0]["outcome"] == "abandoned"
    assert record["ticket_id"] is None

    await office.sign_in("an")
    ringing_too_long = await wait_in_support(trunk, "0901000006")
    leg = await an.rings()
    await ringing_too_long.hang_up()
    assert (await leg.ended()).status == 487
    ended = await office.fact("CallEnded", call_id=await call_id_of(office, "0901000006"))
    assert ended["body"]["outcome"] == "abandoned"
    assert (await office.get("/agents/an"))["live"]["presence"] == "ready"


async def test_who_came_first_is_served_first(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    calls = [await wait_in_support(trunk, f"090100001{n}") for n in range(3)]
    await office.sign_in("an")
    for n, call in enumerate(calls):
        leg = await an.rings()
        assert leg.caller_number == f"090100001{n}"
        await leg.answer()
        leg.send_tone(AGENT)
        await call.hears_only({AGENT})
        await leg.hang_up()
        await call.ended()


async def test_the_agent_wraps_up_before_the_next_call(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    queue = await office.get("/queues/support")
    await office.put("/queues/support", {**queue, "wrap_up_s": 1})
    await office.sign_in("an")
    calls = [await wait_in_support(trunk, f"090100002{n}") for n in range(2)]
    leg = await answer_and_talk(an, calls[0])
    await leg.hang_up()
    ended = await office.fact("WrapUpStarted", call_id=await call_id_of(office, "0901000020"))
    offered = await office.fact("AgentOffered", call_id=await call_id_of(office, "0901000021"))
    assert offered["at_ms"] >= ended["body"]["until_ms"]
    leg = await answer_and_talk(an, calls[1])
    await calls[1].hang_up()
    await office.put("/queues/support", queue)
