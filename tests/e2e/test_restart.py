"""The daemon dies, or is stopped, and comes back: callers and agents hardly notice, the record is whole."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from tests.e2e.all_along import hears_all_along
from tests.e2e.history import nothing_is_lost
from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import AGENT, CALLER, GREETING, MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office
from tests.phones import Call

PLAN = small_office(ring_timeout_s=3)
OTHER_AGENT = 997
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]

End = Callable[[Office], Awaitable[object]]


async def crash(office: Office) -> None:
    """kill -9"""
    await office.daemon.kill()


async def stop(office: Office) -> None:
    """SIGTERM"""
    assert await office.daemon.stop() == 0


@pytest.mark.parametrize("end", [crash, stop])
async def test_a_waiting_caller_keeps_music_place_and_time(office: Office, end: End) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    first = await wait_in_support(trunk, "0905000001")
    call_id = await call_id_of(office, "0905000001")
    queued = await office.fact("CallQueued", call_id=call_id)
    async with hears_all_along(first, MUSIC):
        await end(office)
        second = await trunk.call(SUPPORT_DID, from_number="0905000002")
        second.send_tone(OTHER)
        await office.come_back()
        await second.hears_only({GREETING})
        await second.press("1")
        await second.hears_only({MUSIC})
        await office.fact("CallReattached", call_id=call_id)
    await office.sign_in("an")
    await (await answer_and_talk(an, first)).hang_up()
    await (await answer_and_talk(an, second, OTHER)).hang_up()
    await second.ended()
    answered = await office.fact("AgentAnswered", call_id=call_id)
    assert answered["body"]["wait_ms"] == answered["at_ms"] - queued["body"]["entered_at_ms"]
    await nothing_is_lost(office)


async def pairs_talk(office: Office) -> list[tuple[str, Call, Call]]:
    """Two: call id, caller, agent's leg."""
    trunk = await office.trunk()
    pairs = []
    for extension, agent, number, tones in (
        ("1001", "an", "0905000003", (CALLER, AGENT)),
        ("1002", "binh", "0905000004", (OTHER, OTHER_AGENT)),
    ):
        phone = await office.phone(extension)
        await office.sign_in(agent)
        call = await wait_in_support(trunk, number, tones[0])
        leg = await answer_and_talk(phone, call, *tones)
        pairs.append((await call_id_of(office, number), call, leg))
    return pairs


CALLER_SIDE, AGENT_SIDE = 0, 1


@pytest.mark.parametrize(("end", "first_side"), [(crash, AGENT_SIDE), (stop, CALLER_SIDE)])
async def test_pairs_talk_on_and_are_closed_rightly(office: Office, end: End, first_side: int) -> None:
    """One pair is ended by one side while the daemon is away, another by the other after it is back."""
    (earlier_id, *earlier), (later_id, *later) = await pairs_talk(office)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(hears_all_along(later[0], OTHER_AGENT))
        await stack.enter_async_context(hears_all_along(later[1], OTHER))
        await end(office)
        await earlier[0].hears_only({AGENT}, for_s=0.3)
        await earlier[first_side].hang_up()
        await earlier[1 - first_side].ended()
        await office.come_back()
        await office.fact("CallEnded", call_id=earlier_id)
        binh = await office.get("/agents/binh")
        assert (binh["live"]["activity"], binh["live"]["call_id"]) == ("talking", later_id)
        assert (await office.get("/agents/an"))["live"]["activity"] == "idle"
    await later[1 - first_side].hang_up()
    await later[first_side].ended()
    await office.fact("CallEnded", call_id=later_id)

    told = ("caller", "agent")[first_side]  # by the dialplan; later the daemon sees that it ends, and no more
    for call_id, agent, ended_by in ((earlier_id, "an", told), (later_id, "binh", "unknown")):
        record = await office.get(f"/calls/{call_id}")
        assert (record["agent"], record["outcome"]) == (agent, "answered")
        assert record["ended_by"] == ended_by
        recording = await office.fact("RecordingStored", call_id=call_id)
        assert recording["body"]["length_ms"] <= record["ended_at_ms"] - record["started_at_ms"]
    await nothing_is_lost(office)


async def test_a_phone_that_rings_is_answered_while_the_daemon_is_away(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0905000006")
    call_id = await call_id_of(office, "0905000006")
    leg = await an.rings()
    await crash(office)
    await leg.answer()
    leg.send_tone(AGENT)
    await call.hears_only({AGENT})
    await leg.hears_only({CALLER})
    await office.come_back()
    await office.fact("AgentAnswered", call_id=call_id)
    assert (await office.get("/agents/an"))["live"]["activity"] == "talking"
    await leg.hang_up()
    await call.ended()
    facts = await nothing_is_lost(office)
    kinds = [f["kind"] for f in facts if f["body"].get("call_id") == call_id]
    assert kinds.count("AgentOffered") == kinds.count("AgentAnswered") == kinds.count("TalkEnded") == 1


@pytest.mark.parametrize("agent_does", ["refuses", "lets it ring"])
async def test_a_phone_that_rings_is_not_answered_while_the_daemon_is_away(
    office: Office, agent_does: str
) -> None:
    """The caller hears music again and is offered anew."""
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0905000007")
    call_id = await call_id_of(office, "0905000007")
    leg = await an.rings()
    await crash(office)
    if agent_does == "refuses":
        await leg.reject()
    await leg.ended()
    await call.hears_only({MUSIC})
    await office.come_back()
    leg = await answer_and_talk(an, call)
    await call.hang_up()
    await leg.ended()
    await office.fact("CallEnded", call_id=call_id)
    record = await office.get(f"/calls/{call_id}")
    offers = [f["body"]["outcome"] for f in record["facts"] if f["kind"] == "OfferEnded"]
    assert (record["agent"], record["outcome"], offers) == ("an", "answered", ["lost"])
    await nothing_is_lost(office)


async def test_the_menu_begins_anew_and_agents_stay_as_they_were(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an", "binh")
    await office.post("/agents/binh/break", {"reason": "lunch"})
    call = await trunk.call(SUPPORT_DID, from_number="0905000008")
    call.send_tone(CALLER)
    await call.hears_only({GREETING})
    call_id = await call_id_of(office, "0905000008")
    await crash(office)
    await call.hears_sound()
    await office.come_back()
    binh = (await office.get("/agents/binh"))["live"]
    assert (binh["presence"], binh["break_reason"]) == ("on_break", "lunch")
    await office.fact("CallReattached", call_id=call_id)
    await call.hears_only({GREETING})
    await call.press("1")
    await (await answer_and_talk(an, call)).hang_up()
    await call.ended()
    assert await call_id_of(office, "0905000008") == call_id
    await nothing_is_lost(office)
