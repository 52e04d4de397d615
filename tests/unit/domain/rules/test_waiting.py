from ccd.domain.events import (
    AgentSignedOn,
    ChannelHungUp,
    DialStatus,
    DigitsEntered,
    PlanChanged,
    PromptFinished,
)
from ccd.domain.facts import CallDetached, CallEnded, CallOutcome, CallQueued, QueueLeft, VisitOutcome
from ccd.domain.orders import HoldCaller, ReleaseCall, Verdict
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


def test_his_outcome_is_the_safety_net() -> None:
    played = in_safety_net().play(ChannelHungUp(channel("c1")))
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
