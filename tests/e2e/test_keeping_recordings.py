"""A recording that breaks off is told at once; one that is whole is converted, compared and held."""

import asyncio
from typing import Any

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office
from tests.office.recording import loud_parts

PLAN = small_office()
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


@pytest.fixture(scope="module")
def env() -> dict[str, str]:
    return {"CCD_RECORDINGS__OPUS": "true"}


async def talk(office: Office, number: str) -> tuple[str, Any, Any]:
    """(call id, the caller's leg, the agent's)."""
    agent, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, number)
    leg = await answer_and_talk(agent, call)
    return await call_id_of(office, number), call, leg


async def test_a_recording_that_breaks_off_is_told_while_they_talk(office: Office) -> None:
    call_id, call, leg = await talk(office, "0904000001")
    facts = {f["kind"]: f["body"] for f in (await office.get(f"/calls/{call_id}"))["facts"]}
    (channel,) = [name for name in await office.asterisk.channels() if name.startswith("PJSIP/carrier")]
    await office.asterisk.console(f"mixmonitor stop {channel}")
    gap = await office.fact("RecordingGap", call_id=call_id, timeout_s=40)
    assert gap["body"]["path"] == facts["RecordingStarted"]["path"]
    assert gap["body"]["bridged_ms"] - gap["body"]["recorded_ms"] > 10_000
    ready = (await office.api.get("/ready")).json()
    assert call_id in ready["wrong"]["recordings"]
    assert "less is recorded than is talked" in office.daemon.tail()
    await call.hears_only({AGENT})
    await leg.hang_up()
    await call.ended()


async def test_a_whole_one_becomes_opus_and_is_heard_and_held(office: Office) -> None:
    call_id, call, leg = await talk(office, "0904000002")
    await call.hears_only({AGENT}, for_s=1.0)
    await leg.hang_up()
    await call.ended()
    made = await office.fact("RecordingConverted", call_id=call_id, timeout_s=60)
    stored = await office.get(f"/recordings/{call_id}")
    assert (stored["path"], stored["sha256"]) == (made["body"]["path"], made["body"]["sha256"])
    assert [segment["party"] for segment in stored["segments"]] == ["an"]
    answer = await office.api.get(f"/recordings/{call_id}/audio")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/ogg")
    heard, decoded = office.folder / "heard.opus", office.folder / "heard.wav"
    heard.write_bytes(answer.content)
    command = ("opusdec", "--quiet", "--rate", "8000", str(heard), str(decoded))
    assert await (await asyncio.create_subprocess_exec(*command)).wait() == 0
    assert loud_parts(decoded, CALLER, 0)
    assert loud_parts(decoded, AGENT, 1)
    assert not (office.folder / "recordings" / stored["path"]).with_suffix(".wav").exists()
    played = await office.fact("RecordingPlayed", call_id=call_id)
    assert played["body"]["by"] == "admin"

    await office.post(f"/recordings/{call_id}/hold", {"reason": "complaint 7"})
    assert (await office.api.delete(f"/recordings/{call_id}")).status_code == 409
    file = office.folder / "recordings" / stored["path"]
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert (await office.api.get(f"/recordings/{call_id}/audio")).status_code == 409
    await office.fact("RecordingDamaged", call_id=call_id)
