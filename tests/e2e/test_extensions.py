"""Phones as the plan has them: lamps, several at one number, groups that pick up, encryption."""

import pytest

from tests.e2e.encrypted_phone import encrypted_phone
from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, OTHER
from tests.office.office import Office
from tests.phones import CallFailed
from tests.phones.lamp import PRESENCE

PLAN = small_office()
PLAN["extensions"] = [
    {"number": "1001", "title": "An", "pickup_groups": ["desk"]},
    {"number": "1002", "title": "Binh", "devices": 2},
    {"number": "1003", "title": "Chi", "pickup_groups": ["desk", "door"]},
    {"number": "1004", "codecs": ["alaw"]},
    {"number": "1005", "encryption": "required"},
    {"number": "1006", "encryption": "optional"},
]
PLAN["dids"].append({"number": "842838220009", "target": {"kind": "extension", "extension": "1004"}})
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_lamp_shows_what_a_colleague_does(office: Office) -> None:
    an, binh, chi = await office.phone("1001"), await office.phone("1002"), await office.phone("1003")
    lamp = await chi.watch("1002")
    assert lamp.state == "terminated"
    call = await an.call("1002")
    leg = await binh.rings()
    await lamp.shows("early")
    await leg.answer()
    await lamp.shows("confirmed")
    late, other_kind = await chi.watch("1002"), await chi.watch("1002", event=PRESENCE)
    assert (late.state, other_kind.state) == ("confirmed", "On the phone")
    await call.hang_up()
    await lamp.shows("terminated")
    await other_kind.shows("Ready")


async def test_phones_of_one_number_ring_together(office: Office) -> None:
    an, desk, handheld = await office.phone("1001"), await office.phone("1002"), await office.phone("1002")
    call = await an.call("1002")
    first, second = await desk.rings(), await handheld.rings()
    await second.answer()
    second.send_tone(OTHER)
    await call.hears_only({OTHER})
    assert (await first.ended()).header.startswith("SIP;cause=200")
    await call.hang_up()


async def test_a_colleague_of_the_group_picks_up(office: Office) -> None:
    an, binh, chi = await office.phone("1001"), await office.phone("1002"), await office.phone("1003")
    call = await binh.call("1001")
    await an.rings()
    picked_up = await chi.call("*8")
    await picked_up.answered()
    picked_up.send_tone(OTHER)
    await call.hears_only({OTHER})
    await call.hang_up()
    stranger = await office.phone("1004")
    with pytest.raises(CallFailed):
        await (await stranger.call("*8")).answered()


async def test_a_display_shows_with_whom_one_talks(office: Office) -> None:
    """Whom one calls, who picked up instead, and to whom one was handed over."""
    an, binh, chi = await office.phone("1001"), await office.phone("1002"), await office.phone("1003")
    call = await binh.call("1001")
    await an.rings()
    await call.shows("An 1001")
    taken = await chi.call("*8")
    taken.send_tone(OTHER)
    await call.hears_only({OTHER})
    await call.shows("Chi 1003")
    await taken.shows("Binh 1002")
    asking = await chi.call("1001")
    leg = await an.rings()
    assert leg.display == "Chi 1003"
    await leg.answer()
    leg.send_tone(AGENT)
    await asking.hears_only({AGENT})
    await taken.transfer_attended(asking)
    await call.hears_only({AGENT})
    await leg.shows("Binh 1002")
    await call.shows("An 1001")
    await call.hang_up()


async def test_where_a_phone_says_it_is_is_no_argument_of_dial(office: Office) -> None:
    """Without the daemon Asterisk itself rings all that are registered."""
    an, chi = await office.phone("1001"), await office.phone("1003")
    odd = await office.phone("1003", contact_params=";at=(1")
    await office.daemon.kill()
    call = await an.call("1003")
    leg = await odd.rings()
    await leg.answer()
    await call.answered()
    await call.hang_up()
    await office.come_back()
    assert not chi.calls, "it has taken the other's place"


async def test_a_phone_speaks_the_codecs_it_was_given(office: Office) -> None:
    """Our phones know u-law alone."""
    phone = await office.phone("1004")
    with pytest.raises(CallFailed, match="488"):
        await (await phone.call("1001")).answered()


@pytest.mark.parametrize("number", ["1005", "1006"])
async def test_an_encrypted_phone_is_called_and_calls(office: Office, number: str) -> None:
    """It joins who calls it with 1001, whom it calls."""
    an, binh = await office.phone("1001"), await office.phone("1002")
    async with encrypted_phone(office, number, joins="1001"):
        call = await binh.call(number)
        leg = await an.rings()
        assert leg.caller_number == number
        await leg.answer()
        call.send_tone(OTHER)
        leg.send_tone(AGENT)
        await leg.hears_only({OTHER})
        await call.hears_only({AGENT})
        await call.hang_up()
        await office.no_channels()


async def test_encryption_that_is_required_is_not_done_without(office: Office) -> None:
    an, plain = await office.phone("1001"), await office.phone("1005", seen=False)
    with pytest.raises(CallFailed, match="488"):
        await (await plain.call("1001")).answered()
    with pytest.raises(CallFailed):
        await (await an.call("1005")).answered()


async def test_a_call_from_outside_follows_what_was_set_over_the_api(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    by = {"forward_by": "admin", "do_not_disturb_by": ""}
    forwarded = {"extension": "1004", "forward_to": "1001", "do_not_disturb": False, **by}
    assert await office.put("/extensions/1004/settings", {"forward_to": "1001"}) == forwarded
    call = await trunk.call("842838220009")
    leg = await an.rings()
    await leg.answer()
    leg.send_tone(AGENT)
    await call.hears_only({AGENT})
    await call.hang_up()
    refused = await office.api.put("/extensions/1004/settings", json={"forward_to": "1999"})
    assert refused.status_code == 409
    assert await office.get("/extensions/1004/settings") == forwarded
    await office.put("/extensions/1004/settings", {"do_not_disturb": True})
    assert (await (await trunk.call("842838220009")).ended()).by_peer
    await office.put("/extensions/1004/settings", {})
