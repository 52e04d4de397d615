from typing import Any

from ccd.domain.events import (
    AgentSignedOn,
    AsteriskFound,
    ChannelHungUp,
    DeadlineReached,
    DialStatus,
    DigitsEntered,
    PlanChanged,
    PromptFinished,
)
from ccd.domain.facts import (
    AgentOffered,
    CallDetached,
    CallEnded,
    CallOutcome,
    CallQueued,
    NetLeft,
    PriorityRaised,
    QueueLeft,
    SkillsRelaxed,
    VisitOutcome,
)
from ccd.domain.orders import HoldCaller, ReleaseCall, Verdict
from ccd.domain.plan_items import with_item
from ccd.domain.plan_kinds import Kind
from tests.unit.domain.played import MENU, START_MS, SUPPORT, Played, channel, office

NO_SUPPORT = PlanChanged(office(queues=("sales",)), "admin")
TO_SAFETY_NET = ReleaseCall("c1", Verdict.QUEUE)


def in_safety_net() -> Played:
    return Played().call("c1", SUPPORT).play(NO_SUPPORT, after_ms=4000)


def test_whose_queue_is_deleted_goes_to_the_safety_net() -> None:
    played = in_safety_net()
    assert played.facts[1:] == [
        QueueLeft("c1", 1, "support", VisitOutcome.SAFETY_NET, 4000),
        CallDetached("c1"),
    ]
    assert TO_SAFETY_NET in played.orders


def test_who_gives_up_there_has_abandoned() -> None:
    played = in_safety_net().play(ChannelHungUp(channel("c1")), after_ms=3000)
    assert played.the(NetLeft).wait_ms == 7000
    assert played.the(CallEnded).outcome is CallOutcome.ABANDONED


def test_who_was_there_and_is_gone_unseen_went_to_the_safety_net() -> None:
    played = in_safety_net().play(AsteriskFound((), ()))
    assert played.the(CallEnded).outcome is CallOutcome.SAFETY_NET


def test_if_nobody_answers_there_he_comes_back_with_his_time_of_entry() -> None:
    played = in_safety_net().play(PlanChanged(office(), "admin")).call("c1", SUPPORT, after_ms=60_000)
    assert played.facts[-1] == CallQueued("c1", 2, "support", 0, START_MS)
    assert played.orders == [HoldCaller("c1", "support", 2, START_MS, "default")]
    played.play(AgentSignedOn("cid"))
    assert list(played.offers()) == [("c1", "cid")]
    played.play(ChannelHungUp(channel("c1")))
    assert played.the(CallEnded).outcome is CallOutcome.ABANDONED


def test_he_stays_there_as_long_as_his_queue_is_gone() -> None:
    assert in_safety_net().call("c1", SUPPORT, after_ms=60_000).orders == [TO_SAFETY_NET]


def test_whose_queue_was_deleted_while_a_phone_rang_may_still_be_answered() -> None:
    played = Played(present=("cid",)).call("c1", SUPPORT).play(NO_SUPPORT).answer().finish()
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


def test_or_goes_to_the_safety_net_after_the_ring() -> None:
    played = Played(present=("cid",)).call("c1", SUPPORT).play(NO_SUPPORT)
    assert played.finish(status=DialStatus.NOANSWER).orders == [TO_SAFETY_NET]


def test_a_flow_of_the_old_plan_may_lead_to_a_queue_that_is_gone() -> None:
    played = Played().call("c1", MENU).play(PromptFinished("c1")).play(NO_SUPPORT)
    assert played.play(DigitsEntered("c1", "2")).orders == [TO_SAFETY_NET]


def test_a_caller_who_comes_back_after_the_queue_was_deleted() -> None:
    again = Played().call("c1", SUPPORT).restarted(office(queues=("sales",)))
    assert again.call("c1", SUPPORT).orders == [TO_SAFETY_NET]


# skills and priorities

ENGLISH: dict[str, Any] = {
    "skills": {"english": 4},
    "relax": [{"after_s": 30, "skills": {"english": 3}}, {"after_s": 60}],
    "escalate": [{"after_s": 60, "by": 10}],
    "have": {"ann": {"english": 3}, "bob": {}, "cid": {"english": 5}},
    "sales": ("ann", "bob", "cid"),
}


POLYGLOT = {"cid": {"english": 5, "french": 1}}


def english(**change: Any) -> Played:
    return Played(office(**{**ENGLISH, **change}), present=("ann", "bob")).call()


def test_who_has_not_the_skill_is_not_rung_until_it_is_relaxed() -> None:
    played = english()
    assert played.the(CallQueued) == CallQueued("c1", 1, "sales", 0, START_MS, "english:4")
    assert played.floor.next_deadline() == START_MS + 30_000
    assert not list(played.play(DeadlineReached(), after_ms=29_999).offers())
    played.play(DeadlineReached(), after_ms=1)
    assert played.facts[0] == SkillsRelaxed("c1", 1, "sales", "english:3")
    assert list(played.offers()) == [("c1", "ann")]


def test_a_step_that_comes_while_a_phone_rings_counts_afterwards() -> None:
    played = english().play(DeadlineReached(), after_ms=30_000).play(DeadlineReached(), after_ms=30_000)
    assert played.facts == [SkillsRelaxed("c1", 1, "sales", ""), PriorityRaised("c1", 1, "sales", 10)]
    played.finish(status=DialStatus.NOANSWER)
    assert list(played.offers()) == [("c1", "bob")]


def test_one_step_may_be_missed_when_time_jumps() -> None:
    played = english().play(DeadlineReached(), after_ms=90_000)
    assert played.the(SkillsRelaxed).skills == ""
    assert played.floor.next_deadline() != START_MS + 60_000


def test_the_wait_goes_on_over_a_restart() -> None:
    played = english().restarted().call("c1", after_ms=30_000)
    assert not list(played.offers())
    assert list(played.play(DeadlineReached()).offers()) == [("c1", "ann")]


def test_what_the_caller_brings_is_never_relaxed() -> None:
    played = english(brings={"sales": {"english": 4, "french": 1}}, have=POLYGLOT)
    assert played.the(CallQueued).skills == "english:4 french:1"
    played.play(DeadlineReached(), after_ms=60_000)
    assert not played.all(SkillsRelaxed), "the key asked for all of it"
    assert not list(played.offers())
    assert list(played.play(AgentSignedOn("cid")).offers()) == [("c1", "cid")]


def test_who_waits_for_a_skill_that_the_new_plan_has_nobody_for_gets_anybody() -> None:
    played = english(relax=[]).play(PlanChanged(office(sales=("bob",)), "admin"))
    assert played.the(SkillsRelaxed).skills == ""
    assert list(played.offers()) == [("c1", "bob")]


def test_higher_priority_comes_first_whoever_waits_longer() -> None:
    heavy = office().queues_by_name["support"].model_copy(update={"weight": 5})
    played = Played(with_item(office(), Kind.QUEUE, heavy)).call("c1").call("c2", SUPPORT, after_ms=1000)
    assert list(played.play(AgentSignedOn("bob")).offers()) == [("c2", "bob")]
    assert played.the(AgentOffered).reason.startswith("first in line of support after 0 s, priority 5;")


def test_waiting_raises_the_priority() -> None:
    played = Played(office(escalate=[{"after_s": 10, "by": 3}])).call("c1").call("c2", SUPPORT, after_ms=1)
    played.play(DeadlineReached(), after_ms=9_999)
    assert played.facts == [PriorityRaised("c1", 1, "sales", 3)]
    played.play(DeadlineReached(), after_ms=1)
    assert played.facts == [PriorityRaised("c2", 1, "support", 3)]
