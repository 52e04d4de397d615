"""A callback among those who are busy, do not answer or press other keys, and when the daemon or AMI goes
away on the way: the customer keeps his place, and is dialled once."""

import pytest

from tests.e2e.cable import Cable, cut, mend
from tests.e2e.callbacks import (
    ask_for_callback,
    book,
    call_customer,
    carrier,
    plan_with_callback,
    say_yes,
    talk,
    times_dialled,
    told,
)
from tests.e2e.history import nothing_is_lost
from tests.e2e.sounds import AGENT, ASK, CALLER, OFFER, OTHER, UNREACHED
from tests.e2e.steps import answer_and_talk, wait_in_support
from tests.office.office import Office

PLAN = plan_with_callback(agent_rings_s=30, press_one=True, attempts=2, ring_timeout_s=5)
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


@pytest.fixture(scope="module")
def env(cable: Cable) -> dict[str, str]:
    return {"CCD_AMI__HOST": "127.0.0.2"}


async def test_a_customer_who_is_busy_is_called_again_but_not_for_ever(office: Office) -> None:
    an, trunk = await office.phone("1001"), await carrier(office)
    call_id = await book(office, trunk, "0908000001")
    await office.sign_in("an")
    leg, customer = await call_customer(an, trunk)
    await customer.reject(486)
    await leg.hears({UNREACHED})
    await leg.ended()
    busy = (await office.fact("CustomerUnreached", call_id=call_id, attempt=1))["body"]
    assert busy["outcome"] == "busy"
    due = await office.fact("CallbackDue", call_id=call_id)
    assert due["at_ms"] >= busy["again_at_ms"]
    leg, customer = await call_customer(an, trunk)
    await customer.ended()
    await office.fact("CustomerUnreached", call_id=call_id, attempt=2, outcome="no_answer", again_at_ms=0)
    await leg.ended()
    record = await office.get(f"/calls/{call_id}")
    assert record["outcome"] == record["visits"][-1]["outcome"] == "not_reached"
    assert times_dialled(trunk) == 2


async def test_an_agent_who_does_not_answer_costs_the_customer_nothing(office: Office) -> None:
    """He is called before one who came after him, at the number that he typed."""
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await carrier(office)
    support = await office.get("/queues/support")
    await office.put("/queues/support", {**support, "ring_timeout_s": 3})
    call = await ask_for_callback(trunk, "0908000002")
    await call.press("2")
    await call.hears({ASK})
    await call.press("0908000003#")
    await call.hears({OFFER})
    call_id = await say_yes(office, call, "0908000003")
    later = await wait_in_support(trunk, "0908000004")
    await office.sign_in("an")
    assert (await an.rings()).caller_number == "0908000003"
    await office.fact("OfferEnded", call_id=call_id, agent="an", outcome="ring_no_answer")
    await office.sign_in("binh")
    leg, customer = await call_customer(binh, trunk)
    assert (customer.dialled, times_dialled(trunk)) == ("0908000003", 1)
    await talk(office, call_id, leg, customer)
    await (await answer_and_talk(binh, later)).hang_up()
    await later.ended()
    await office.put("/queues/support", support)


async def test_the_daemon_dies_while_he_waits_and_until_he_is_dialled(office: Office) -> None:
    """While he waits; while the agent rings, who rings on; and when the agent has been told: the key that he
    presses reaches nobody, he is let go and rung again."""
    an, trunk = await office.phone("1001"), await carrier(office)
    call_id = await book(office, trunk, "0908000005")
    await office.daemon.kill()
    await office.come_back()
    assert [callback["call_id"] for callback in await office.get("/callbacks")] == [call_id]
    await office.sign_in("an")
    await office.fact("AgentOffered", call_id=call_id)
    await office.daemon.kill()
    await office.come_back()
    leg = await told(an)
    await office.daemon.kill()
    await leg.press("1")
    await leg.ended()
    await office.come_back()
    leg, customer = await call_customer(an, trunk)
    await talk(office, call_id, leg, customer)
    assert len(an.calls) == 2
    assert times_dialled(trunk) == 1
    await nothing_is_lost(office)


async def test_the_daemon_dies_after_he_is_dialled(office: Office) -> None:
    """He is busy, which nobody hears: it was an attempt. Dialled again he answers, and they talk with nobody
    there."""
    an, trunk = await office.phone("1001"), await carrier(office)
    call_id = await book(office, trunk, "0908000006")
    await office.sign_in("an")
    leg, customer = await call_customer(an, trunk)
    await office.daemon.kill()
    await customer.reject(486)
    await leg.ended()
    await office.come_back()
    await office.fact("CustomerUnreached", call_id=call_id, attempt=1, outcome="lost")
    leg, customer = await call_customer(an, trunk)
    await office.daemon.kill()
    await customer.answer()
    leg.send_tone(AGENT)
    customer.send_tone(CALLER)
    await customer.hears_only({AGENT})
    await office.come_back()
    await office.fact("AgentAnswered", call_id=call_id, agent="an", callback=True)
    await customer.hang_up()
    await leg.ended()
    await office.fact("CallEnded", call_id=call_id, outcome="called_back")
    assert times_dialled(trunk) == 2
    await nothing_is_lost(office)


async def test_who_calls_in_himself_takes_over_his_own_place(office: Office) -> None:
    """Over a restart, too, and before one who has come meanwhile; nobody calls him any more."""
    an, trunk = await office.phone("1001"), await carrier(office)
    callback_id = await book(office, trunk, "0908000009")
    other = await wait_in_support(trunk, "0908000010", OTHER)
    him = await wait_in_support(trunk, "0908000009")
    taken = await office.fact("CalledIn", callback=callback_id)
    await office.fact("CallEnded", call_id=callback_id, outcome="called_in")
    assert await office.get("/callbacks") == []
    await office.daemon.kill()
    await office.come_back()
    await office.fact("CallReattached", call_id=taken["body"]["call_id"])
    await office.sign_in("an")
    await (await answer_and_talk(an, him)).hang_up()
    await (await answer_and_talk(an, other, OTHER)).hang_up()
    await other.ended()
    assert times_dialled(trunk) == 0
    await nothing_is_lost(office)


async def test_ami_is_away_while_he_waits_and_while_the_agent_rings(office: Office, cable: Cable) -> None:
    """Who waits on the phone is served meanwhile. What became of an agent who rang is seen afterwards, and an
    agent who picks up calls the customer, AMI or not."""
    an, trunk = await office.phone("1001"), await carrier(office)
    call_id = await book(office, trunk, "0908000007")
    cut_at = await cut(office, cable)
    later = await wait_in_support(trunk, "0908000008")
    await office.sign_in("an")
    await (await answer_and_talk(an, later)).hang_up()
    await later.ended()

    await mend(office, cable, cut_at)
    ringing = await an.rings()
    cut_at = await cut(office, cable)
    await ringing.reject(486)
    await mend(office, cable, cut_at)
    await office.fact("OfferEnded", call_id=call_id, outcome="lost")
    leg = await told(an)
    cut_at = await cut(office, cable)
    await leg.press("1")
    await talk(office, call_id, leg, await trunk.rings())
    assert times_dialled(trunk) == 1
    await mend(office, cable, cut_at)
    await nothing_is_lost(office)
