"""People are reached where they are: a mobile rings along with the desk, and takes a call by its key 1."""

import asyncio

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, GOODBYE, MUSIC, OTHER, SILENCE
from tests.e2e.steps import wait_in_support
from tests.e2e.twins import compared, honest_twin
from tests.office.office import Office
from tests.phones import Call, Phone
from tests.phones.waiting import PATIENCE_S

PLAN = small_office(ring_timeout_s=20, missed_most=0)
CARRIER = {
    "name": "carrier",
    "addresses": ["127.0.0.1/32"],
    "host": "127.0.0.1:9",
    "caller_id": "84283822000",
}
PLAN["trunks"] = [CARRIER]
PLAN["routes"] = [{"name": "out", "patterns": ["09XXXXXXXX"], "ways": ["carrier"]}]
PLAN["agents"] = [
    {"name": "an", "extension": "1001", "mobiles": [{"number": "0901111111"}]},
    {"name": "binh", "extension": "1002"},
]
PLAN["extensions"] = [
    {"number": "1001"},
    {"number": "1002", "devices": 2},
    {"number": "1003", "mobiles": [{"number": "0903333333", "after_s": 4}]},
    {"number": "1004", "ring_after_s": 1},
]
PLAN["dids"].append({"number": "842838220003", "target": {"kind": "extension", "extension": "1003"}})
PLAN["dids"].append({"number": "842838220004", "target": {"kind": "extension", "extension": "1004"}})
__all__ = ["compared", "honest_twin"]
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def outside(office: Office) -> Phone:
    """All who are outside: who calls us, and the mobiles."""
    carrier = await office.trunk()
    await office.put("/trunks/carrier", {**CARRIER, "host": f"127.0.0.1:{carrier.address[1]}"})
    return carrier


async def picks_up(carrier: Phone, number: str) -> Call:
    leg = await carrier.rings()
    assert (leg.dialled, leg.caller_number) == (number, "84283822000")
    await leg.answer()
    leg.send_tone(OTHER)
    await leg.hears_sound()
    return leg


@pytest.mark.usefixtures("everyone_signed_out")
async def test_a_mobile_takes_a_call_by_its_key(office: Office) -> None:
    carrier = await outside(office)
    desk = await office.phone("1001")
    await office.sign_in("an")
    call = await wait_in_support(carrier)
    rung = await desk.rings()
    leg = await picks_up(carrier, "0901111111")
    await call.hears_only({MUSIC})
    await leg.press("1")
    await call.hears_only({OTHER})
    await leg.hears_only({CALLER})
    assert (await rung.ended()).status == 487
    answered = await office.fact("AgentAnswered", agent="an")
    assert answered["body"]["device"] == "0901111111@carrier"
    await leg.hang_up()
    await call.ended()
    started = await office.fact("RecordingStarted")
    assert started["seq"] > answered["seq"]
    ended = await office.fact("CallEnded", call_id=answered["body"]["call_id"])
    assert ended["body"]["outcome"] == "answered"


@pytest.mark.usefixtures("everyone_signed_out")
async def test_a_mailbox_does_not_swallow_a_caller_whom_the_next_agent_gets(office: Office) -> None:
    carrier = await outside(office)
    second = await office.phone("1002")
    await office.sign_in("an", "binh")
    call = await wait_in_support(carrier)
    mailbox = await picks_up(carrier, "0901111111")
    await mailbox.press("5")
    await mailbox.ended()
    await office.fact("OfferEnded", agent="an", outcome="not_accepted")
    leg = await second.rings()
    await call.hears_only({MUSIC})
    await leg.answer()
    leg.send_tone(AGENT)
    await call.hears_only({AGENT})
    await call.hang_up()


async def test_who_is_quicker_at_his_desk_has_no_mobile_rung(office: Office) -> None:
    desk = await office.phone("1003")
    carrier = await outside(office)
    call = await carrier.call("842838220003")
    rung = await desk.rings()
    await rung.answer()
    rung.send_tone(AGENT)
    await call.hears_only({AGENT})
    async with asyncio.timeout(PATIENCE_S):
        while any("Local/" in channel for channel in await office.asterisk.channels()):
            pass
    assert [known for known in carrier.calls if known.is_incoming] == []
    await call.hang_up()


async def test_a_mobile_rings_later_and_takes_a_call_to_the_extension(office: Office) -> None:
    carrier = await outside(office)
    call = await carrier.call("842838220003")
    call.send_tone(CALLER)
    leg = await picks_up(carrier, "0903333333")
    await leg.press("1")
    await leg.hears_only({CALLER})
    await call.hears_only({OTHER})
    answered = await office.fact("PartyAnswered", device="0903333333@carrier")
    assert answered["body"]["party"] == "1003"
    await call.hang_up()


@pytest.mark.usefixtures("everyone_signed_out")
async def test_a_restart_while_the_mobile_rings(office: Office) -> None:
    carrier = await outside(office)
    await office.sign_in("an")
    call = await wait_in_support(carrier)
    leg = await picks_up(carrier, "0901111111")
    offered = await office.fact("AgentOffered", mobiles="0901111111@carrier")
    await office.daemon.kill()
    await office.come_back()
    await leg.press("1")
    await call.hears_only({OTHER})
    answered = await office.fact("AgentAnswered", after=offered["seq"])
    assert answered["body"]["device"] == "0901111111@carrier"
    await call.hang_up()
    await leg.ended()


ROTA = {
    "name": "night",
    "zone": "Asia/Ho_Chi_Minh",
    "weeks": [["0904444444", {"number": "0905555555", "title": "Chi"}]],
    "ring_s": 20,
    "otherwise": {"kind": "hang_up", "prompts": ["custom/goodbye"]},
}
ON_CALL = {
    "number": "842838220009",
    "target": {"kind": "on_call", "rota": "night"},
    "recording_notice": ["custom/silence"],
}


async def test_whoever_is_on_call_is_called_in_turn(office: Office) -> None:
    carrier = await outside(office)
    await office.put("/rotas/night", ROTA)
    shown = await office.get("/rotas/night/now")
    assert [person["number"] for person in shown["people"]] == ["0904444444", "0905555555"]
    assert (shown["until_ms"], shown["gap_from_ms"]) == (None, None)
    await office.put("/dids/842838220009", ON_CALL)
    call = await carrier.call("842838220009")
    call.send_tone(CALLER)
    await call.hears_only({SILENCE})
    first = await picks_up(carrier, "0904444444")
    await first.press("2")
    await first.ended()
    second = await picks_up(carrier, "0905555555")
    await second.press("1")
    await second.hears_only({CALLER})
    await call.hears_only({OTHER})
    missed = await office.fact("PartiesUnreached", parties="0904444444@carrier")
    assert missed["body"]["outcome"] == "not_accepted"
    answered = await office.fact("PartyAnswered", party="0905555555@carrier")
    await second.hang_up()
    await call.ended()
    record = await office.get(f"/calls/{answered['body']['call_id']}")
    facts = [fact["kind"] for fact in record["facts"]]
    assert facts.index("RecordingAnnounced") < facts.index("OutsideDialled")


async def test_when_nobody_on_call_accepts_the_caller_goes_on(office: Office) -> None:
    carrier = await outside(office)
    await office.put("/rotas/night", ROTA)
    carrier.auto_reject = 486
    call = await carrier.call("842838220009")
    await call.hears_only({GOODBYE})
    await call.ended()
    assert (await office.api.delete("/rotas/night")).status_code == 409


@pytest.mark.usefixtures("everyone_signed_out")
async def test_a_queue_rings_all_phones_of_an_agent(office: Office) -> None:
    carrier = await outside(office)
    desk, softphone = await office.phone("1002"), await office.phone("1002")
    await office.sign_in("binh")
    call = await wait_in_support(carrier)
    first, second = await desk.rings(), await softphone.rings()
    await second.answer()
    second.send_tone(AGENT)
    await call.hears_only({AGENT})
    await second.hears_only({CALLER})
    assert (await first.ended()).status == 487
    await call.hang_up()


async def test_a_desk_that_rings_later_may_send_the_call_on(office: Office) -> None:
    third = await office.phone("1001")
    desk = await office.phone("1004")
    carrier = await outside(office)
    call = await carrier.call("842838220004")
    call.send_tone(CALLER)
    leg = await desk.rings()
    await leg.answer()
    leg.send_tone(AGENT)
    await call.hears_only({AGENT})
    await leg.hears_only({CALLER})
    await leg.transfer_blind("1001")
    taken = await third.rings()
    await taken.answer()
    taken.send_tone(OTHER)
    await call.hears_only({OTHER})
    await taken.hears_only({CALLER})
    await call.hang_up()
