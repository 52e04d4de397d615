"""Recordings as people hear them: pauses, shares, notices."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, GREETING, MUSIC, SILENCE
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office
from tests.office.recording import loud_parts
from tests.phones.pacer import pacer

PLAN = small_office(recording_notice=["custom/silence"])
PLAN["queues"][1]["recording"] = "on_demand"
DESK = "842838220001"
RING = {"kind": "extension", "extension": "1003"}
PLAN["dids"].append({"number": DESK, "target": RING, "recording_notice": ["custom/silence"]})
NO_PAUSE_S = 1.0
"""While a key is down, its phone sends nothing of what is said; nor while this process stands still."""
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def stored(office: Office, call_id: str) -> tuple[Path, dict[str, Any]]:
    fact = await office.fact("RecordingStored", call_id=call_id)
    return office.folder / "recordings" / fact["body"]["path"], fact["body"]


async def test_a_pause_is_silence_of_its_length(office: Office) -> None:
    """By the agent's phone; the end by the API."""
    agent, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0903000001")
    call_id = await call_id_of(office, "0903000001")
    leg = await answer_and_talk(agent, call)
    talk_from_s = time.monotonic() - pacer().dropped_s
    await leg.hears_only({CALLER}, for_s=1.0)
    await leg.press("*1")
    paused = await office.fact("RecordingPaused", call_id=call_id)
    assert paused["body"]["by"] == "an"
    dropped_s = pacer().dropped_s
    await call.hears_only({AGENT}, for_s=2.0)
    resumed = await office.post(f"/calls/{call_id}/recording/resume")
    assert resumed == {"call_id": call_id, "recorded": True, "paused_until_ms": None}
    pause = await office.fact("RecordingResumed", call_id=call_id)
    dropped_s = pacer().dropped_s - dropped_s
    await call.hears_only({AGENT}, for_s=1.0)
    talk_s = time.monotonic() - pacer().dropped_s - talk_from_s
    await leg.hang_up()
    await call.ended()

    file, body = await stored(office, call_id)
    silent_ms = pause["at_ms"] - paused["at_ms"] - 1000 * dropped_s
    for tone, side in ((CALLER, 0), (AGENT, 1)):
        (first, second) = loud_parts(file, tone, side, join_s=NO_PAUSE_S)
        assert abs((second[0] - first[1]) * 1000 - silent_ms) < 500, (first, second, silent_ms)
    assert body["length_ms"] / 1000 > talk_s - 0.5, "nothing is cut out"


async def test_a_talk_is_recorded_on_demand(office: Office) -> None:
    agent, trunk = await office.phone("1002"), await office.trunk()
    await office.sign_in("binh")
    call = await trunk.call(PLAN["dids"][0]["number"], from_number="0903000002")
    call.send_tone(CALLER)
    await call.answered()
    await call.hears({GREETING})
    await call.press("2")
    leg = await answer_and_talk(agent, call)
    call_id = await call_id_of(office, "0903000002")
    await call.hears_only({AGENT}, for_s=1.0)
    asked_at_s = time.monotonic()
    await office.post(f"/calls/{call_id}/recording/start")
    await call.hears_only({AGENT}, for_s=1.0)
    await leg.hang_up()
    await call.ended()
    since_s = time.monotonic() - asked_at_s
    file, body = await stored(office, call_id)
    assert body["length_ms"] / 1000 < since_s, "only from then on"
    assert loud_parts(file, CALLER, 0)
    assert loud_parts(file, AGENT, 1)


async def test_the_caller_hears_that_he_is_recorded_before_anybody_is_rung(office: Office) -> None:
    agent, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await trunk.call(PLAN["dids"][0]["number"], from_number="0903000003")
    await call.answered()
    await call.hears({GREETING})
    await call.press("1")
    await call.hears_only({SILENCE})
    call_id = await call_id_of(office, "0903000003")
    leg = await agent.rings()
    facts = [fact["kind"] for fact in (await office.get(f"/calls/{call_id}"))["facts"]]
    assert facts.index("RecordingAnnounced") < facts.index("AgentOffered")
    await call.hears_only({MUSIC})
    await call.hang_up()
    await leg.ended()


async def test_he_hears_it_before_a_phone_is_rung_without_a_queue(office: Office) -> None:
    phone, trunk = await office.phone("1003"), await office.trunk()
    call = await trunk.call(DESK, from_number="0903000005")
    await call.hears_only({SILENCE})
    leg = await phone.rings()
    call_id = await call_id_of(office, "0903000005")
    facts = [fact["kind"] for fact in (await office.get(f"/calls/{call_id}"))["facts"]]
    assert facts.index("RecordingAnnounced") < facts.index("PartiesRung")
    await leg.answer()
    leg.send_tone(AGENT)
    await call.hears_only({AGENT})
    await leg.hang_up()
    await call.ended()
    await stored(office, call_id)


async def test_a_phone_that_is_never_recorded(office: Office) -> None:
    """The second agent's phone says so; the recording of the first talk ends there."""
    await office.put("/extensions/1002", {"number": "1002", "recording": "never"})
    agent, trunk = await office.phone("1002"), await office.trunk()
    await office.put("/queues/support", {**PLAN["queues"][0], "members": ["binh"]})
    await office.sign_in("binh")
    call = await wait_in_support(trunk, "0903000004")
    call_id = await call_id_of(office, "0903000004")
    leg = await answer_and_talk(agent, call)
    refused = await office.api.post(f"/calls/{call_id}/recording/start")
    assert (refused.status_code, "may not be recorded" in refused.text) == (409, True)
    await asyncio.gather(leg.hang_up(), call.ended())
    assert (await office.get(f"/calls/{call_id}"))["recording"] is None
