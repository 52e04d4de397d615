"""Calls to the outside: by the trunk that the plan names, within each phone's rights, and for help always."""

import socket

import pytest

from tests.e2e.carrier import Carrier
from tests.e2e.history import last_seq
from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, GREETING, OTHER
from tests.office.office import Office
from tests.phones import CallFailed, Phone

ABROAD = "0012025550123"
TONE = 1450

PLAN = small_office()
PLAN["dids"].append({"number": "842838", "flow": "main"})
PLAN["rights"] = {"deny": ["09071."]}
PLAN["toll_guard"] = {"calls": 1, "minutes": 0.05}
PLAN["extensions"] = [
    {"number": "1001", "title": "An", "outgoing": "international", "caller_id": "84283822001"},
    {"number": "1002", "outgoing": "internal", "rights": {"allow": ["0907."]}},
    {"number": "1003", "outgoing": "national"},
    {"number": "1004", "outgoing": "international"},
]
PLAN["queues"][0]["caller_id"] = "84283822000"
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def carriers(office: Office) -> tuple[Phone, Phone]:
    """Both stand where the plan says, and the routes lead to them."""
    first, second = await office.trunk(), await office.trunk()
    ways = {"carrier": first, "backup": second}
    for name, phone in ways.items():
        host = f"127.0.0.1:{phone.address[1]}"
        trunk = {"name": name, "host": host, "addresses": ["127.0.0.1/32"], "caller_id": "84283822999"}
        await office.put(
            f"/trunks/{name}",
            {**trunk, "addresses": ["127.0.0.1/32"] if name == "carrier" else ["127.0.0.2/32"]},
        )
    for name, level, pattern, way in [
        ("help", "emergency", "113", ["carrier", "backup"]),
        ("national", "national", "0XXXXXXXXX", [{"trunk": "carrier", "strip": 1, "prepend": "84"}, "backup"]),
        ("abroad", "international", "00.", ["carrier"]),
    ]:
        await office.put(
            f"/routes/{name}", {"name": name, "level": level, "patterns": [pattern], "ways": way}
        )
    return first, second


async def refused(phone: Phone, number: str, status: str) -> None:
    with pytest.raises(CallFailed, match=status):
        await (await phone.call(number)).answered()


async def test_a_phone_calls_outside(office: Office) -> None:
    carrier, _ = await carriers(office)
    an = await office.phone("1001")
    call = await an.call("0901234567")
    leg = await carrier.rings()
    assert (leg.dialled, leg.caller_number) == ("84901234567", "84283822001")
    assert leg.display == "84283822001", "names are not shown outside"
    await leg.answer()
    await call.shows("0901234567")
    call.send_tone(AGENT)
    leg.send_tone(OTHER)
    await call.hears_only({OTHER})
    await leg.hears_only({AGENT})
    await call.hang_up()
    await leg.ended()
    dialled = await office.fact("OutsideDialled", phone="1001")
    await office.fact("CallEnded", call_id=dialled["body"]["call_id"])
    record = await office.get(f"/calls/{dialled['body']['call_id']}")
    assert (record["direction"], record["outcome"]) == ("outbound", "answered")


async def test_an_agent_calls_in_the_name_of_his_queue(office: Office) -> None:
    carrier, _ = await carriers(office)
    an = await office.phone("1001")
    await office.sign_in("an")
    call = await an.call("0901234567")
    assert (await carrier.rings()).caller_number == "84283822000"
    await call.hang_up()
    await office.post("/agents/an/sign-out")


async def test_the_next_trunk_is_tried_when_one_cannot(office: Office) -> None:
    carrier, backup = await carriers(office)
    carrier.auto_reject = 503
    call = await (await office.phone("1003")).call("0901234567")
    leg = await backup.rings()
    assert (leg.dialled, leg.caller_number) == ("0901234567", "84283822999")
    await leg.answer()
    await call.answered()
    await call.hang_up()
    carrier.auto_reject = 486
    await refused(await office.phone("1003"), "0901234567", "486")


async def test_a_phone_keeps_within_its_rights(office: Office) -> None:
    await carriers(office)
    binh, chi = await office.phone("1002"), await office.phone("1003")
    await refused(binh, "0901234567", "403")
    call = await chi.call(ABROAD)
    await call.hears_sound()
    assert (await call.ended()).status == 403
    fact = await office.fact("OutsideRefused", phone="1003")
    assert (fact["body"]["number"], fact["body"]["reason"]) == (ABROAD, "rights")


async def test_a_number_is_allowed_or_denied_by_its_pattern(office: Office) -> None:
    carrier, _ = await carriers(office)
    binh, chi = await office.phone("1002"), await office.phone("1003")
    call = await binh.call("0907234567")
    assert (await carrier.rings()).dialled == "84907234567"
    await call.hang_up()
    await refused(binh, "0907134567", "403")
    await refused(chi, "0907134567", "403")
    assert (await office.fact("OutsideRefused", phone="1003", number="0907134567"))["body"][
        "reason"
    ] == "number"


async def test_a_call_abroad_ends_with_the_minutes_that_were_left(office: Office) -> None:
    """He is warned before and told why; three seconds stand for an hour."""
    carrier, _ = await carriers(office)
    call = await (await office.phone("1004")).call(ABROAD)
    leg = await carrier.rings()
    await leg.answer()
    await call.answered()
    await call.hears({TONE}, window_s=0.1)
    assert (await leg.ended()).by_peer
    await call.hears_sound()
    assert (await call.ended()).by_peer
    cut_off = await office.fact("AbroadCutOff", phone="1004")
    record = await office.get(f"/calls/{cut_off['body']['call_id']}")
    assert (record["outcome"], record["ended_by"]) == ("answered", "system")
    assert "1004 has talked abroad for as long as it may" in str(record["story"])


async def test_a_call_abroad_ends_and_is_counted_without_the_daemon(office: Office) -> None:
    carrier, _ = await carriers(office)
    an = await office.phone("1001")
    before = last_seq(office)
    call = await an.call(ABROAD)
    leg = await carrier.rings()
    await leg.answer()
    await call.answered()
    await office.fact("PartyAnswered", after=before, party=f"{ABROAD}@carrier")
    await office.daemon.kill()
    assert (await leg.ended()).by_peer
    assert (await call.ended()).by_peer
    await office.come_back()
    assert (await office.fact("AbroadCutOff", phone="1001"))["body"]["phone"] == "1001"
    await refused(an, ABROAD, "403")
    assert (await office.fact("OutsideRefused", phone="1001"))["body"]["reason"] == "calls"


async def test_help_is_called_by_everybody_and_told(office: Office) -> None:
    carrier, _ = await carriers(office)
    binh = await office.phone("1002")
    call = await binh.call("113")
    leg = await carrier.rings()
    assert leg.dialled == "113"
    await leg.answer()
    await call.answered()
    await call.hang_up()
    told = await office.fact("EmergencyCalled", phone="1002")
    assert told["body"]["number"] == "113"


async def test_help_does_not_wait_for_a_carrier_who_says_nothing(office: Office) -> None:
    """For 32 s, the usual time of SIP; so long no phone of this test waits."""
    _, backup = await carriers(office)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        await office.put("/trunks/silent", {"name": "silent", "host": host, "addresses": ["127.0.0.3/32"]})
        ways = {"level": "emergency", "patterns": ["113"], "ways": ["silent", "backup"]}
        await office.put("/routes/help", {"name": "help", **ways})
        call = await (await office.phone("1002")).call("113")
        leg = await backup.rings()
        await leg.answer()
        await call.answered()
        await call.hang_up()
        await leg.ended()


async def test_without_the_daemon_only_help_is_called(office: Office) -> None:
    carrier, backup = await carriers(office)
    binh, chi = await office.phone("1002"), await office.phone("1003")
    await office.daemon.stop()
    carrier.auto_reject = 503
    call = await binh.call("113")
    leg = await backup.rings()
    assert (leg.dialled, leg.caller_number) == ("113", "84283822999")
    await leg.answer()
    await call.answered()
    await call.hang_up()
    await refused(chi, "0901234567", "503")
    await office.come_back()


async def test_we_sign_in_at_a_carrier_who_then_calls_us(office: Office) -> None:
    carrier = Carrier()
    async with carrier:
        host = f"127.0.0.1:{carrier.address[1]}"
        await office.put("/trunks/cloud", {"name": "cloud", "host": host, "username": "842838"})
        await office.put("/trunks/cloud/credentials", {"secret": "given-by-the-carrier"})
        await carrier.signed_in()
        assert 'username="842838"' in carrier.answer
        call = await carrier.call(carrier.customer, from_number="0901234567")
        await call.answered()
        await call.hears_only({GREETING})
        await call.hang_up()
