"""The daemon stays away: Asterisk's own queue answers the phones, and gives the callers back."""

import asyncio
from typing import Any

import pytest

from tests.e2e.all_along import hears_all_along
from tests.e2e.history import last_seq, nothing_is_lost
from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import AGENT, CALLER, MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, members_become, wait_in_support
from tests.office.office import Office
from tests.phones import Call, Phone
from tests.phones.waiting import PATIENCE_S

PLAN = small_office(members=["an", "binh", "chi"]) | {
    "agents": [
        {"name": name, "extension": extension}
        for name, extension in (("an", "1001"), ("binh", "1002"), ("chi", "1003"))
    ]
}
THIRD = 997
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


@pytest.fixture(scope="module")
def env() -> dict[str, str]:
    return {"CCD_ASTERISK__GIVE_UP_AFTER_S": "2"}


async def test_callers_are_answered_while_the_daemon_stays_away(office: Office) -> None:
    """An is talking, binh is on break, chi is not there: an gets the callers, first who was first, though the
    other had waited longer when he joined."""
    an, binh, chi = [await office.phone(extension) for extension in ("1001", "1002", "1003")]
    trunk = await office.trunk()
    await office.sign_in("an", "binh")
    await office.post("/agents/binh/break", {"reason": "lunch"})
    talking = await wait_in_support(trunk, "0908000001")
    leg = await answer_and_talk(an, talking)
    first = await wait_in_support(trunk, "0908000002", OTHER)
    first_id = await call_id_of(office, "0908000002")
    await members_become(office, "support", {"1001": "present", "1002": "paused"})

    await takes_after(office, 0)
    await office.daemon.kill()
    await callers_in_net(office, 1)
    await takes_after(office, 4)
    second = await calls_the_net(office, trunk, "0908000003", 2)
    await takes_after(office, 2)
    await first.hears_only({MUSIC})
    await second.hears_only({MUSIC})
    await talking.hears_only({AGENT})
    await end(leg, talking)
    leg = await answer_and_talk(an, first, OTHER)

    await office.come_back()
    answered = await office.fact("NetAnswered", call_id=first_id)
    assert answered["body"]["member"] == "an"
    an_now = (await office.get("/agents/an"))["live"]
    assert (an_now["presence"], an_now["phone"]) == ("ready", "in_use")
    await first.hears_only({AGENT}, for_s=0.3)
    await end(leg, first)
    await office.fact("CallEnded", call_id=first_id)
    await served_by_net(office, first_id, "answered", "an")
    await end(second, await answer_and_talk(an, second, THIRD))
    assert (list(binh.calls), list(chi.calls)) == ([], [])

    call = await wait_in_support(trunk, "0908000004")
    leg = await answer_and_talk(an, call)
    assert (await office.latest_call(caller="0908000004"))["agent"] == "an"
    await leg.hang_up()
    await call.ended()
    await nothing_is_lost(office)


async def test_who_is_not_answered_there_comes_back_to_us(office: Office) -> None:
    await office.asterisk.console("dialplan set global CCD_NET_ROUND_S 1")
    an, trunk = await office.phone("1001"), await office.trunk()
    call = await wait_in_support(trunk, "0908000005")
    queued = await office.fact("CallQueued", call_id=await call_id_of(office, "0908000005"))
    call_id, entered_at_ms = queued["body"]["call_id"], queued["body"]["entered_at_ms"]
    async with hears_all_along(call, MUSIC):
        await office.daemon.kill()
        await callers_in_net(office, 1)
        await office.come_back()
        await office.fact("CallReattached", call_id=call_id)
    await office.asterisk.console("dialplan set global CCD_NET_ROUND_S 60")
    await office.sign_in("an")
    leg = await answer_and_talk(an, call)
    await call.hang_up()
    await leg.ended()
    await office.fact("CallEnded", call_id=call_id)
    record = await office.get(f"/calls/{call_id}")
    assert (record["agent"], record["outcome"]) == ("an", "answered")
    assert [visit["entered_at_ms"] for visit in record["visits"]] == [entered_at_ms]
    await nothing_is_lost(office)


async def test_what_happened_meanwhile_is_counted(office: Office) -> None:
    """Known and answered, known and given up, new and answered, new and still talking: each is one call with
    its own end, and one restart more changes nothing."""
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    talking = await wait_in_support(trunk, "0908000010")
    leg = await answer_and_talk(an, talking)
    known = await wait_in_support(trunk, "0908000011", OTHER)
    leaver = await wait_in_support(trunk, "0908000012")
    ids = {number: await call_id_of(office, number) for number in ("0908000011", "0908000012")}
    before = last_seq(office)

    await office.daemon.kill()
    await callers_in_net(office, 2)
    new = await calls_the_net(office, trunk, "0908000013", 3)
    stays = await trunk.call(SUPPORT_DID, from_number="0908000014")
    stays.send_tone(CALLER)
    await callers_in_net(office, 4)
    await leaver.hang_up()
    await end(leg, talking)
    await end(await answer_and_talk(an, known, OTHER), known)
    await end(new, await answer_and_talk(an, new, THIRD))
    leg = await answer_and_talk(an, stays)

    await office.come_back()
    await office.fact("NetLogRead", after=before)
    await served_by_net(office, ids["0908000011"], "answered", "an")
    await served_by_net(office, ids["0908000012"], "abandoned", None)
    new_id = await call_id_of(office, "0908000013")
    await is_like_any_other(office, await served_by_net(office, new_id, "answered", "an"))

    await crash_and_come_back(office)
    await stays.hears_only({AGENT}, for_s=0.3)
    await end(leg, stays)
    stays_id = await call_id_of(office, "0908000014")
    await office.fact("CallEnded", call_id=stays_id)
    await served_by_net(office, stays_id, "answered", "an")
    await crash_and_come_back(office)
    facts = await nothing_is_lost(office)
    for kind, count in (("NetAnswered", 3), ("NetTalkEnded", 3), ("NetLeft", 1)):
        assert len([f for f in facts if f["kind"] == kind and f["seq"] > before]) == count
    numbers = [f"09080000{n}" for n in range(10, 15)]
    found = [call["caller_number"] for call in (await office.get("/calls", limit=200))["items"]]
    assert sorted(number for number in found if number in numbers) == numbers


async def test_whoever_hangs_up_while_nobody_looks_is_counted_as_what_he_was(office: Office) -> None:
    """Talking, ringing, waiting, new, and between two rounds of the net. A talk is as long as it was."""
    await office.asterisk.console("dialplan set global CCD_NET_ROUND_S 1")
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an", "binh")
    talking = await wait_in_support(trunk, "0908000020")
    await answer_and_talk(an, talking)
    picked_up = await wait_in_support(trunk, "0908000021", OTHER)
    rings = await binh.rings()
    waits = await wait_in_support(trunk, "0908000022")
    before = last_seq(office)

    await office.daemon.kill()
    await talking.hang_up()
    await waits.hang_up()
    await rings.answer()
    rings.send_tone(AGENT)
    await picked_up.hears_only({AGENT})
    await rings.hang_up()
    await picked_up.ended()
    early = await trunk.call(SUPPORT_DID, from_number="0908000023")
    await early.answered()
    await early.hang_up()
    await office.asterisk.console("queue remove member PJSIP/1001 from support")
    await office.asterisk.console("queue remove member PJSIP/1002 from support")
    between = await trunk.call(SUPPORT_DID, from_number="0908000024")
    await callers_in_net(office, 1)
    await callers_in_net(office, 0)
    await between.hang_up()
    await office.no_channels()

    await office.come_back()
    found = {n: await office.latest_call(caller=f"09080000{n}") for n in range(20, 25)}
    ends = {n: (call["outcome"], call["agent"], call["ended_by"]) for n, call in found.items()}
    assert ends == {
        20: ("answered", "an", "caller"),
        21: ("answered", "binh", "agent"),
        22: ("abandoned", None, "caller"),
        23: ("abandoned", None, "caller"),
        24: ("abandoned", None, "caller"),
    }
    assert {n for n, call in found.items() if call["safety_net"]} == {23, 24}
    back = (await office.fact("LinkFound", after=before, calls_closed=0))["at_ms"]
    assert all(call["ended_at_ms"] < back for call in found.values())
    assert 0 < found[20]["talk_ms"] < back - found[20]["answered_at_ms"]
    await nothing_is_lost(office)


async def end(one: Call, other: Call) -> None:
    await one.hang_up()
    await other.ended()


async def is_like_any_other(office: Office, record: dict[str, Any]) -> None:
    """The call of a caller whom we never saw has its number, times, customer and ticket."""
    found = record["did"], record["ended_by"], record["queue"]
    assert found == (SUPPORT_DID, "caller", "support")
    assert record["started_at_ms"] < record["answered_at_ms"] <= record["ended_at_ms"]
    customer = record["customer_id"]
    assert (await office.get(f"/customers/{customer}"))["numbers"] == [record["caller_e164"]]
    assert (await office.get(f"/tickets/{record['ticket_id']}"))["customer_id"] == customer


async def crash_and_come_back(office: Office) -> None:
    await office.daemon.kill()
    await office.come_back()


async def served_by_net(office: Office, call_id: str, outcome: str, agent: str | None) -> dict[str, Any]:
    """Its one visit ended there, and so did the call."""
    record: dict[str, Any] = await office.get(f"/calls/{call_id}")
    assert (record["outcome"], record["agent"], record["safety_net"]) == (outcome, agent, True)
    (visit,) = record["visits"]
    assert (visit["outcome"], visit["agent"], visit["safety_net"]) == (outcome, agent, True)
    assert visit["wait_ms"] == record["wait_ms"] > 0
    assert visit["talk_ms"] == record["talk_ms"]
    return record


async def takes_after(office: Office, seconds: int) -> None:
    """The net takes callers after so long without the daemon."""
    await office.asterisk.console(f"dialplan set global CCD_GIVE_UP_AFTER_S {seconds}")


async def calls_the_net(office: Office, trunk: Phone, number: str, count: int) -> Call:
    """Whom the daemon never saw; then so many wait there."""
    call = await trunk.call(SUPPORT_DID, from_number=number)
    call.send_tone(THIRD)
    await callers_in_net(office, count)
    return call


async def callers_in_net(office: Office, count: int, timeout_s: float = PATIENCE_S) -> None:
    async with asyncio.timeout(timeout_s):
        while f"support has {count} calls" not in await office.asterisk.console("queue show support"):
            pass
