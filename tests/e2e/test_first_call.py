"""One call goes all the way through: phone, menu, queue, agent, recording, ticket."""

import hashlib

import pytest

from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import AGENT, CALLER, GOODBYE, GREETING, INVALID, MUSIC, SILENCE
from tests.office.office import Office
from tests.office.recording import listen_to
from tests.phones.pacer import pacer

PLAN = small_office()
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_caller_is_served_recorded_and_remembered(office: Office) -> None:
    agent, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await trunk.call(SUPPORT_DID, from_number="0901234567", from_name="Lan")
    call.send_tone(CALLER)
    await call.answered()
    await call.hears_only({GREETING})
    await call.press("1")
    ringing = await agent.rings()
    assert (ringing.caller_number, ringing.caller_name) == ("0901234567", "Lan")
    await call.hears_only({MUSIC})
    dropped_s = pacer().dropped_s
    await ringing.answer()
    ringing.send_tone(AGENT)
    await call.hears_only({AGENT}, for_s=1.0)
    await ringing.hears_only({CALLER}, for_s=1.0)
    await ringing.hang_up()
    assert (await call.ended()).by_peer
    dropped_s = pacer().dropped_s - dropped_s

    stored = await office.fact("RecordingStored")
    record = await office.get(f"/calls/{stored['body']['call_id']}")
    assert record["outcome"] == "answered"
    assert record["ended_by"] == "agent"
    assert (record["queue"], record["agent"]) == ("support", "an")
    assert record["caller_e164"] == "+84901234567"
    assert record["talk_ms"] >= 1000
    assert [f["kind"] for f in record["facts"] if f["kind"] not in _AT_ANY_TIME] == [
        "CallStarted",
        "NodeEntered",
        "MenuAnswered",
        "NodeEntered",
        "CallQueued",
        "AgentOffered",
        "AgentAnswered",
        "RecordingStarted",
        "TalkEnded",
        "CallEnded",
    ]
    await _check_recording(office, record, record["talk_ms"] / 1000 - dropped_s)
    customer = await office.get(f"/customers/{record['customer_id']}")
    assert customer["name"] == "Lan"
    ticket = await office.get(f"/tickets/{record['ticket_id']}")
    assert (ticket["status"], ticket["customer_id"]) == ("open", record["customer_id"])


_AT_ANY_TIME = ("CallerRecognised", "RecordingStored")


async def _check_recording(office: Office, record: dict[str, object], spoken_s: float) -> None:
    meta = await office.get(f"/recordings/{record['call_id']}")
    file = office.folder / "recordings" / meta["path"]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == meta["sha256"]
    assert file.stat().st_size == meta["size_bytes"]
    heard = listen_to(file, {CALLER, AGENT, GREETING, MUSIC})
    assert heard.caller == {CALLER}, "the caller's channel holds him alone, and no music"
    assert heard.agent == {AGENT}
    assert abs(heard.length_s * 1000 - meta["length_ms"]) < 1
    assert abs(heard.length_s - spoken_s) < 1, spoken_s
    part = await office.api.get(f"/recordings/{record['call_id']}/audio", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"RIFF")


async def test_wrong_key_then_silence_until_the_limit(office: Office) -> None:
    trunk = await office.trunk()
    call = await trunk.call(SUPPORT_DID, from_number="0902222222")
    await call.answered()
    await call.hears_only({GREETING})
    await call.press("7")
    await call.hears_only({INVALID})
    await call.hears_only({SILENCE})
    await call.hears_only({GOODBYE})
    assert (await call.ended()).by_peer
    ended = await office.fact("CallEnded", outcome="completed_in_menu")
    record = await office.get(f"/calls/{ended['body']['call_id']}")
    answers = [f["body"] for f in record["facts"] if f["kind"] == "MenuAnswered"]
    assert [(a["digits"], a["valid"]) for a in answers] == [("7", False), ("", False), ("", False)]
    assert record["queue"] is None
