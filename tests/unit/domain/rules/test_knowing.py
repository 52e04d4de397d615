"""Who is known is served by whom he knows, first if he is a VIP, and by somebody who has what he needs."""

from typing import Any

import pytest

from ccd.domain.events import (
    AgentSignedOff,
    AgentSignedOn,
    AgentWentOnBreak,
    CallerIdentified,
    ChannelTransferred,
    DeadlineReached,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
    PlanChanged,
)
from ccd.domain.facts import (
    AgentOffered,
    AgentPreferred,
    CallerRecognised,
    CallQueued,
    PreferenceGivenUp,
    PriorityRaised,
    SkillsAdded,
)
from ccd.domain.plan import Plan
from tests.unit.domain.played import MENU, START_MS, SUPPORT, Played, arrival, channel, office

SAME_AGENT = office(same_agent_s=20, wrap_up_s=0)
ENGLISH: dict[str, Any] = {"have": {"ann": {"english": 5}}}


def known(call_id: str = "c1", *last_agents: str, vip: bool = False, skills: str = "") -> CallerIdentified:
    return CallerIdentified(call_id, 7, vip, skills, last_agents)


def why(played: Played) -> str:
    return played.all(AgentOffered)[-1].reason


def waits_for_bob() -> Played:
    """Bob talks to c0; c1 knows him. Ann is free."""
    played = Played(SAME_AGENT, present=("bob",)).call("c0").answer("c0")
    played.call("c1").play(known("c1", "bob", "ann")).play(AgentSignedOn("ann"))
    assert played.the(AgentPreferred) == AgentPreferred("c1", 1, "sales", "bob", START_MS + 20_000)
    assert not list(played.offers())
    return played


# the agent who talked to him last


def test_who_is_free_gets_his_customer_before_others_who_have_been_free_for_longer() -> None:
    played = Played(SAME_AGENT).call("c1", MENU).play(known("c1", "bob"))
    for agent in ("ann", "bob"):
        played.play(AgentSignedOn(agent), after_ms=1000)
    played.press("1")
    assert list(played.offers()) == [("c1", "bob")]
    assert why(played) == "first in line of sales after 0 s; bob talked to this customer last"


def test_a_customer_waits_for_who_is_busy_and_others_are_served_meanwhile() -> None:
    played = waits_for_bob().call("c2", after_ms=1000)
    assert list(played.offers()) == [("c2", "ann")]
    assert list(played.finish("c0").offers()) == [("c1", "bob")]
    assert why(played) == "first in line of sales after 1 s; bob talked to this customer last"


def test_after_so_long_anybody_will_do_and_the_offer_says_so() -> None:
    played = waits_for_bob()
    assert not list(played.play(DeadlineReached(), after_ms=19_999).offers())
    played.play(DeadlineReached(), after_ms=1)
    assert list(played.offers()) == [("c1", "ann")]
    assert why(played) == (
        "first in line of sales after 20 s, bob, who talked to this customer last, was not free in time; "
        "ann has been free for longest"
    )


@pytest.mark.parametrize(
    "event",
    [AgentSignedOff("bob"), AgentWentOnBreak("bob", "lunch")],
)
def test_nobody_waits_for_who_goes(event: Event) -> None:
    played = waits_for_bob().play(event)
    assert played.the(PreferenceGivenUp) == PreferenceGivenUp("c1", 1, "sales", "bob")
    assert list(played.offers()) == [("c1", "ann")]


def test_nobody_waits_for_who_is_away_from_the_start() -> None:
    played = Played(SAME_AGENT, present=("ann", "bob")).play(PhoneChanged("1002", PhoneState.UNREACHABLE))
    played.call("c0").call("c1").play(known("c1", "bob"))
    assert not played.all(AgentPreferred)
    played = Played(SAME_AGENT, present=("bob",)).play(AgentWentOnBreak("bob", "lunch"))
    assert not played.call("c1").play(known("c1", "bob")).all(AgentPreferred)


def test_the_last_of_his_agents_who_is_a_member_counts() -> None:
    played = Played(SAME_AGENT, present=("ann", "bob", "cid")).play(AgentSignedOff("ann"))
    played.call("c0", SUPPORT).call("c1", MENU).play(known("c1", "cid", "ann", "bob")).press("1")
    assert not played.all(AgentPreferred), "cid is no member, and ann is not there"


def test_who_does_not_answer_his_customer_is_not_waited_for_again() -> None:
    played = Played(office(same_agent_s=20, missed_most=0), present=("bob",)).call("c1", MENU)
    played.play(known("c1", "bob")).press("1").play(AgentSignedOn("ann"))
    played.finish(status=DialStatus.BUSY)
    assert list(played.offers()) == [("c1", "ann")]


def test_a_customer_who_was_sent_on_does_not_come_back_to_who_sent_him() -> None:
    plan = office(same_agent_s=20, wrap_up_s=0, support=("ann", "cid"))
    played = Played(plan, present=("ann",)).call("c1", MENU).play(known("c1", "ann")).press("1").answer()
    played.play(ChannelTransferred(channel("c1"), "blind", SUPPORT)).play(AgentSignedOn("cid"))
    played.call("c1", SUPPORT)
    assert len(played.all(AgentPreferred)) == 1


def test_where_all_ring_he_rings_alone_first() -> None:
    plan = office(same_agent_s=20, strategy="ring_all", sales=("ann", "bob", "cid"))
    played = Played(plan, present=("ann", "bob", "cid")).call("c1", MENU).play(known("c1", "bob")).press("1")
    assert list(played.offers()) == [("c1", "bob")]
    played.finish(status=DialStatus.NOANSWER, after_ms=15_000)
    assert {agent for _, agent in played.offers()} == {"ann", "bob", "cid"}


def test_a_member_who_is_taken_out_is_not_waited_for() -> None:
    played = waits_for_bob().play(PlanChanged(office(same_agent_s=20, sales=("ann",)), "admin"))
    assert list(played.offers()) == [("c1", "ann")]


def test_a_restart_does_not_make_him_wait_anew() -> None:
    played = waits_for_bob().restarted().play(arrival("c1"), after_ms=5000)
    assert not list(played.offers())
    played.play(DeadlineReached(), after_ms=15_000)
    assert list(played.offers()) == [("c1", "ann")]


# VIPs


def test_a_vip_comes_before_others_also_when_it_is_known_late() -> None:
    played = Played().call("c1").call("c2", after_ms=1000).play(known("c2", vip=True))
    assert (played.the(PriorityRaised).call_id, played.the(PriorityRaised).priority) == ("c2", 10)
    assert list(played.play(AgentSignedOn("ann")).offers()) == [("c2", "ann")]
    assert "priority 10 (raised by 10 for a VIP)" in why(played)


def test_a_vip_is_raised_by_his_wait_as_well() -> None:
    played = Played(office(weight=5, escalate=[{"after_s": 30, "by": 7}])).call("c1", MENU)
    played.play(known(vip=True)).press("1")
    assert played.the(CallQueued).priority == 15
    played.play(DeadlineReached(), after_ms=30_000).play(AgentSignedOn("ann"))
    assert "priority 22 (raised by 10 for a VIP and 7 for the wait)" in why(played)


def test_the_plan_says_how_much_a_vip_counts() -> None:
    plan = Plan.model_validate({**office().model_dump(), "vip_priority": 0})
    played = Played(plan).call("c1").play(known(vip=True))
    assert played.facts == [CallerRecognised("c1", 7, vip=True)]


# what he always needs


def test_what_a_customer_needs_is_asked_for_also_when_it_is_known_late() -> None:
    played = Played(office(**ENGLISH), present=("bob",)).call("c0").call("c1").play(known(skills="english:3"))
    added = played.the(SkillsAdded)
    assert (added.call_id, added.skills, added.own_skills) == ("c1", "english:3", "english:3")
    assert not list(played.finish("c0").play(DeadlineReached(), after_ms=10_000).offers())
    assert list(played.play(AgentSignedOn("ann")).offers()) == [("c1", "ann")]
    assert "asked for english 3" in why(played)


def test_what_nobody_in_the_queue_has_is_not_asked_for() -> None:
    played = Played(office(**ENGLISH)).call("c1", MENU).play(known(skills="english:3 french:1")).press("1")
    assert played.the(CallQueued).skills == "english:3"
    played = Played(office(**ENGLISH)).call("c1", MENU).play(known(skills="english:6")).press("1")
    assert played.the(CallQueued).skills == ""


def test_what_he_needs_stays_when_the_queue_asks_for_less() -> None:
    plan = office(skills={"english": 5}, relax=[{"after_s": 10}], **ENGLISH)
    played = Played(plan).call("c1", MENU).play(known(skills="english:3")).press("1")
    assert dict(played.floor.calls["c1"].asked) == {"english": 5}
    played.play(DeadlineReached(), after_ms=10_000)
    assert dict(played.floor.calls["c1"].asked) == {"english": 3}


def test_who_is_told_twice_is_recognised_once() -> None:
    played = Played().call("c1").play(known()).play(known(vip=True))
    assert played.facts == []
    assert not played.play(CallerIdentified("gone", 7)).facts
