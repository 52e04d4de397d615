"""Browsers: SIP by secure WebSocket, voice by DTLS-SRTP with ICE."""

import asyncio
import time
from itertools import pairwise

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office
from tests.office.recording import PART_S, listen_to, loud_parts
from tests.phones import CallFailed, Phone, RegistrationFailed
from tests.phones.waiting import PATIENCE_S

PLAN = small_office(members=["chi"])
PLAN["extensions"] += [
    {"number": "1004", "webrtc": True, "codecs": ["g722"], "recording": "always"},
    {"number": "1005", "webrtc": True},
]
PLAN["agents"].append({"name": "chi", "extension": "1004"})
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def talk(caller: Phone, number: str, callee: Phone) -> None:
    call = await caller.call(number)
    leg = await callee.rings()
    assert leg.caller_number == caller.username
    await leg.answer()
    call.send_tone(OTHER)
    leg.send_tone(AGENT)
    await leg.hears_only({OTHER})
    await call.hears_only({AGENT})
    await leg.hang_up()
    await call.ended()


@pytest.mark.parametrize("number", ["1004", "1005"])
async def test_a_browser_calls_a_desk_and_is_called(office: Office, number: str) -> None:
    desk, browser = await office.phone("1001"), await office.browser(number)
    await talk(browser, "1001", desk)
    await talk(desk, number, browser)


async def test_a_queue_rings_an_agent_in_his_browser_until_the_page_is_closed(office: Office) -> None:
    trunk, browser = await office.trunk(), await office.browser("1004")
    await office.sign_in("chi")
    call = await wait_in_support(trunk, "0907000001")
    leg = await answer_and_talk(browser, call)
    call_id = await call_id_of(office, "0907000001")
    await leg.hears_only({CALLER}, for_s=0.5)
    await leg.hang_up()
    await call.ended()
    stored = await office.fact("RecordingStored", call_id=call_id)
    heard = listen_to(office.folder / "recordings" / stored["body"]["path"], {CALLER, AGENT})
    assert (heard.caller, heard.agent) == ({CALLER}, {AGENT})

    await browser.close_page()
    await office.fact("PhoneSeen", after=stored["seq"], agent="chi", state="unreachable")
    assert (await office.get("/extensions/1004/phone"))["state"] == "unreachable"
    waits = await wait_in_support(trunk, "0907000002")
    assert (await office.get("/queues/support/live"))["free_agents"] == 0
    await waits.hang_up()


async def test_a_line_of_16_khz_is_recorded_through_hold_pause_and_transfer(office: Office) -> None:
    """Whose own phone speaks G.722: each side in its channel, at its pitch and its time."""
    browser = await office.browser("1004")
    desk, third = await office.phone("1001"), await office.phone("1002")
    call = await browser.call("1001")
    call.send_tone(CALLER)
    leg = await answer_and_talk(desk, call)
    talk_from_s = time.monotonic()
    await leg.hold()
    await call.hears_sound(for_s=0.5)
    await leg.resume()
    await call.hears_only({AGENT}, for_s=0.5)
    call_id = str((await office.latest_call())["call_id"])
    await office.post(f"/calls/{call_id}/recording/pause")
    await call.hears_only({AGENT}, for_s=1.0)
    await office.post(f"/calls/{call_id}/recording/resume")
    await leg.transfer_blind("1002")
    last = await third.rings()
    await last.answer()
    last.send_tone(OTHER)
    await call.hears_only({OTHER}, for_s=0.5)
    talk_s = time.monotonic() - talk_from_s
    await call.hang_up()
    await last.ended()
    await office.fact("CallEnded", call_id=call_id)

    stored = (await office.fact("RecordingStored", call_id=call_id))["body"]
    told_at_ms = {fact["kind"]: fact["at_ms"] for fact in (await office.get(f"/calls/{call_id}"))["facts"]}
    silent_s = (told_at_ms["RecordingResumed"] - told_at_ms["RecordingPaused"]) / 1000
    file = office.folder / "recordings" / stored["path"]
    heard = listen_to(file, {CALLER, AGENT, OTHER})
    assert (heard.caller, heard.agent) == ({CALLER}, {AGENT, OTHER})
    said = loud_parts(file, CALLER, 0)
    assert max(b[0] - a[1] for a, b in pairwise(said)) == pytest.approx(silent_s, abs=0.5)
    before, after = loud_parts(file, AGENT, 1)[-1], loud_parts(file, OTHER, 1)[0]
    assert before[1] - after[0] < 1.5 * PART_S, (
        "one window may hold the end of one and the begin of the other"
    )
    record = await office.get(f"/calls/{call_id}")
    assert (
        talk_s - 0.5 < stored["length_ms"] / 1000 < (record["ended_at_ms"] - record["started_at_ms"]) / 1000
    )


async def test_a_browser_with_a_wrong_secret_stays_outside(office: Office) -> None:
    browser = await office.page("1005", "wrong")
    with pytest.raises(RegistrationFailed, match="401"):
        await browser.register()


async def test_a_number_of_browsers_is_for_no_other_phone(office: Office) -> None:
    other = await office.phone("1005")
    with pytest.raises(CallFailed, match="cause=57"):
        await (await other.call("1001")).answered()


async def test_the_doors_are_shut_while_the_plan_has_no_browser(office: Office) -> None:
    """And nobody who talks notices."""
    an, binh = await office.phone("1001"), await office.phone("1002")
    call = await an.call("1002")
    call.send_tone(OTHER)
    leg = await binh.rings()
    await leg.answer()
    await leg.hears_only({OTHER})
    desks = {number: {"number": number, "webrtc": False} for number in ("1004", "1005")}
    for number, extension in desks.items():
        await office.put(f"/extensions/{number}", extension)
    async with asyncio.timeout(PATIENCE_S):
        while "Server Disabled" not in await office.asterisk.console("http show status"):
            pass
    with pytest.raises(ConnectionRefusedError):
        await office.page("1005", "")
    code, said = await office.try_ccd("check")
    assert (code, "browsers" in said) == (0, False), said

    await office.put("/extensions/1005", {"number": "1005", "webrtc": True})
    async with asyncio.timeout(PATIENCE_S):
        while "HTTPS Server Enabled" not in await office.asterisk.console("http show status"):
            pass
    code, said = await office.try_ccd("check")
    assert code == 0, said
    assert f"ok   browsers: wss://127.0.0.1:{office.ports.sip_wss}/ws is open" in said
    await leg.hears_only({OTHER}, for_s=0.5)
    await call.hang_up()
    browser = await office.browser("1005")
    await talk(browser, "1001", an)
