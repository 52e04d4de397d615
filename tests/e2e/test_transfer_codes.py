"""A caller is handed on by feature codes, or parked, or joined by a third."""

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, OTHER
from tests.e2e.transfers import consult_by_code, served, story, talk_on
from tests.e2e.twins import compared, honest_twin
from tests.office.office import Office
from tests.office.recording import listen_to

PLAN = small_office(number="800")
PLAN["extensions"].append({"number": "1004", "recording": "always"})
__all__ = ["compared", "honest_twin"]
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def test_by_feature_codes(office: Office) -> None:
    call_id, call, leg, _ = await served(office)
    third = await office.phone("1003")
    await leg.press("##1003")
    await talk_on(call, await third.rings())
    await call.hang_up()
    facts = await story(office, call_id, "CallTransferred", "PartyAnswered")
    assert [f["kind"] for f in facts] == ["CallTransferred", "PartyAnswered"]


async def test_consultation_by_code(office: Office) -> None:
    call_id, call, leg, _ = await served(office)
    third = await office.phone("1003")
    asked = await consult_by_code(leg, third)
    await office.fact("HoldStarted", call_id=call_id)
    await leg.hang_up()
    await call.hears_only({OTHER})
    await asked.hears_only({CALLER})
    await office.fact("PartyAnswered", call_id=call_id, party="1003")
    await call.hang_up()
    facts = await story(
        office, call_id, "HoldStarted", "HoldEnded", "CallTransferred", "TalkEnded", "PartyLeft"
    )
    assert {f["kind"] for f in facts} == {
        "HoldStarted",
        "HoldEnded",
        "CallTransferred",
        "TalkEnded",
        "PartyLeft",
    }
    (talk,) = [f for f in facts if f["kind"] == "TalkEnded"]
    assert 0 < talk["hold_ms"] < talk["talk_ms"]


async def test_consultation_by_code_and_back(office: Office) -> None:
    call_id, call, leg, _ = await served(office)
    third = await office.phone("1003")
    asked = await consult_by_code(leg, third)
    await asked.hang_up()
    await call.hears_only({AGENT})
    await office.fact("HoldEnded", call_id=call_id)
    await call.hang_up()
    facts = await story(office, call_id, "HoldStarted", "HoldEnded", "CallTransferred", "TalkEnded")
    assert [(f["kind"], f.get("agent")) for f in facts] == [
        ("HoldStarted", "an"),
        ("HoldEnded", "an"),
        ("TalkEnded", "an"),
    ]


async def test_handed_over_by_code_while_it_rings(office: Office) -> None:
    call_id, call, leg, _ = await served(office)
    third = await office.phone("1003")
    await leg.press("*21003")
    asked = await third.rings()
    await leg.hang_up()
    await office.fact("CallTransferred", call_id=call_id)
    await talk_on(call, asked)
    await office.fact("PartyAnswered", call_id=call_id, party="1003")
    await call.hang_up()
    facts = await story(office, call_id, "TalkEnded", "CallTransferred", "PartyAnswered", "PartyLeft")
    assert [f["kind"] for f in facts] == ["CallTransferred", "TalkEnded", "PartyAnswered", "PartyLeft"]


async def test_what_is_asked_by_code_is_recorded_until_the_caller_is_handed_over(office: Office) -> None:
    """While the recording hangs on the channel between them, Asterisk does not join them."""
    call_id, call, leg, _ = await served(office)
    third = await office.phone("1004")
    asked = await consult_by_code(leg, third)
    await asked.hears_only({AGENT}, for_s=1.0)
    question = (await office.latest_call(direction="internal"))["call_id"]
    await leg.hang_up()
    await asked.hears_only({CALLER})
    await office.fact("PartyAnswered", call_id=call_id, party="1004")
    await call.hears_only({OTHER}, for_s=1.0)
    await call.hang_up()
    for recorded, caller, other in ((question, {AGENT}, {OTHER}), (call_id, {CALLER}, {AGENT, OTHER})):
        path = (await office.fact("RecordingStored", call_id=recorded))["body"]["path"]
        heard = listen_to(office.folder / "recordings" / path, {CALLER, AGENT, OTHER})
        assert (heard.caller, heard.agent) == (caller, other)


@pytest.mark.parametrize("number", ["1003", "1004"], ids=["not recorded", "recorded"])
async def test_three_talk(office: Office, number: str) -> None:
    call_id, call, leg, _ = await served(office)
    third = await office.phone(number)
    asked = await consult_by_code(leg, third)
    await leg.press("*3")
    await call.hears_only({AGENT, OTHER})
    await asked.hears_only({AGENT, CALLER})
    await leg.hang_up()
    await call.hears_only({OTHER})
    await call.hang_up()
    facts = await story(office, call_id, "HoldStarted", "TalkEnded", "PartyAnswered", "PartyLeft")
    assert [(f["kind"], f["agent"]) for f in facts] == [
        ("HoldStarted", "an"),
        ("PartyAnswered", ""),
        ("TalkEnded", "an"),
        ("PartyLeft", ""),
    ]


async def test_parked_and_fetched(office: Office) -> None:
    call_id, call, leg, _ = await served(office)
    third = await office.phone("1003")
    await leg.press("#72")
    parked = await office.fact("CallParked", call_id=call_id)
    assert parked["body"]["by"] == "1001"
    fetched = await third.call(parked["body"]["space"])
    fetched.send_tone(OTHER)
    await call.hears_only({OTHER})
    await fetched.hears_only({CALLER})
    await fetched.hang_up()
    assert (await call.ended()).by_peer
    facts = await story(office, call_id, "TalkEnded", "PartyAnswered", "PartyLeft", "CallEnded")
    assert [f.get("party") or f.get("agent") for f in facts] == ["an", "1003", "1003", None]
    assert facts[-1]["outcome"] == "answered"


async def test_parked_by_transfer_and_given_up(office: Office) -> None:
    call_id, call, leg, _ = await served(office)
    await leg.transfer_blind("700")
    await office.fact("CallParked", call_id=call_id)
    assert (await office.get("/agents/an"))["live"]["activity"] == "idle"
    await call.hang_up()
    (ended,) = await story(office, call_id, "CallEnded")
    assert (ended["outcome"], ended["ended_by"]) == ("answered", "caller")


async def test_two_who_are_parked_do_not_talk_to_each_other(office: Office) -> None:
    """They share a bridge, which Asterisk shows to a daemon that comes back."""
    parked = []
    for _ in range(2):
        call_id, call, leg, _ = await served(office)
        await leg.transfer_blind("700")
        await office.fact("CallParked", call_id=call_id)
        await leg.hang_up()
        parked.append((call_id, call))
    await office.daemon.kill()
    await office.come_back()
    for call_id, call in parked:
        await call.hang_up()
        assert await story(office, call_id, "PartyAnswered") == []


async def test_parked_and_not_fetched_comes_back_to_who_parked_it(office: Office) -> None:
    """One second stands for two minutes."""
    await office.asterisk.console("dialplan add extension 700,1,Park(default,t(1)) into ccd-parked replace")
    call_id, call, leg, an = await served(office)
    await leg.transfer_blind("700")
    parked = await office.fact("CallParked", call_id=call_id)
    assert parked["body"]["by"] == "1001"
    back = await an.rings()
    await talk_on(call, back, AGENT)
    await back.hang_up()
    assert (await call.ended()).by_peer
    facts = await story(office, call_id, "TalkEnded", "PartyAnswered", "PartyLeft", "CallEnded")
    assert [(f["kind"], f.get("agent")) for f in facts] == [
        ("TalkEnded", "an"),
        ("PartyAnswered", "an"),
        ("PartyLeft", "an"),
        ("CallEnded", None),
    ]
    assert (facts[1]["party"], facts[-1]["outcome"]) == ("1001", "answered")


@pytest.mark.parametrize("gone", [False, True], ids=["busy", "unregistered"])
async def test_parked_and_not_fetched_by_anybody_comes_to_the_head_of_the_queue(
    office: Office, gone: bool
) -> None:
    await office.asterisk.console("dialplan add extension 700,1,Park(default,t(1)) into ccd-parked replace")
    call_id, call, leg, an = await served(office)
    binh = await office.phone("1002")
    await office.sign_in("binh")
    if gone:
        await an.unregister()
    an.auto_reject = 486
    await leg.transfer_blind("700")
    await talk_on(call, await binh.rings())
    await call.hang_up()
    facts = await story(office, call_id, "CallReturned", "CallQueued", "TalkEnded", "CallEnded")
    assert [(f["kind"], f.get("to") or f.get("agent") or f.get("queue")) for f in facts] == [
        ("CallQueued", "support"),
        ("TalkEnded", "an"),
        ("CallReturned", "1001"),
        ("CallReturned", None),
        ("CallQueued", "support"),
        ("TalkEnded", "binh"),
        ("CallEnded", None),
    ]
    assert (facts[-1]["outcome"], facts[-1]["ended_by"]) == ("answered", "caller")
