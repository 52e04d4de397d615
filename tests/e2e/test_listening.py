"""Who has a box hears its messages from his phone, and speaks its greeting."""

import time
from typing import Any

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, GREETING, OTHER
from tests.e2e.steps import hears_beep, types
from tests.office.office import Office
from tests.office.sounds import write_tone
from tests.phones import Call, Phone

PLAN = small_office()
AN = {
    "name": "an",
    "extension": "1001",
    "greeting": ["custom/greeting"],
    "silence_s": 2,
    "envelope": False,
}
BINH = {**AN, "name": "binh", "extension": "1002", "greeting": ["custom/greeting"], "pin_at_phone": False}
PLAN["voicemails"] = [AN, BINH]
PLAN["dids"] += [
    {"number": f"84283822000{n}", "target": {"kind": "voicemail", "box": box}}
    for n, box in ((1, "an"), (2, "binh"))
]
TO_AN, TO_BINH = "842838220001", "842838220002"
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module", autouse=True)
def long_greeting(office: Office) -> None:
    """Who presses a key in it is not too late, and does not hear it to its end."""
    write_tone(office.folder / "sounds" / "greeting.wav", GREETING, 3)


async def leave(office: Office, number: str, tone_hz: int) -> str:
    """Somebody speaks so into the box; its name."""
    call = await (await office.trunk()).call(number, from_number="0905")
    await call.answered()
    await call.hears_only({GREETING})
    await call.press("#")
    await hears_beep(call)
    call.send_tone(tone_hz)
    await call.hears_only(set(), for_s=1.2)
    await call.hang_up()
    left = await office.fact("MessageLeft", call_id=(await office.latest_call())["call_id"])
    return str(left["body"]["path"]).rpartition("/")[2].removesuffix(".wav")


async def opens(phone: Phone, *keys: str) -> Call:
    """And hears how many messages there are."""
    call = await phone.call("*97")
    await call.answered()
    await call.hears_sound()
    for key in keys:
        await call.press(key, pause_ms=120)
    return call


async def presses(call: Call, key: str) -> None:
    """Well inside a sound."""
    await call.hears_sound(for_s=0.2)
    await call.press(key)


async def new(office: Office, box: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await office.get("/messages", box=box, heard=False))["items"]
    return found


async def test_messages_are_heard_saved_and_deleted(office: Office) -> None:
    phone = await office.phone("1002")
    first, second = await leave(office, TO_BINH, CALLER), await leave(office, TO_BINH, OTHER)
    await phone.mailbox.shows(2, 0)
    assert phone.mailbox.lit
    call = await opens(phone, "1")
    await call.hears({CALLER})
    played = await office.fact("RecordingPlayed", by="1002")
    await presses(call, "5")
    await office.fact("RecordingPlayed", after=played["seq"], by="1002")
    await call.hears({CALLER}, for_s=0.2)
    await call.press("9")
    await call.hears({OTHER})
    heard = await office.fact("MessageHeard", by="1002")
    assert first in heard["body"]["path"]
    assert [message["message"] for message in await new(office, "binh")] == [second]
    await phone.mailbox.shows(1, 1)
    await presses(call, "7")
    await office.fact("RecordingDeleted", by="1002")
    assert (await office.api.get(f"/messages/{second}")).status_code == 404
    await presses(call, "#")
    assert (await call.ended()).by_peer
    await phone.mailbox.shows(0, 1)
    assert not phone.mailbox.lit


async def test_when_and_by_whom_it_was_left_is_said_before(office: Office) -> None:
    """In words, before the tone of the message; a key leads past them, which is quicker than to hear them."""
    await office.put("/voicemails/binh", {**BINH, "envelope": True, "zone": "Asia/Ho_Chi_Minh"})
    left_in = (await leave(office, TO_BINH, CALLER)).removesuffix("-m1")
    call = await opens(await office.phone("1002"), "1")
    await office.fact("RecordingPlayed", call_id=left_in)
    begun = time.monotonic()
    await call.hears_only(set(), for_s=3)
    assert call.level_dbfs(2.5) > -40, "words, and no tone yet"
    await call.hears({CALLER}, for_s=0.2)
    words_s = time.monotonic() - begun
    begun = time.monotonic()
    await call.press("3")
    await call.hears_only(set(), for_s=1)
    await presses(call, "1")
    await call.hears({CALLER}, for_s=0.2)
    assert time.monotonic() - begun < words_s
    await presses(call, "7")
    await office.fact("RecordingDeleted", call_id=left_in)
    await call.hang_up()
    await office.put("/voicemails/binh", BINH)


async def test_a_message_that_is_held_is_not_deleted(office: Office) -> None:
    message = await leave(office, TO_BINH, CALLER)
    await office.post(f"/recordings/{message}/hold", {"reason": "court"})
    call = await opens(await office.phone("1002"), "1")
    await call.hears({CALLER})
    played = await office.fact("RecordingPlayed", call_id=message.removesuffix("-m1"))
    await presses(call, "7")
    tried = await office.fact("BoxAsks", after=played["seq"], step="erasing")
    await office.fact("BoxAsks", after=tried["seq"])
    assert (await office.api.get(f"/messages/{message}")).status_code == 200
    await call.hang_up()


async def test_a_phone_that_subscribes_to_its_lamp(office: Office) -> None:
    """It is told at once, and of a change by its subscription alone."""
    phone = await office.phone("1002")
    waiting, all_there = (
        len(await new(office, "binh")),
        len((await office.get("/messages", box="binh"))["items"]),
    )
    old = all_there - waiting
    await phone.mailbox.shows(waiting, old)
    lamp = await phone.watch_mailbox()
    await lamp.shows(waiting, old)
    message = await leave(office, TO_BINH, CALLER)
    await lamp.shows(waiting + 1, old)
    await office.post(f"/messages/{message}/heard")
    await lamp.shows(waiting, old + 1)
    await office.put(f"/messages/{message}/box", {"box": "an"})
    await lamp.shows(waiting, old)
    await office.api.delete(f"/messages/{message}")
    assert (phone.mailbox.new, phone.mailbox.old) == (waiting, old), "not told twice"


async def test_the_pin_of_the_box_also_after_a_restart_of_ccd(office: Office) -> None:
    await leave(office, TO_AN, CALLER)
    await office.put("/voicemails/an/pin", {"pin": "4711"})
    await office.daemon.kill()
    await office.come_back()
    phone = await office.phone("1001")
    await phone.mailbox.shows(1, 0)
    call = await opens(phone, "0000#")
    await office.fact("PinRefused", agent="box:an")
    assert len(await new(office, "an")) == 1
    await types(call, "4711")
    await office.fact("BoxOpened", box="an")
    await presses(call, "1")
    await call.hears({CALLER})
    await call.hang_up()
    await office.ccd("voicemail", "pin", "an", "--pin", "1234")
    call = await opens(phone, "1234#")
    await office.fact("BoxOpened", call_id=(await office.latest_call())["call_id"])
    await call.hang_up()


async def knocks(office: Office, number: str) -> Call:
    """From outside, during the greeting."""
    call = await (await office.trunk()).call(number, from_number="0905")
    await call.answered()
    await call.hears_only({GREETING})
    await call.press("*")
    return call


async def knocks_at_an(office: Office) -> tuple[Call, str]:
    """The greeting is over by now. Also the call's id."""
    call = await knocks(office, TO_AN)
    await call.hears_only(set())
    return call, str((await office.latest_call())["call_id"])


async def test_a_box_at_another_phone(office: Office) -> None:
    await office.put("/voicemails/an/pin", {"pin": "4711"})
    call = await (await office.phone("1003")).call("*98")
    await call.answered()
    await types(call, "1001", "4711")
    opened = await office.fact("BoxOpened", call_id=(await office.latest_call())["call_id"])
    assert (opened["body"]["box"], opened["body"]["by"]) == ("an", "pin")
    await call.hang_up()


async def test_the_owner_hears_his_messages_from_outside(office: Office) -> None:
    await office.put("/voicemails/an/pin", {"pin": "4711"})
    await leave(office, TO_AN, CALLER)
    call, call_id = await knocks_at_an(office)
    await types(call, "0000")
    await office.fact("PinRefused", call_id=call_id, outside=True)
    await types(call, "4711")
    await office.fact("BoxOpened", call_id=call_id, by="outside")
    await presses(call, "1")
    await call.hears({CALLER})
    await call.hang_up()


async def test_who_guesses_outside_is_let_go_and_then_locked_out(office: Office) -> None:
    await office.put("/voicemails/an/pin", {"pin": "4711"})
    call, call_id = await knocks_at_an(office)
    await types(call, "0000", "0001", "0002")
    assert (await call.ended()).by_peer
    call, call_id = await knocks_at_an(office)
    await types(call, "0003", "0004", "4711")
    assert (await call.ended()).by_peer
    facts = [fact["kind"] for fact in (await office.get(f"/calls/{call_id}"))["facts"]]
    assert facts.count("PinRefused") == 3
    assert "BoxOpened" not in facts


async def test_a_box_without_a_pin_has_no_owner_outside(office: Office) -> None:
    call = await knocks(office, TO_BINH)
    await hears_beep(call)
    call.send_tone(OTHER)
    await call.hears_only(set(), for_s=1.2)
    await call.hang_up()
    await office.fact("MessageLeft", call_id=(await office.latest_call())["call_id"])


async def test_a_greeting_of_ones_own(office: Office) -> None:
    call = await opens(await office.phone("1002"), "0")
    await office.fact("BoxAsks", step="greeting")
    await presses(call, "2")
    await office.fact("BoxAsks", step="recording")
    await hears_beep(call)
    call.send_tone(AGENT)
    await call.hears_only(set(), for_s=1.2)
    await call.press("#")
    call.silence()
    seen = await office.fact("BoxAsks", step="review")
    await presses(call, "2")
    await call.hears({AGENT}, for_s=0.2)
    await call.press("1")
    await office.fact("GreetingChanged", after=seen["seq"], box="binh")
    await call.hang_up()
    caller = await (await office.trunk()).call(TO_BINH)
    await caller.answered()
    await caller.hears({AGENT}, for_s=0.2)
    await caller.hang_up()


async def test_the_lamp_after_a_restart_of_asterisk(office: Office) -> None:
    await leave(office, TO_AN, CALLER)
    waiting = len(await new(office, "an"))
    old = len((await office.get("/messages", box="an"))["items"]) - waiting
    await office.asterisk.kill()
    seen = await office.fact("LinkLost")
    await office.asterisk.start()
    await office.fact("LinkFound", after=seen["seq"])
    phone = await office.phone("1001")
    await phone.mailbox.shows(waiting, old)
    assert phone.mailbox.account.startswith("sip:*97@")
