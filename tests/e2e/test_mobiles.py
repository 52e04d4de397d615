"""Mobiles in trouble: a trunk that is dead, minutes that are used up, supervisors and codes on a mobile."""

import asyncio

import pytest

from tests.e2e.history import last_seq
from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, MUSIC, OTHER
from tests.e2e.steps import wait_in_support
from tests.e2e.transfers import consult_by_code
from tests.office.office import Office
from tests.phones import Call, Phone, declare_tones

BOSS = 1607
TONE = 1450
ABROAD = "0012025550123"
DID = "842838220005"


def trunk(name: str, address: str, shown: str, port: int = 9) -> dict[str, object]:
    return {"name": name, "addresses": [address], "host": f"127.0.0.1:{port}", "caller_id": shown}


PLAN = small_office(ring_timeout_s=20, missed_most=0)
PLAN["trunks"] = [
    trunk("carrier", "127.0.0.1/32", "84283822000"),
    trunk("backup", "127.0.0.2/32", "84283822111"),
]
PLAN["routes"] = [
    {"name": "abroad", "level": "international", "patterns": ["00."], "ways": ["carrier"]},
    {
        "name": "national",
        "patterns": ["0XXXXXXXXX"],
        "ways": ["carrier", {"trunk": "backup", "strip": 1, "prepend": "84"}],
    },
]
PLAN["toll_guard"] = {"calls": 20, "minutes": 0.1}
PLAN["agents"][0]["mobiles"] = [{"number": "0901111111"}]
PLAN["extensions"] += [
    {"number": "1005", "outgoing": "international", "mobiles": [{"number": ABROAD}]},
    {"number": "2000"},
]
PLAN["teams"] = [{"name": "day", "supervisors": ["2000"], "agents": ["an"]}]
PLAN["dids"].append({"number": DID, "target": {"kind": "extension", "extension": "1005"}})
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def carriers(office: Office) -> tuple[Phone, Phone]:
    """Both stand where the plan's trunks lead; the first one's callers are all who call us, too."""
    first, second = await office.trunk(), await office.trunk()
    for n, phone in enumerate((first, second)):
        named = PLAN["trunks"][n]
        await office.put(f"/trunks/{named['name']}", named | {"host": f"127.0.0.1:{phone.address[1]}"})
    return first, second


async def accepted(leg: Call) -> Call:
    await leg.answer()
    leg.send_tone(AGENT)
    await leg.hears_sound()
    await leg.press("1")
    return leg


async def test_the_next_trunk_rings_a_mobile_when_one_cannot(office: Office) -> None:
    carrier, backup = await carriers(office)
    carrier.auto_reject = 503
    await office.sign_in("an")
    call = await wait_in_support(carrier)
    leg = await backup.rings()
    assert (leg.dialled, leg.caller_number) == ("84901111111", "84283822111")
    await accepted(leg)
    await call.hears_only({AGENT})
    await leg.hears_only({CALLER})
    await office.fact("AgentAnswered", agent="an", device="0901111111@carrier")
    await call.hang_up()
    await leg.ended()


async def test_who_is_busy_is_not_called_by_another_trunk(office: Office) -> None:
    carrier, backup = await carriers(office)
    carrier.auto_reject = 486
    before = last_seq(office)
    await office.sign_in("an")
    call = await wait_in_support(carrier)
    await office.fact("OfferEnded", after=before, agent="an")
    assert not backup.calls
    await call.hang_up()


async def test_a_talk_on_a_mobile_abroad_ends_with_the_minutes(office: Office) -> None:
    """Six seconds stand for an hour. Who only let it ring has not been counted."""
    carrier, _ = await carriers(office)
    given_up = await carrier.call(DID)
    rings = await carrier.rings()
    await given_up.hang_up()
    await rings.ended()
    call = await carrier.call(DID)
    leg = await accepted(await carrier.rings())
    warned = asyncio.create_task(leg.hears({TONE}, window_s=0.1, timeout_s=20))
    answered = await office.fact("PartyAnswered", party="1005", device=f"{ABROAD}@carrier")
    await office.daemon.kill()
    await warned
    assert (await leg.ended()).by_peer
    assert (await call.ended()).by_peer
    await office.come_back()
    cut_off = await office.fact("AbroadCutOff", phone="1005")
    assert cut_off["body"]["call_id"] == answered["body"]["call_id"]
    record = await office.get(f"/calls/{cut_off['body']['call_id']}")
    assert record["ended_by"] == "system"
    counted = await office.fact("AbroadCalled", phone="1005")
    assert counted["body"]["call_id"] == cut_off["body"]["call_id"]
    last = await carrier.call(DID)
    refused = await office.fact("OutsideRefused", phone="1005")
    assert refused["body"]["reason"] == "minutes"
    await last.ended()


async def test_a_supervisor_hears_who_talks_on_a_mobile(office: Office) -> None:
    declare_tones(BOSS)
    carrier, _ = await carriers(office)
    phone = await office.phone("2000")
    await office.sign_in("an")
    call = await wait_in_support(carrier)
    leg = await accepted(await carrier.rings())
    await call.hears_only({AGENT})
    boss = await phone.call("5551001")
    boss.send_tone(BOSS)
    await boss.answered()
    for key, to_agent, to_caller in (("", 0, 0), ("5", 1, 0), ("6", 1, 1), ("4", 0, 0)):
        if key:
            await boss.press(key)
        await boss.hears_only({CALLER, AGENT}, for_s=0.4)
        await leg.hears_only({CALLER} | ({BOSS} if to_agent else set()), for_s=0.4)
        await call.hears_only({AGENT} | ({BOSS} if to_caller else set()), for_s=0.4)
    await leg.hang_up()
    assert (await boss.ended()).by_peer
    await call.ended()
    record = (await office.get("/supervisions"))["items"][0]
    assert (record["agent"], record["modes"]) == ("an", "listen whisper barge listen")


async def test_codes_on_a_mobile(office: Office) -> None:
    carrier, _ = await carriers(office)
    third = await office.phone("1003")
    await office.sign_in("an")
    call = await wait_in_support(carrier)
    leg = await accepted(await carrier.rings())
    await call.hears_only({AGENT})
    call_id = (await office.latest_call())["call_id"]
    await leg.press("*1")
    await office.fact("RecordingPaused", call_id=call_id, by="an")
    asked = await consult_by_code(leg, third)
    await call.hears_only({MUSIC}, among={MUSIC, AGENT, OTHER})
    await leg.hang_up()
    await call.hears_only({OTHER})
    await asked.hears_only({CALLER})
    await call.hang_up()


async def test_a_blind_transfer_from_a_mobile(office: Office) -> None:
    carrier, _ = await carriers(office)
    third = await office.phone("1003")
    await office.sign_in("an")
    call = await wait_in_support(carrier)
    leg = await accepted(await carrier.rings())
    await call.hears_only({AGENT})
    await leg.press("##1003")
    taken = await third.rings()
    assert taken.caller_number == "0901234567"
    await taken.answer()
    taken.send_tone(OTHER)
    await call.hears_only({OTHER})
    await taken.hears_only({CALLER})
    await leg.ended()
    call_id = (await office.latest_call())["call_id"]
    sent = await office.fact("CallTransferred", call_id=call_id, by="1001")
    assert (sent["body"]["kind"], sent["body"]["target"]) == ("blind", "1003")
    await call.hang_up()


async def test_a_trunk_that_says_nothing_is_passed_over(office: Office) -> None:
    """It is watched; else a call by it would take half a minute to fail."""
    carrier, backup = await carriers(office)
    nobody = {"name": "nobody", "addresses": ["127.0.0.3/32"], "host": "127.0.0.1:9", "watch_every_s": 1}
    await office.put("/trunks/nobody", nobody)
    national = {**PLAN["routes"][1], "ways": ["nobody", "backup"]}
    await office.put("/routes/national", national)
    while "Unavail" not in await office.asterisk.console("pjsip show contacts"):
        pass
    await office.sign_in("an")
    call = await wait_in_support(carrier)
    await accepted(await backup.rings())
    await call.hears_only({AGENT})
    await call.hang_up()


async def test_who_was_parked_from_a_mobile_comes_back_to_it(office: Office) -> None:
    """One second stands for two minutes."""
    await office.put("/routes/national", PLAN["routes"][1])
    await office.asterisk.console("dialplan add extension 799,1,Park(default,t(1)) into ccd-parked")
    carrier, _ = await carriers(office)
    await office.sign_in("an")
    call = await wait_in_support(carrier)
    leg = await accepted(await carrier.rings())
    await call.hears_only({AGENT})
    call_id = (await office.latest_call())["call_id"]
    await leg.press("##799")
    parked = await office.fact("CallParked", call_id=call_id)
    assert parked["body"]["by"] == "1001"
    await leg.ended()
    back = await accepted(await carrier.rings())
    await call.hears_only({AGENT})
    await back.hears_only({CALLER})
    answered = await office.fact("PartyAnswered", call_id=call_id)
    assert (answered["body"]["party"], answered["body"]["agent"]) == ("1001", "an")
    await back.hang_up()
    await call.ended()
    record = await office.get(f"/calls/{call_id}")
    assert [f["body"]["party"] for f in record["facts"] if f["kind"] == "PartyLeft"] == ["1001"]
