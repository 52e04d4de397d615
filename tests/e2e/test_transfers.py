"""A caller is handed on to a phone or a queue, by the phone's own REFER."""

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, MUSIC
from tests.e2e.steps import consult_and_hand_over
from tests.e2e.transfers import served, story, talk_on
from tests.e2e.twins import compared, honest_twin
from tests.office.office import Office

PLAN = small_office(number="800")
PLAN["queues"][1]["number"] = "801"
PLAN["extensions"].append({"number": "1004", "ring_s": 1})
FOURTH = 929
__all__ = ["compared", "honest_twin"]
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def test_blind_to_a_phone(office: Office) -> None:
    call_id, call, leg, _ = await served(office)
    third = await office.phone("1003")
    await leg.transfer_blind("1003")
    await talk_on(call, await third.rings())
    await third.calls[-1].hang_up()
    assert (await call.ended()).by_peer
    facts = await story(
        office, call_id, "TalkEnded", "CallTransferred", "PartiesRung", "PartyAnswered", "PartyLeft"
    )
    assert {f["kind"] for f in facts} == {
        "TalkEnded", "CallTransferred", "PartiesRung", "PartyAnswered", "PartyLeft"
    }  # fmt: skip
    (moved,) = [f for f in facts if f["kind"] == "CallTransferred"]
    assert (moved["by"], moved["target"]) == ("1001", "1003")
    assert next(f for f in facts if f["kind"] == "TalkEnded")["ended_by"] == "agent"
    record = await office.get(f"/calls/{call_id}")
    assert (record["outcome"], record["ended_by"], record["agent"], record["to_party"]) == (
        "answered",
        "callee",
        "an",
        "1003",
    )


@pytest.mark.parametrize("status", [486, 603, 480])
async def test_blind_to_a_phone_that_refuses_comes_back(office: Office, status: int) -> None:
    call_id, call, leg, an = await served(office)
    third = await office.phone("1003")
    third.auto_reject = status
    await leg.transfer_blind("1003")
    await talk_on(call, await an.rings(), AGENT)
    await call.hang_up()
    facts = await story(office, call_id, "CallReturned", "PartyAnswered")
    assert [f.get("to") or (f["party"], f["agent"]) for f in facts] == ["1001", ("1001", "an")]


async def test_blind_to_a_phone_that_nobody_answers_comes_back(office: Office) -> None:
    """When it has rung to the end."""
    call_id, call, leg, an = await served(office)
    third = await office.phone("1004")
    await leg.transfer_blind("1004")
    rang = await third.rings(missed_too=True)
    back = await an.rings()
    assert (await rang.ended()).by_peer
    await talk_on(call, back, AGENT)
    await back.hang_up()
    assert (await call.ended()).by_peer
    facts = await story(
        office, call_id, "CallTransferred", "PartiesRung", "PartiesUnreached", "CallReturned", "PartyAnswered"
    )
    assert [(f["kind"], f.get("parties", f.get("party", f.get("to")))) for f in facts] == [
        ("CallTransferred", None),
        ("PartiesRung", "1004"),
        ("PartiesUnreached", "1004"),
        ("CallReturned", "1001"),
        ("PartiesRung", "1001"),
        ("PartyAnswered", "1001"),
    ]
    assert (facts[0]["target"], facts[2]["outcome"]) == ("1004", "no_answer")
    record = await office.get(f"/calls/{call_id}")
    assert (record["outcome"], record["ended_by"], record["agent"]) == ("answered", "callee", "an")


async def test_blind_to_nobody_and_the_sender_is_busy_goes_to_the_head_of_the_queue(office: Office) -> None:
    call_id, call, leg, an = await served(office)
    await leg.transfer_blind("1999")
    back = await an.rings()
    await back.reject(486)
    await call.hears_only({MUSIC})
    again = await an.rings()
    await talk_on(call, again, AGENT)
    await again.hang_up()
    facts = await story(office, call_id, "CallReturned", "CallQueued", "AgentAnswered")
    assert [f["kind"] for f in facts] == [
        "CallQueued",
        "AgentAnswered",
        "CallReturned",
        "CallReturned",
        "CallQueued",
        "AgentAnswered",
    ]


async def test_blind_to_a_queue(office: Office) -> None:
    call_id, call, leg, _ = await served(office)
    binh = await office.phone("1002")
    await office.sign_in("binh")
    await leg.transfer_blind("801")
    await talk_on(call, await binh.rings())
    await call.hang_up()
    facts = await story(office, call_id, "CallQueued", "TalkEnded")
    assert [(f["kind"], f.get("queue") or f.get("agent")) for f in facts] == [
        ("CallQueued", "support"),
        ("TalkEnded", "an"),
        ("CallQueued", "sales"),
        ("TalkEnded", "binh"),
    ]


async def test_attended_with_consultation(office: Office) -> None:
    call_id, call, leg, an = await served(office)
    asked = await consult_and_hand_over(an, leg, call, "1003", await office.phone("1003"))
    await office.fact("PartyAnswered", call_id=call_id, party="1003")
    await asked.hang_up()
    assert (await call.ended()).by_peer
    facts = await story(office, call_id, "HoldStarted", "HoldEnded", "TalkEnded", "PartyLeft")
    assert [f["kind"] for f in facts] == ["HoldStarted", "HoldEnded", "TalkEnded", "PartyLeft"]
    hold, ended = facts[1]["hold_ms"], facts[2]
    record = await office.get(f"/calls/{call_id}")
    assert (record["hold_ms"], record["visits"][0]["hold_ms"], record["parties"]) == (hold, hold, "")
    assert 0 < ended["hold_ms"] == hold < ended["talk_ms"]


async def test_attended_and_cancelled(office: Office) -> None:
    call_id, call, leg, an = await served(office)
    third = await office.phone("1003")
    await leg.hold()
    consultation = await an.call("1003")
    asked = await third.rings()
    await asked.answer()
    await consultation.hang_up()
    await leg.resume()
    await call.hears_only({AGENT})
    await call.hang_up()
    facts = await story(office, call_id, "HoldStarted", "HoldEnded", "TalkEnded", "CallTransferred")
    assert [f["kind"] for f in facts] == ["HoldStarted", "HoldEnded", "TalkEnded"]


async def test_blonde(office: Office) -> None:
    call_id, call, leg, an = await served(office)
    third = await office.phone("1003")
    await leg.hold()
    consultation = await an.call("1003")
    ringing = await third.rings()
    await consultation.ringing()
    await leg.transfer_attended(consultation)
    await talk_on(call, ringing)
    await ringing.hang_up()
    assert (await call.ended()).by_peer
    facts = await story(office, call_id, "TalkEnded", "CallTransferred", "PartyAnswered", "PartyLeft")
    assert [f["kind"] for f in facts] == ["CallTransferred", "TalkEnded", "PartyAnswered", "PartyLeft"]
    asked = (await office.get("/calls", direction="internal"))["items"][0]
    assert (asked["from_extension"], asked["outcome"]) == ("1001", "handed_over")


async def test_into_the_line_of_a_queue(office: Office) -> None:
    call_id, call, leg, an = await served(office)
    await leg.hold()
    consultation = await an.call("801")
    await consultation.hears_only({MUSIC})
    await leg.transfer_attended(consultation)
    await call.hears_only({MUSIC})
    binh = await office.phone("1002")
    await office.sign_in("binh")
    await talk_on(call, await binh.rings())
    await call.hang_up()
    facts = await story(office, call_id, "CallQueued", "TalkEnded")
    assert [(f["kind"], f.get("queue") or f.get("agent")) for f in facts] == [
        ("CallQueued", "support"),
        ("TalkEnded", "an"),
        ("CallQueued", "sales"),
        ("TalkEnded", "binh"),
    ]


async def test_attended_to_somebody_whom_a_queue_found(office: Office) -> None:
    call_id, call, leg, an = await served(office)
    binh = await office.phone("1002")
    await office.sign_in("binh")
    await consult_and_hand_over(an, leg, call, "801", binh)
    await call.hang_up()
    facts = await story(office, call_id, "TalkEnded", "PartyAnswered", "PartyLeft")
    assert sorted((f["kind"], f["agent"]) for f in facts) == [
        ("PartyAnswered", "binh"),
        ("PartyLeft", "binh"),
        ("TalkEnded", "an"),
    ]


async def test_a_transferred_call_is_transferred(office: Office) -> None:
    call_id, call, leg, _ = await served(office)
    second, third = await office.phone("1002"), await office.phone("1003")
    await leg.transfer_blind("1002")
    middle = await second.rings()
    await talk_on(call, middle)
    await middle.transfer_blind("1003")
    await talk_on(call, await third.rings(), FOURTH)
    await call.hang_up()
    facts = await story(office, call_id, "TalkEnded", "CallTransferred", "PartyLeft")
    moves = [(f["by"], f["target"]) for f in facts if f["kind"] == "CallTransferred"]
    assert moves == [("1001", "1002"), ("1002", "1003")]
    assert [f["party"] for f in facts if f["kind"] == "PartyLeft"] == ["1002", "1003"]
