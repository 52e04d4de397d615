import pytest

from ccd.domain.events import CallArrived, ConnectFinished, DialStatus, PhoneChanged, PhoneState
from ccd.domain.facts import (
    AgentOffered,
    CallEnded,
    CallOutcome,
    CallQueued,
    CallReturned,
    EndedBy,
    PartiesRung,
    PartyAnswered,
    PriorityRaised,
)
from ccd.domain.legs import PhoneLeg
from ccd.domain.orders import Cause, Connect, ReleaseCall, Verdict
from ccd.domain.plan import Plan
from ccd.domain.rules.returning import HEAD
from tests.unit.domain.played import SALES, Played, channel, office


def sent_on(number: str = "1004") -> Played:
    """Ann talks to a caller of sales and sends him to that number."""
    played = Played(present=("ann",)).call().answer()
    return played.play(CallArrived("c1", channel("c1"), SALES, "5550123", "", None, "", number, "1001"), 5000)


def sent_to_group() -> Played:
    """Ann talks to a caller of sales and sends him to a group in which she is, too."""
    plan = office().model_dump()
    plan["groups"] = [{"name": "desk", "number": "600", "members": ["1001", "1003"], "in_turn": True}]
    played = Played(Plan.model_validate(plan), present=("ann",)).call().answer()
    return played.play(CallArrived("c1", channel("c1"), SALES, "5550123", "", None, "", "600", "1001"), 5000)


def nobody(status: DialStatus = DialStatus.NOANSWER, call_id: str = "c1") -> ConnectFinished:
    return ConnectFinished(call_id, status, 0, caller_present=True)


def rung(played: Played) -> list[str]:
    connects = [order for order in played.orders if isinstance(order, Connect)]
    return [leg.extension for order in connects for leg in order.legs if isinstance(leg, PhoneLeg)]


@pytest.mark.parametrize("status", [DialStatus.NOANSWER, DialStatus.BUSY, DialStatus.CHANUNAVAIL])
def test_the_call_goes_back_to_who_sent_it(status: DialStatus) -> None:
    played = sent_on().play(nobody(status), after_ms=8000)
    assert (played.the(CallReturned).to, rung(played)) == ("1001", ["1001"])
    assert not played.all(CallEnded)


def test_a_number_that_means_nothing_brings_it_back_at_once() -> None:
    played = sent_on("1999")
    assert (played.the(CallReturned).to, rung(played)) == ("1001", ["1001"])


def test_who_is_not_there_any_more_has_the_call_go_to_the_head_of_its_queue() -> None:
    played = sent_on().play(PhoneChanged("1001", PhoneState.IN_USE), after_ms=2000).play(nobody())
    assert played.the(CallReturned).to == ""
    assert played.all(CallQueued)[-1].visit == 2
    assert played.the(PriorityRaised).priority == HEAD


def test_a_phone_may_look_busy_with_the_very_call_for_a_moment() -> None:
    played = sent_on().play(PhoneChanged("1001", PhoneState.IN_USE)).play(nobody(DialStatus.BUSY))
    assert played.the(CallReturned).to == "1001"


def test_who_does_not_answer_either_has_it_go_to_the_queue() -> None:
    played = sent_on().play(nobody()).play(nobody(), after_ms=30_000)
    assert [fact.to for fact in played.all(CallReturned)] == ["1001", ""]
    assert [fact.agent for fact in played.all(AgentOffered)] in (["ann"], ["ann", "ann"])


def test_a_call_that_came_from_no_queue_ends() -> None:
    played = Played().play(CallArrived("p1", "p-ch", "", "", "", None, "1004", "1001"))
    played.play(PhoneChanged("1002", PhoneState.UNREACHABLE))
    played.floor.apply(PartyAnswered("p1", "1001", "", 0), played.now_ms)
    played.play(CallArrived("p1", "p-ch", "", "", "", None, "1004", "1002", "1001"))
    assert rung(played) == ["1001"]
    played.play(nobody(call_id="p1"))
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP, Cause.NO_ANSWER)]
    assert played.the(CallEnded) == CallEnded("p1", CallOutcome.ANSWERED, EndedBy.SYSTEM)


def test_a_group_in_which_nobody_answers_brings_it_back_too_and_is_not_rung_again() -> None:
    played = sent_to_group().play(nobody()).play(nobody())
    assert played.the(CallReturned).to == "1001"
    assert not played.all(CallEnded)
    played.play(nobody())
    assert [fact.parties for fact in played.all(PartiesRung)] == ["1001", "1003", "1001"]
    assert [fact.to for fact in played.all(CallReturned)] == ["1001", ""]
    assert played.the(PriorityRaised).priority == HEAD
