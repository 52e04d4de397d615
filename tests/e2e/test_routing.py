"""Who gets the call: skills that are relaxed, ranks in several queues, and who does not answer."""

from typing import Any

import pytest

from ccd.domain.rules.unanswered import REST_MS
from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office

PLAN = small_office(ring_timeout_s=1, missed_most=2, wrap_up_s=1)
PLAN["agents"] = [
    {"name": "an", "extension": "1001", "skills": {"english": 3}},
    {"name": "binh", "extension": "1002", "skills": {"english": 1}},
]
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("everyone_signed_out"),
]


async def changed(office: Office, **settings: Any) -> dict[str, Any]:
    """Queue support is given these settings. Returns what it was."""
    before: dict[str, Any] = await office.get("/queues/support")
    await office.put("/queues/support", {**before, **settings})
    return before


async def test_less_is_asked_for_when_a_caller_has_waited(office: Office) -> None:
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    before = await changed(
        office,
        members=["an", "binh"],
        skills={"english": 3},
        relax=[{"after_s": 2, "skills": {"english": 1}}],
        ring_timeout_s=15,
    )
    await office.sign_in("binh")
    call = await wait_in_support(trunk, "0901000001")
    call_id = await call_id_of(office, "0901000001")
    leg = await answer_and_talk(binh, call)
    relaxed = await office.fact("SkillsRelaxed", call_id=call_id)
    offered = await office.fact("AgentOffered", call_id=call_id)
    assert (relaxed["body"]["skills"], relaxed["seq"] < offered["seq"]) == ("english:1", True)
    assert "asked for english 3, now for english 1; binh (english 1)" in offered["body"]["reason"]
    await leg.hang_up()
    await call.ended()

    await office.sign_in("an")
    await office.post("/agents/binh/ready")
    call = await wait_in_support(trunk, "0901000002")
    leg = await answer_and_talk(an, call)  # at once, though binh has been free for longer
    await leg.hang_up()
    await call.ended()
    await office.put("/queues/support", before)


async def test_who_lets_it_ring_too_often_goes_on_break_until_he_is_ready(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0901000003")
    call_id = await call_id_of(office, "0901000003")
    first = await an.rings(missed_too=True)
    assert (await first.ended()).status == 487
    second = await an.rings(missed_too=True)
    await second.ended()
    began = await office.fact("BreakStarted", agent="an", reason="ring_no_answer")
    missed = await office.fact("OfferEnded", call_id=call_id)
    again = await office.fact("AgentOffered", call_id=call_id, after=missed["seq"])
    assert again["seq"] < began["seq"], "once is forgiven"
    assert again["at_ms"] - missed["at_ms"] >= REST_MS, "he is left alone for a moment"
    await call.hears_only({MUSIC})

    await office.post("/agents/an/ready")
    leg = await answer_and_talk(an, call)
    await leg.hang_up()
    await call.ended()
    offers = [f async for f in _until_answered(office, call_id)]
    assert [fact["seq"] < began["seq"] for fact in offers] == [True, True, False]


async def _until_answered(office: Office, call_id: str) -> Any:
    async for fact in office.facts():
        if fact["body"].get("call_id") != call_id:
            continue
        if fact["kind"] == "AgentOffered":
            yield fact
        if fact["kind"] == "AgentAnswered":
            return


async def test_an_agent_has_a_rank_in_each_queue(office: Office) -> None:
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    members = ["an", {"agent": "binh", "rank": 2}]
    before = await changed(office, members=members, ring_timeout_s=15, wrap_up_s=0)
    await office.sign_in("binh", "an")
    first = await wait_in_support(trunk, "0901000004")
    leg = await answer_and_talk(an, first)
    second = await wait_in_support(trunk, "0901000005", OTHER)
    other = await answer_and_talk(binh, second, OTHER)
    offered = await office.fact("AgentOffered", call_id=await call_id_of(office, "0901000005"))
    assert "binh (rank 2)" in offered["body"]["reason"]
    for one in (first, second):
        await one.hang_up()
    for phone in (leg, other):
        await phone.ended()
    await office.put("/queues/support", before)


async def test_who_signs_out_while_he_talks_finishes_and_gets_no_other_call(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0901000006")
    leg = await answer_and_talk(an, call)
    await office.post("/agents/an/sign-out")
    await call.hears_only({AGENT})
    await leg.hears_only({CALLER})
    assert (await office.get("/agents/an"))["live"]["activity"] == "talking"
    waiting = await wait_in_support(trunk, "0901000007", OTHER)
    await leg.hang_up()
    await call.ended()
    await office.fact("CallEnded", call_id=await call_id_of(office, "0901000006"))
    live = await office.get("/queues/support/live")
    assert [caller["offered_to"] for caller in live["waiting"]] == [[]]
    await waiting.hang_up()
