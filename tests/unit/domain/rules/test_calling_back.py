"""An agent is rung for one who has hung up and, when he is there, the customer."""

import pytest

from ccd.domain.agent import Activity
from ccd.domain.call import CallState
from ccd.domain.events import (
    AgentNotCalled,
    AgentSignedOn,
    AsteriskFound,
    AsteriskLost,
    CallArrived,
    ChannelHungUp,
    ConnectFinished,
    DialStatus,
    DigitsEntered,
    SessionEnded,
)
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    CallbackDue,
    CallbackPickedUp,
    CallEnded,
    CallOutcome,
    CallQueued,
    CustomerDialled,
    CustomerUnreached,
    EndedBy,
    OfferEnded,
    OfferOutcome,
    QueueLeft,
    ReachOutcome,
    TalkEnded,
    VisitOutcome,
    WrapUpStarted,
)
from ccd.domain.legs import OutsideLeg
from ccd.domain.orders import CallAgent, CollectDigits, Connect, PlayPrompts, ReleaseCall, RungPhone, Verdict
from tests.unit.domain.called_back import DID, OWN, TRUNK, CalledBack, dialled, plan, rung, talking


def test_the_agent_hears_whom_he_calls_and_then_the_customer_is_dialled() -> None:
    office = rung()
    assert office.orders == [CallAgent("c1", "c1-1", RungPhone("ann", "1001"), OWN, 15)]
    office.pick_up(after_ms=3000)
    assert office.the(CallbackPickedUp).ring_ms == 3000
    (told,) = office.orders
    assert isinstance(told, PlayPrompts)
    assert told.prompts == ("ccd/callback-agent", *(f"digits/{digit}" for digit in OWN))
    office.told()
    dial = office.the(CustomerDialled)
    assert (dial.attempt, dial.number, dial.trunk) == (1, OWN, TRUNK)
    (connect,) = office.orders
    assert isinstance(connect, Connect)
    assert connect.legs == (OutsideLeg(OWN, TRUNK, DID),)
    assert office.floor.agents["ann"].activity is Activity.CALLING


def test_the_dial_is_a_fact_before_it_is_an_order() -> None:
    office = rung().pick_up()
    assert not office.all(CustomerDialled)
    assert not [order for order in office.orders if isinstance(order, Connect)]
    assert office.told().facts[-1] == office.the(CustomerDialled)


def test_they_talk_and_the_customer_hangs_up() -> None:
    office = talking()
    answer = office.the(AgentAnswered)
    assert (answer.agent, answer.callback, answer.tickets) == ("ann", True, "join_open")
    office.play(ConnectFinished("c1", DialStatus.ANSWER, 16, caller_present=True), 5000)
    assert office.the(TalkEnded).ended_by is EndedBy.CALLER
    assert office.the(TalkEnded).talk_ms == 5000
    assert office.the(WrapUpStarted).agent == "ann"
    assert office.the(CallEnded).outcome is CallOutcome.CALLED_BACK
    assert office.orders == [ReleaseCall("c1", Verdict.HANG_UP)]


def test_they_talk_and_the_agent_hangs_up() -> None:
    office = talking().play(ChannelHungUp("c1-1"), 5000)
    assert office.the(TalkEnded).ended_by is EndedBy.AGENT
    assert office.the(CallEnded).outcome is CallOutcome.CALLED_BACK


def test_with_press_one_the_customer_is_dialled_when_the_agent_wants() -> None:
    office = CalledBack(plan({"press_one": True}), present=("ann",)).book().pick_up()
    (question,) = office.orders
    assert isinstance(question, CollectDigits)
    assert question.prompts[-1] == "ccd/callback-press-one"
    office.play(DigitsEntered("c1", "1"))
    assert office.the(CustomerDialled)


def test_an_agent_who_does_not_press_one_is_let_go_and_the_next_is_rung() -> None:
    office = CalledBack(plan({"press_one": True}), present=("ann", "bob")).book().pick_up()
    first = office.the(AgentOffered).agent
    office.play(DigitsEntered("c1", ""))
    assert ReleaseCall("c1", Verdict.HANG_UP) in office.orders
    assert [fact.agent for fact in office.all(AgentOffered)] != [first, first]
    assert len(office.all(AgentOffered)) == 2
    assert not office.all(CustomerDialled)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (DialStatus.NOANSWER, OfferOutcome.RING_NO_ANSWER),
        (DialStatus.BUSY, OfferOutcome.REJECTED),
        (DialStatus.CHANUNAVAIL, OfferOutcome.UNREACHABLE),
    ],
)
def test_an_agent_who_is_not_there_costs_nobody_his_place(status: DialStatus, outcome: OfferOutcome) -> None:
    office = CalledBack(present=("ann", "bob")).book()
    office.play(AgentNotCalled("c1-1", status), 1000)
    assert office.the(OfferEnded).outcome is outcome
    assert [order.channel_id for order in office.orders if isinstance(order, CallAgent)] == ["c1-2"]
    assert len(office.all(CallQueued)) == 1
    office.play(AgentNotCalled("c1-1", DialStatus.BUSY)).play(ChannelHungUp("c1-1"))
    assert not office.facts, "the first one's channel has nothing more to tell"


@pytest.mark.parametrize(
    ("after_ms", "outcome"), [(1000, OfferOutcome.REJECTED), (15_000, OfferOutcome.RING_NO_ANSWER)]
)
def test_the_end_of_the_agents_channel_may_be_told_first(after_ms: int, outcome: OfferOutcome) -> None:
    office = rung().play(ChannelHungUp("c1-1"), after_ms)
    assert office.the(OfferEnded).outcome is outcome


def test_an_agent_who_hangs_up_before_the_customer_was_dialled_missed_it() -> None:
    office = rung().pick_up().play(SessionEnded("c1", True, "c1-1"))
    assert office.the(OfferEnded).outcome is OfferOutcome.REJECTED
    assert office.floor.calls["c1"].state is CallState.WAITING


@pytest.mark.parametrize(
    ("status", "cause", "outcome"),
    [
        (DialStatus.BUSY, 17, ReachOutcome.BUSY),
        (DialStatus.NOANSWER, 19, ReachOutcome.NO_ANSWER),
        (DialStatus.CHANUNAVAIL, 0, ReachOutcome.UNREACHABLE),
    ],
)
def test_a_customer_who_is_not_reached_is_tried_again_later_at_his_place(
    status: DialStatus, cause: int, outcome: ReachOutcome
) -> None:
    office = dialled()
    entered_at_ms = office.the(CallQueued).entered_at_ms
    office.play(ConnectFinished("c1", status, cause, caller_present=True))
    failed = office.the(CustomerUnreached)
    assert (failed.outcome, failed.attempt, failed.again_at_ms) == (outcome, 1, office.now_ms + 60_000)
    assert office.floor.agents["ann"].activity is Activity.IDLE
    office.pass_s(59)
    assert len(office.all(AgentOffered)) == 1, "he is left alone for a minute"
    office.pass_s(1)
    assert office.the(CallbackDue)
    assert len(office.all(AgentOffered)) == 2
    assert office.floor.calls["c1"].entered_at_ms == entered_at_ms


def test_after_the_last_attempt_he_is_given_up() -> None:
    office = dialled()
    office.play(ConnectFinished("c1", DialStatus.BUSY, 17, caller_present=True)).pass_s(60)
    office.pick_up().told()
    office.play(ConnectFinished("c1", DialStatus.BUSY, 17, caller_present=True))
    assert [fact.attempt for fact in office.all(CustomerDialled)] == [1, 2]
    assert office.all(CustomerUnreached)[-1].again_at_ms == 0
    assert office.the(QueueLeft).outcome is VisitOutcome.NOT_REACHED
    assert office.the(CallEnded).outcome is CallOutcome.NOT_REACHED


def test_an_agent_who_hangs_up_while_the_customer_rings_has_made_an_attempt() -> None:
    office = dialled().play(ConnectFinished("c1", DialStatus.CANCEL, 0, caller_present=False))
    assert office.the(CustomerUnreached).outcome is ReachOutcome.CALLER_LEFT
    assert office.play(ChannelHungUp("c1-1")).facts == []


def test_who_is_not_called_back_in_time_is_given_up() -> None:
    office = CalledBack(plan({"keep_s": 3600})).book()
    office.pass_s(3599)
    assert not office.all(CallEnded)
    office.pass_s(2)
    assert office.the(CallEnded).outcome is CallOutcome.CALLBACK_EXPIRED
    assert office.the(QueueLeft).outcome is VisitOutcome.CALLBACK_EXPIRED


def test_he_has_his_turn_among_those_who_wait_on_the_line() -> None:
    office = CalledBack()
    office.play(CallArrived("c0", "channel-c0", "842838220001", "0902", ""))
    office.book()
    office.play(CallArrived("c2", "channel-c2", "842838220001", "0903", ""))
    order = [call.call_id for call in office.floor.waiting("sales")]
    assert order == ["c0", "c1", "c2"]
    office.play(AgentSignedOn("ann")).play(AgentSignedOn("bob"))
    assert [fact.call_id for fact in office.all(AgentOffered)] == ["c0", "c1"]


def test_while_asterisk_is_out_of_sight_nobody_is_called_and_others_are_served() -> None:
    office = CalledBack().book().play(AsteriskLost())
    office.play(AgentSignedOn("ann"))
    assert not office.all(AgentOffered)
    office.play(CallArrived("c2", "channel-c2", "842838220001", "0903", ""))
    assert office.the(AgentOffered).call_id == "c2"
    office.play(AgentSignedOn("bob")).play(AsteriskFound((), ()))
    assert [fact.call_id for fact in office.all(AgentOffered)] == ["c2", "c1"]
