"""Callers leave messages; people find and hear them."""

from typing import Any

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import CALLER, GREETING, SILENCE
from tests.e2e.steps import hears_beep
from tests.office.office import Office
from tests.office.recording import loud_parts

DESK = "842838220007"
PLAN = small_office()
PLAN["voicemails"] = [
    {
        "name": "an",
        "extension": "1001",
        "greeting": ["custom/greeting"],
        "silence_s": 2,
        "pin_at_phone": False,
    },
    {"name": "support", "greeting": ["custom/silence"], "silence_s": 2},
]
PLAN["dids"].append({"number": DESK, "target": {"kind": "voicemail", "box": "support"}})
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def new_messages(office: Office, box: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await office.get("/messages", box=box, heard=False))["items"]
    return found


async def test_a_message_is_left_found_heard_and_deleted(office: Office) -> None:
    trunk = await office.trunk()
    call = await trunk.call(DESK, from_number="0905000001", from_name="Lan")
    await call.answered()
    await call.hears_only({SILENCE})
    await hears_beep(call)
    call.send_tone(CALLER)
    await call.hears_only(set(), for_s=2.5)
    await call.press("#")
    await call.ended()
    left = await office.fact("MessageLeft", box="support")
    (message,) = await new_messages(office, "support")
    assert message["caller_number"] == "0905000001"
    customer = await office.get(f"/customers/{message['customer_id']}")
    assert customer["name"] == "Lan"
    assert (await office.get(f"/calls/{message['call_id']}"))["outcome"] == "voicemail"
    file = office.folder / "recordings" / left["body"]["path"]
    ((begin, end),) = loud_parts(file, CALLER, 0)
    assert end - begin > 1
    answer = await office.api.get(f"/messages/{message['message']}/audio")
    assert answer.content == file.read_bytes()
    await office.post(f"/messages/{message['message']}/heard")
    assert await new_messages(office, "support") == []
    assert (await office.api.delete(f"/messages/{message['message']}")).status_code == 204
    assert not file.exists()
    assert (await office.get("/messages", box="support"))["items"] == []


async def test_who_says_nothing_leaves_nothing(office: Office) -> None:
    trunk = await office.trunk()
    call = await trunk.call(DESK, from_number="0905000002")
    await call.answered()
    await call.hears_only({SILENCE})
    assert (await call.ended()).by_peer, "after the silence"
    early = await trunk.call(DESK, from_number="0905000003")
    await early.answered()
    await early.hears_only({SILENCE})
    await early.hang_up()
    await office.fact("CallEnded", outcome="voicemail", ended_by="caller")
    assert await new_messages(office, "support") == []


async def test_a_phone_that_does_not_answer_has_its_box(office: Office) -> None:
    """Rejected by a phone that rings; then not there at all; and the caller is one of ours."""
    callee, caller = await office.phone("1001"), await office.phone("1003")
    call = await caller.call("1001")
    await (await callee.rings()).reject(486)
    await call.answered()
    await call.hears_only({GREETING})
    await hears_beep(call)
    call.send_tone(CALLER)
    await call.hears_only(set(), for_s=1.5)
    await call.hang_up()
    await office.fact("MessageLeft", box="an")
    (message,) = await new_messages(office, "an")
    assert message["caller_number"] == "1003"
    assert (await office.get(f"/calls/{message['call_id']}"))["ended_by"] == "caller"
    other = await caller.call("1002")
    refused = await other.ended()
    assert refused.status == 480, "no phone, no box"


async def test_a_key_between_two_sounds_counts(office: Office) -> None:
    """Asterisk drops it, and tells the daemon, which was too busy to ask for it."""
    call = await (await office.phone("1001")).call("*97")
    await call.answered()
    await call.hears_sound()
    with office.daemon.standing_still():
        await call.hears_silence(for_s=1)
        await call.press("0")
    await office.fact("BoxAsks", call_id=(await office.latest_call())["call_id"], step="greeting")
    await call.hang_up()
