"""What a daemon makes of a callback that finds facts alone, and what lives in Asterisk (docs/callback.md)."""

from dataclasses import replace

from ccd.domain.call import CallState
from ccd.domain.events import (
    AgentSignedOn,
    AsteriskFound,
    AsteriskLost,
    CallArrived,
    ChannelHungUp,
    ConnectFinished,
    DialAnswered,
    DialStatus,
    NetRow,
    NetStep,
    PromptFinished,
    RingEnded,
    SafetyNetTold,
    SeenChannel,
)
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    CallbackPickedUp,
    CallEnded,
    CallOutcome,
    CallQueued,
    CustomerDialled,
    CustomerUnreached,
    NetAnswered,
    OfferEnded,
    OfferOutcome,
    ReachOutcome,
    TalkEnded,
)
from ccd.domain.orders import CallAgent, Connect, ReleaseCall, Verdict
from tests.unit.domain.called_back import START_MS, TRUNK, CalledBack, dialled, rung, talking


def after_crash(office: CalledBack, *channels: SeenChannel) -> CalledBack:
    again = office.restarted()
    return again.play(AsteriskFound(channels, ()), 2000)


JOINED = NetRow(
    START_MS + 40_000, NetStep.JOINED, "channel-c1", queue="support", call_id="c1", entered_at_ms=START_MS
)


def test_who_hears_good_bye_and_is_given_to_the_safety_net_is_called_back_if_he_gives_up_there() -> None:
    again = CalledBack().ask().key("1").restarted()
    again.play(SafetyNetTold((JOINED, replace(JOINED, step=NetStep.GAVE_UP)), 0, 2), 60_000)
    assert not again.all(CallQueued)
    again.play(AsteriskFound((), ()))
    queued = again.the(CallQueued)
    assert (queued.queue, queued.entered_at_ms) == ("sales", START_MS)
    again.play(AgentSignedOn("ann"))
    assert again.the(AgentOffered).call_id == "c1"


def test_who_hears_good_bye_and_is_answered_in_the_safety_net_need_not_be_called() -> None:
    again = CalledBack().ask().key("1").restarted()
    steps = (JOINED, replace(JOINED, step=NetStep.ANSWERED), replace(JOINED, step=NetStep.TALK_ENDED))
    again.play(SafetyNetTold(steps, 0, 3), 60_000)
    assert again.the(CallQueued).entered_at_ms == START_MS
    assert again.the(NetAnswered).queue == "sales"
    assert again.the(CallEnded).outcome is CallOutcome.ANSWERED


def test_a_crash_while_he_waits_changes_nothing() -> None:
    again = after_crash(CalledBack().book())
    assert again.floor.calls["c1"].state is CallState.WAITING
    again.play(AgentSignedOn("ann"))
    assert again.the(AgentOffered).call_id == "c1"


def test_a_crash_before_the_agent_rings_costs_him_the_offer() -> None:
    again = after_crash(rung())
    assert again.all(OfferEnded)[0].outcome is OfferOutcome.LOST
    assert [o.channel_id for o in again.orders if isinstance(o, CallAgent)] == ["c1-2"]


def test_a_crash_while_the_agent_rings_lets_him_ring() -> None:
    again = after_crash(rung(), SeenChannel("c1-1", "c1", "", ()))
    assert again.floor.calls["c1"].state is CallState.OFFERED
    assert not [order for order in again.orders if isinstance(order, CallAgent)]
    again.pick_up().told()
    assert again.the(CustomerDialled).attempt == 1


def test_a_crash_before_the_customer_is_dialled_is_no_attempt() -> None:
    again = after_crash(rung().pick_up())
    assert again.all(OfferEnded)[0].outcome is OfferOutcome.LOST
    again.pick_up().told()
    assert again.the(CustomerDialled).attempt == 1


def test_a_crash_after_it_was_written_down_that_he_is_dialled_is_an_attempt_even_if_he_was_not() -> None:
    again = after_crash(dialled())
    assert again.the(CustomerUnreached).outcome is ReachOutcome.LOST
    assert not again.orders or not [o for o in again.orders if isinstance(o, CallAgent | Connect)]
    again.pass_s(60)
    again.pick_up().told()
    assert [fact.attempt for fact in again.all(CustomerDialled)] == [1, 2]


def test_a_crash_while_the_customer_rings_waits_for_what_his_phone_says() -> None:
    again = after_crash(dialled(), SeenChannel("c1-1", "c1", "", (TRUNK,)))
    assert again.floor.calls["c1"].state is CallState.CALLING_BACK
    again.play(RingEnded("c1-1", TRUNK, DialStatus.BUSY))
    assert again.the(CustomerUnreached).outcome is ReachOutcome.BUSY


def test_a_crash_while_the_customer_rings_and_then_he_answers() -> None:
    again = after_crash(dialled(), SeenChannel("c1-1", "c1", "", (TRUNK,)))
    again.play(DialAnswered("c1-1", TRUNK), 1000)
    assert again.the(AgentAnswered).callback
    again.play(ChannelHungUp("c1-1"), 9000)
    assert again.the(CallEnded).outcome is CallOutcome.CALLED_BACK


def test_a_crash_and_meanwhile_they_talk() -> None:
    again = after_crash(dialled(), SeenChannel("c1-1", "c1", TRUNK, ()))
    assert again.floor.calls["c1"].state is CallState.TALKING
    again.play(ChannelHungUp("c1-1"), 9000)
    assert again.the(TalkEnded).talk_ms == 9000


def test_a_crash_and_meanwhile_they_have_talked() -> None:
    again = after_crash(talking())
    assert again.the(CallEnded).outcome is CallOutcome.CALLED_BACK


def test_a_channel_of_an_earlier_offer_is_let_go() -> None:
    again = after_crash(rung())
    again.play(CallArrived("c1", "c1-1", "", "", ""))
    assert again.orders == [ReleaseCall("c1", Verdict.HANG_UP)]
    assert not again.all(CallbackPickedUp)


def test_the_link_is_lost_while_the_customer_answers() -> None:
    office = dialled().play(AsteriskLost())
    office.play(ConnectFinished("c1", DialStatus.ANSWER, 16, caller_present=True), 30_000)
    assert office.the(AgentAnswered).callback
    assert office.the(CallEnded).outcome is CallOutcome.CALLED_BACK


def test_the_link_comes_back_while_they_talk_and_nobody_told_us() -> None:
    office = dialled().play(AsteriskLost())
    office.play(AsteriskFound((SeenChannel("c1-1", "c1", TRUNK, ()),), ()))
    assert office.floor.calls["c1"].state is CallState.TALKING


def test_prompts_that_end_late_dial_nobody() -> None:
    office = dialled()
    office.play(PromptFinished("c1"))
    assert office.the(CustomerDialled)
    office.customer_answers().play(PromptFinished("c1"))
    assert not office.facts
