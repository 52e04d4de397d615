"""Our own phones call: each other, a queue, nobody; with the daemon there and away."""

from typing import Any

import pytest

from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import AGENT, GREETING, MUSIC, OTHER
from tests.office.office import Office
from tests.phones import Call, CallFailed

PLAN = small_office(number="800")
PLAN["queues"] = PLAN["queues"][:1]
PLAN["flows"][0]["nodes"]["sales"] = {"kind": "hang_up"}
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def talk(call: Call, leg: Call) -> None:
    await leg.answer()
    call.send_tone(AGENT)
    leg.send_tone(OTHER)
    await call.hears_only({OTHER})
    await leg.hears_only({AGENT})


async def latest(office: Office, **wanted: Any) -> dict[str, Any]:
    call: dict[str, Any] = await office.latest_call(direction="internal", **wanted)
    return call


async def test_who_called_whom_is_on_record(office: Office) -> None:
    one, two = await office.phone("1001"), await office.phone("1003")
    call = await one.call("1003")
    leg = await two.rings()
    assert (leg.caller_number, call.is_up) == ("1001", False)
    await talk(call, leg)
    await leg.hang_up()
    assert (await call.ended()).by_peer
    record = await latest(office, extension="1003")
    assert (record["from_extension"], record["to_party"], record["did"]) == ("1001", "1003", "1003")
    assert (record["outcome"], record["ended_by"]) == ("answered", "callee")
    assert 0 < record["talk_ms"] < 60_000
    assert (record["queue"], record["agent"], record["customer_id"]) == (None, None, None)
    kinds = [fact["kind"] for fact in (await office.get(f"/calls/{record['call_id']}"))["facts"]]
    assert kinds == ["CallStarted", "PartiesRung", "PartyAnswered", "PartyLeft", "CallEnded"]


@pytest.mark.parametrize(
    ("refusal", "status", "outcome"),
    [(486, "486", "busy"), (603, "403", "rejected"), (480, "480", "no_answer")],
)
async def test_a_refusal_reaches_the_caller(office: Office, refusal: int, status: str, outcome: str) -> None:
    one, two = await office.phone("1001"), await office.phone("1003")
    call = await one.call("1003")
    await (await two.rings()).reject(refusal)
    with pytest.raises(CallFailed, match=status):
        await call.answered()
    assert (await latest(office))["outcome"] == outcome


async def test_a_phone_that_forwards_by_itself_is_busy(office: Office) -> None:
    one, two, three = [await office.phone(n) for n in ("1001", "1002", "1003")]
    call = await one.call("1003")
    await (await three.rings()).send_elsewhere("1002")
    with pytest.raises(CallFailed, match="486"):
        await call.answered()
    assert ((await latest(office))["outcome"], list(two.calls)) == ("busy", [])


async def test_a_phone_that_is_not_there_and_a_number_that_is_none(office: Office) -> None:
    one = await office.phone("1001")
    with pytest.raises(CallFailed, match="480"):
        await (await one.call("1003")).answered()
    assert (await latest(office))["outcome"] == "unreachable"
    with pytest.raises(CallFailed, match="404"):
        await (await one.call("1999")).answered()
    assert (await latest(office))["outcome"] == "refused"


async def test_the_caller_gives_up(office: Office) -> None:
    one, two = await office.phone("1001"), await office.phone("1003")
    call = await one.call("1003")
    leg = await two.rings()
    await call.hang_up()
    await leg.ended()
    ended = await office.fact("CallEnded", outcome="cancelled")
    assert ended["body"]["ended_by"] == "caller"


async def test_a_phone_calls_a_queue_and_a_did(office: Office) -> None:
    await office.sign_in("an")
    an, other = await office.phone("1001"), await office.phone("1003")
    call = await other.call("800")
    call.send_tone(OTHER)
    leg = await an.rings()
    await call.hears_only({MUSIC})
    await leg.answer()
    leg.send_tone(AGENT)
    await call.hears_only({AGENT})
    call_id = (await latest(office, queue="support"))["call_id"]
    await call.hang_up()
    await leg.ended()
    await office.fact("CallEnded", call_id=call_id)
    record = await office.get(f"/calls/{call_id}")
    assert (record["from_extension"], record["agent"]) == ("1003", "an")
    menu = await other.call(SUPPORT_DID)
    await menu.hears({GREETING})


async def test_phones_ring_while_the_daemon_is_away_and_talk_through_its_death(office: Office) -> None:
    one, two, three = [await office.phone(n) for n in ("1001", "1002", "1003")]
    before = await one.call("1002")
    leg = await two.rings()
    await talk(before, leg)
    ringing = await three.call("1002")
    second = await two.rings()
    await office.daemon.kill()
    await before.hears_only({OTHER})
    await talk(ringing, second)
    await ringing.hang_up()
    third = await three.call("1001")
    await talk(third, await one.rings())
    await third.hang_up()
    with pytest.raises(CallFailed, match="404"):
        await (await three.call("1999")).answered()
    await office.come_back()
    call_id = (await latest(office, extension="1001"))["call_id"]
    await leg.hang_up()
    await before.ended()
    ended = await office.fact("CallEnded", call_id=call_id)
    assert ended["body"]["outcome"] == "answered"
