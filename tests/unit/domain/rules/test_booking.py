"""The caller is asked whether, and where, he is to be called back."""

import pytest

from ccd.domain.call import CallState
from ccd.domain.events import CallArrived, ChannelHungUp, PromptFinished, SessionEnded
from ccd.domain.facts import (
    AgentOffered,
    CallbackBooked,
    CallbackDeclined,
    CallbackProposed,
    CallDetached,
    CallEnded,
    CallOutcome,
    CallQueued,
    QueueLeft,
)
from ccd.domain.orders import CollectDigits, HoldCaller, PlayPrompts, ReleaseCall, Verdict
from ccd.domain.plan import Plan
from tests.unit.domain.called_back import NUMBER, OWN, TRUNK, CalledBack, plan

SPELLED = tuple(f"digits/{digit}" for digit in OWN)


def test_he_hears_his_number_and_says_yes() -> None:
    office = CalledBack().ask()
    assert office.the(CallbackProposed).number == NUMBER
    (question,) = [order for order in office.orders if isinstance(order, CollectDigits)]
    assert question.prompts[:2] == ("ccd/callback-offer", "digits/0")
    assert set(SPELLED) < set(question.prompts)
    assert question.max_digits == 1
    office.key("1")
    assert office.orders == [
        PlayPrompts("c1", ("ccd/callback-goodbye",)),
        ReleaseCall("c1", Verdict.HANG_UP),
    ]
    assert office.the(CallbackBooked).number == NUMBER


def test_he_is_in_line_when_he_has_hung_up_and_not_before() -> None:
    office = CalledBack(present=("ann",)).ask().key("1")
    assert office.floor.calls["c1"].state is CallState.LEAVING
    office.play(PromptFinished("c1")).play(ChannelHungUp("channel-c1"), after_ms=4000)
    assert office.the(CallQueued).entered_at_ms == office.now_ms - 4000
    assert office.the(AgentOffered).agent == "ann"
    assert not office.all(QueueLeft)


def test_he_may_hang_up_during_the_good_bye() -> None:
    office = CalledBack().ask().key("1")
    office.play(SessionEnded("c1", True, "channel-c1"))
    office.play(ChannelHungUp("channel-c1"))
    assert office.floor.calls["c1"].state is CallState.WAITING
    assert not office.all(CallEnded)


def test_he_types_another_number() -> None:
    office = CalledBack().ask().key("2")
    (question,) = office.orders
    assert question == CollectDigits("c1", ("ccd/callback-ask",), 20, 5.0)
    office.key("02838220000").key("1")
    assert office.the(CallbackBooked).number == "+842838220000"


@pytest.mark.parametrize("withheld", ["", "anonymous", "113", "+12025550123", "19001234"])
def test_who_calls_from_a_number_that_may_not_be_dialled_must_type_one(withheld: str) -> None:
    office = CalledBack().ask(withheld)
    assert office.the(CallbackProposed).number == ""
    office.key(OWN).key("1")
    assert office.the(CallbackBooked).number == NUMBER


@pytest.mark.parametrize("dear", ["19001234", "1800599920", "+12025550123", "0012025550123", "113", "#", "1"])
def test_numbers_that_cost_more_are_refused(dear: str) -> None:
    office = CalledBack().ask("").key(dear)
    (question,) = office.orders
    assert isinstance(question, CollectDigits)
    assert question.prompts == ("ccd/callback-refused", "ccd/callback-ask")
    assert not office.all(CallbackBooked)


def test_abroad_is_dialled_where_the_plan_says_so() -> None:
    office = CalledBack(plan({"abroad": ["US"]})).ask("+12025550123").key("1")
    assert office.the(CallbackBooked).number == "+12025550123"


def test_a_number_to_which_no_route_leads_is_refused() -> None:
    mobiles = [{"name": "mobiles", "patterns": ["09."], "ways": [TRUNK]}]
    office = CalledBack(Plan.model_validate({**plan().model_dump(), "routes": mobiles}))
    office.ask("").key("02838220000").key(OWN)
    assert [fact.number for fact in office.all(CallbackProposed)] == ["", "", NUMBER]


def test_nobody_types_a_number_where_the_plan_does_not_want_it() -> None:
    office = CalledBack(plan({"other_number": False})).ask().key("2").key("1")
    assert office.the(CallbackBooked).number == NUMBER
    withheld = CalledBack(plan({"other_number": False})).ask("")
    assert withheld.the(CallbackDeclined)
    assert withheld.floor.calls["c1"].state is CallState.WAITING, "on the line, like anybody"


def test_who_would_rather_wait_does() -> None:
    office = CalledBack().ask().key("*")
    assert any(isinstance(order, HoldCaller) for order in office.orders)
    assert office.the(CallQueued).queue == "sales"


def test_silence_does_not_last_for_ever() -> None:
    office = CalledBack().ask()
    for _ in range(6):
        office.key("")
    assert office.the(CallbackDeclined)
    assert office.floor.calls["c1"].state is CallState.WAITING


def test_who_was_in_line_keeps_his_place_either_way() -> None:
    asks = {"when_waited": {"after_s": 30, "target": {"kind": "callback", "queue": "sales"}}}
    for key in ("1", "*"):
        office = CalledBack(plan(**asks))
        office.play(CallArrived("c1", "channel-c1", "842838220001", OWN, ""))
        since_ms = office.now_ms
        office.pass_s(30)
        assert office.the(CallbackProposed).number == NUMBER
        office.key(key)
        if key == "1":
            office.play(ChannelHungUp("channel-c1"), after_ms=3000)
        assert [fact.entered_at_ms for fact in office.all(CallQueued)] == [since_ms, since_ms]
        office.pass_s(60)
        assert office.floor.calls["c1"].state is CallState.WAITING, "he is not asked again"


def test_a_good_bye_that_a_restart_cut_off_is_said_again() -> None:
    office = CalledBack().ask().key("1")
    again = office.restarted()
    again.play(CallArrived("c1", "channel-c1", "", OWN, ""))
    assert again.orders[-1] == ReleaseCall("c1", Verdict.HANG_UP)
    assert isinstance(again.facts[-1], CallDetached)


def test_who_was_turned_away_at_the_door_has_nowhere_to_wait() -> None:
    full = {"when_full": {"callers": 1, "target": {"kind": "callback", "queue": "sales"}}}
    office = CalledBack(plan(**full))
    for call_id in ("c1", "c2"):
        office.play(CallArrived(call_id, f"channel-{call_id}", "842838220001", OWN, ""))
    office.key("*", "c2")
    assert office.the(CallEnded).outcome is CallOutcome.TURNED_AWAY
