from dataclasses import replace

import pytest

from ccd.domain.events import (
    CallerIdentified,
    Carried,
    ChannelHungUp,
    ChannelTransferred,
    DialFinished,
    DialStatus,
    DigitsEntered,
    PlanChanged,
    PromptFinished,
    SessionEnded,
)
from ccd.domain.facts import (
    CallEnded,
    CallerRecognised,
    CallOutcome,
    CallQueued,
    CallReattached,
    CallStarted,
    EndedBy,
    NodeEntered,
    OfferEnded,
    OfferOutcome,
    TalkEnded,
)
from ccd.domain.orders import CollectDigits, HoldCaller, IdentifyCaller, PlayPrompts, ReleaseCall, Verdict
from tests.unit.domain.played import MENU, SALES, START_MS, SUPPORT, Played, arrival, channel, office

EARLIER_MS = START_MS - 60_000


def test_a_number_that_nobody_serves_is_refused() -> None:
    played = Played().play(arrival(did="+19990000"))
    assert played.the(CallEnded) == CallEnded("c1", CallOutcome.REFUSED, EndedBy.SYSTEM)
    assert played.orders[-1] == ReleaseCall("c1", Verdict.HANG_UP)
    assert not played.floor.calls


def test_a_number_is_the_same_with_and_without_plus() -> None:
    assert Played().play(arrival(did=SALES.lstrip("+"))).the(CallStarted).flow == "sales"


def test_a_caller_without_a_number_is_not_looked_up() -> None:
    played = Played().play(replace(arrival(), caller_number=""))
    assert not any(isinstance(order, IdentifyCaller) for order in played.orders)


def test_the_customer_is_known_when_storage_says_so_and_not_after_the_end() -> None:
    played = Played().call("c1", MENU).play(CallerIdentified("c1", 7))
    assert played.facts == [CallerRecognised("c1", 7)]
    played.play(ChannelHungUp(channel("c1"))).play(CallerIdentified("c1", 7))
    assert played.facts == []


def test_a_call_we_have_no_record_of_keeps_the_place_it_carries() -> None:
    played = Played().call("younger").play(arrival("c1", carried=Carried("sales", 2, EARLIER_MS)))
    assert played.facts[-1] == CallQueued("c1", 2, "sales", 0, EARLIER_MS)
    assert played.orders[-1] == HoldCaller("c1", "sales", 2, EARLIER_MS, "default")
    assert [call.call_id for call in played.floor.waiting("sales")] == ["c1", "younger"]


def test_a_place_in_the_future_is_a_place_at_the_end() -> None:
    played = Played().play(arrival(carried=Carried("sales", 1, START_MS + 60_000)))
    assert played.the(CallQueued).entered_at_ms == START_MS


def test_a_carried_place_in_a_queue_that_is_gone_begins_the_flow_anew() -> None:
    played = Played().play(arrival(did=MENU, carried=Carried("gone", 1, EARLIER_MS)))
    assert played.the(NodeEntered).node == "welcome"


def test_a_waiting_caller_comes_back_to_his_place() -> None:
    played = Played().call("c1").call("c2", after_ms=10).restarted()
    assert not any(call.attached for call in played.floor.waiting("sales"))
    played.call("c2").call("c1")
    assert played.facts == [CallReattached("c1", channel("c1"))]
    assert played.orders == [HoldCaller("c1", "sales", 1, START_MS, "default")]
    assert [call.call_id for call in played.floor.waiting("sales")] == ["c1", "c2"]


def test_a_caller_in_a_menu_hears_his_node_again() -> None:
    played = Played().call("c1", MENU).play(PromptFinished("c1")).play(DigitsEntered("c1", "7"))
    played = played.restarted().call("c1", MENU)
    assert played.facts[-1] == NodeEntered("c1", "menu", "menu")
    assert played.orders == [CollectDigits("c1", ("ccd/menu",), 1, 5.0)]


def test_a_caller_whose_node_is_gone_begins_the_flow_anew() -> None:
    played = Played().call("c1", MENU).play(PromptFinished("c1"))
    played.play(DigitsEntered("c1", "9"))
    plan = office()
    nodes = {name: node for name, node in plan.flows_by_name["menu"].nodes.items() if name != "bye"}
    nodes["menu"] = nodes["menu"].model_copy(update={"choices": {"1": "sales"}})
    menu = plan.flows_by_name["menu"].model_copy(update={"nodes": nodes})
    changed = plan.model_copy(update={"flows": (menu, *plan.flows[1:])})
    again = played.restarted(type(plan).model_validate(changed.model_dump())).call("c1", MENU)
    assert again.orders == [PlayPrompts("c1", ("ccd/welcome",))]


def test_a_caller_whose_number_is_gone_too_is_released() -> None:
    played = Played().call("c1", MENU).restarted(office(queues=("sales",)))
    played.floor.calls["c1"].node = "gone"
    played.play(arrival("c1", "+19990000"))
    assert played.facts[-1] == CallEnded("c1", CallOutcome.LEFT_IN_MENU, EndedBy.SYSTEM)


def test_a_channel_that_comes_back_while_it_rings_frees_the_agent() -> None:
    played = Played(present=("ann",)).call().restarted().call(after_ms=2000)
    assert played.all(OfferEnded) == [OfferEnded("c1", 1, "ann", OfferOutcome.LOST, 2000)]
    assert list(played.offers()) == [("c1", "ann")]


def test_a_channel_that_comes_back_from_a_conversation_is_done() -> None:
    played = Played(present=("ann",)).call().answer().restarted().call(after_ms=5000)
    assert played.the(TalkEnded).talk_ms == 5000
    assert played.the(CallEnded) == CallEnded("c1", CallOutcome.ANSWERED, EndedBy.AGENT)


def test_a_caller_who_was_sent_to_another_number_goes_on_there() -> None:
    played = Played(present=("ann",)).call().answer().restarted().call("c1", SUPPORT, after_ms=5000)
    assert played.the(TalkEnded).agent == "ann"
    assert played.facts[-1] == CallQueued("c1", 2, "support", 0, played.now_ms)
    played.play(ChannelHungUp(channel("c1")))
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


def test_a_caller_who_was_sent_to_the_same_number_goes_on_as_well() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(ChannelTransferred(channel("c1"), "blind", SALES)).call("c1", SALES)
    assert played.facts[-1] == CallQueued("c1", 2, "sales", 0, played.now_ms)


def test_a_call_keeps_its_plan_when_it_is_sent_on() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(PlanChanged(office(queues=("sales",)), "admin"))
    played.play(ChannelTransferred(channel("c1"), "blind", MENU)).call("c1", MENU)
    assert played.orders == [PlayPrompts("c1", ("ccd/welcome",))]


def test_the_end_of_the_earlier_session_does_not_end_the_later_one() -> None:
    played = Played().call("c1").call("c1").play(SessionEnded("c1", hung_up=True))
    assert played.floor.calls["c1"].attached
    played.play(SessionEnded("c1", hung_up=True))
    assert played.the(CallEnded).outcome is CallOutcome.ABANDONED


def test_a_channel_that_forgot_its_call_leaves_none_behind() -> None:
    """The connection broke before `AnswerCall` was performed."""
    played = Played().call("c1", MENU).play(SessionEnded("c1", hung_up=False))
    played.play(replace(arrival("c2", MENU), channel_id=channel("c1")))
    assert played.the(CallEnded) == CallEnded("c1", CallOutcome.LOST, EndedBy.SYSTEM)
    assert list(played.floor.calls) == ["c2"]


def test_the_old_channel_of_a_call_means_nothing_any_more() -> None:
    played = Played().call("c1").play(replace(arrival("c1"), channel_id="other"))
    played.play(ChannelHungUp(channel("c1")))
    assert "c1" in played.floor.calls
    played.play(ChannelHungUp("other"))
    assert "c1" not in played.floor.calls


@pytest.mark.parametrize("restarted", [False, True])
def test_a_call_that_was_told_good_bye_is_told_again(restarted: bool) -> None:
    played = Played().call("c1", MENU).play(PromptFinished("c1")).play(DigitsEntered("c1", "9"))
    played.play(PromptFinished("c1"))
    again = (played.restarted() if restarted else played).call("c1", MENU)
    assert (again.facts, again.orders) == ([], [ReleaseCall("c1", Verdict.HANG_UP)])


def test_a_call_we_took_for_gone_is_answered_by_the_safety_net() -> None:
    played = Played().call("c1").play(SessionEnded("c1", hung_up=True)).call("c1")
    assert (played.facts, played.orders) == ([], [ReleaseCall("c1", Verdict.QUEUE)])
    assert len(played.all(CallEnded)) == 1


def test_a_late_end_of_dial_after_the_return_is_passed_over() -> None:
    played = Played(present=("ann",)).call().restarted().call()
    played.play(DialFinished("c1", ("bob",), DialStatus.NOANSWER, None, caller_present=True))
    assert played.facts == []
