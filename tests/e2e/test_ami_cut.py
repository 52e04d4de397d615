"""The AMI connection breaks while Asterisk is well: calls go on over FastAGI, and what went unseen is seen
afterwards."""

import asyncio

import pytest

from tests.e2e.cable import Cable, cut, mend
from tests.e2e.history import last_seq, nothing_is_lost
from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, members_become, wait_in_support
from tests.office.office import Office
from tests.phones.waiting import PATIENCE_S

PLAN = small_office()
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]

OTHER_AGENT = 997


@pytest.fixture(scope="module")
def env(cable: Cable) -> dict[str, str]:
    return {"CCD_AMI__HOST": "127.0.0.2"}


async def test_calls_go_on_without_ami(office: Office, cable: Cable) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    before = await wait_in_support(trunk, "0907000001")
    leg_before = await answer_and_talk(an, before)
    waiting = await wait_in_support(trunk, "0907000002")

    cut_at = await cut(office, cable)
    binh = await office.phone("1002", seen=False)
    await office.sign_in("binh")
    leg = await answer_and_talk(binh, waiting, CALLER, OTHER_AGENT)
    await leg.hang_up()
    await waiting.ended()
    unseen_id = await call_id_of(office, "0907000002")
    await office.fact("CallEnded", call_id=unseen_id)
    record = await office.get(f"/calls/{unseen_id}")
    assert (record["agent"], record["outcome"], record["ended_by"]) == ("binh", "answered", "agent")
    after = await wait_in_support(trunk, "0907000003", OTHER)
    leg_after = await answer_and_talk(binh, after, OTHER, OTHER_AGENT)
    await before.hears_only({AGENT})

    await mend(office, cable, cut_at)
    await members_become(office, "support", {"1001": "present", "1002": "present"})
    agents = {agent["name"]: agent["live"] for agent in await office.get("/agents")}
    assert {name: live["activity"] for name, live in agents.items()} == {"an": "talking", "binh": "talking"}
    assert {live["phone"] for live in agents.values()} == {"in_use"}
    for call, leg, agent in ((before, leg_before, "an"), (after, leg_after, "binh")):
        await call.hears_only({AGENT if agent == "an" else OTHER_AGENT})
        await leg.hang_up()
        await call.ended()
        talked = await office.fact("TalkEnded", agent=agent, after=cut_at)
        record = await office.get(f"/calls/{talked['body']['call_id']}")
        assert (record["agent"], record["outcome"]) == (agent, "answered")
    await nothing_is_lost(office)


async def test_who_parks_a_caller_meanwhile_is_free(office: Office, cable: Cable) -> None:
    """`Dial` goes on with the caller, and so does our session."""
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0907000006")
    leg = await answer_and_talk(an, call)
    call_id = await call_id_of(office, "0907000006")
    cut_at = await cut(office, cable)
    await leg.transfer_blind("700")
    async with asyncio.timeout(10):
        while "(none)" in await office.asterisk.console("parking show default"):
            pass
    await mend(office, cable, cut_at)
    talked = await office.fact("TalkEnded", agent="an", after=cut_at)
    assert talked["body"]["call_id"] == call_id
    fetched = await an.call("701")
    await office.fact("PartyAnswered", call_id=call_id, party="1001")
    await fetched.hang_up()
    await call.ended()
    assert (await office.fact("CallEnded", call_id=call_id))["body"]["outcome"] == "answered"


async def test_a_plan_that_changed_meanwhile_reaches_asterisk(office: Office, cable: Cable) -> None:
    await cut(office, cable)
    await office.post("/extensions", {"number": "1008"})
    assert "1008" not in await office.asterisk.console("pjsip show endpoints")
    await cable.plug_in()
    async with asyncio.timeout(PATIENCE_S):
        while "1008" not in await office.asterisk.console("pjsip show endpoints"):
            pass
    assert (await office.phone("1008")).is_registered


async def test_what_happened_unseen_is_known_in_the_end(office: Office, cable: Cable) -> None:
    """Neither a session nor AMI tells that a conversation ends: Asterisk's log does. That a phone is
    unplugged and that an agent goes on break is agreed upon when AMI is back."""
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an", "binh")
    call = await wait_in_support(trunk, "0907000004")
    leg = await answer_and_talk(an, call)
    call_id = await call_id_of(office, "0907000004")
    await cable.pull()
    await office.daemon.kill()
    await office.daemon.start()
    await office.daemon.says("ccd is ready")
    await leg.hang_up()
    await call.ended()
    await office.fact("CallEnded", call_id=call_id)
    await binh.unregister()
    await office.post("/agents/an/break", {"reason": "lunch"})

    before = last_seq(office)
    await cable.plug_in()
    await office.fact("LinkFound", after=before, calls_closed=0)
    record = await office.get(f"/calls/{call_id}")
    assert (record["agent"], record["outcome"], record["ended_by"]) == ("an", "answered", "agent")
    assert (await office.get("/agents/binh"))["live"]["phone"] == "unreachable"
    await members_become(office, "support", {"1001": "paused", "1002": "present"})
    waiting = await wait_in_support(trunk, "0907000005")
    await waiting.hears_only({MUSIC}, for_s=0.5)
    await binh.register()
    leg = await answer_and_talk(binh, waiting)
    await waiting.hang_up()
    await leg.ended()
    await nothing_is_lost(office)
