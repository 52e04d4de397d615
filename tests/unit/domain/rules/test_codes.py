"""Feature codes: ann sits at 1001 by the plan, bob at 1002; 1004 is nobody's phone."""

from dataclasses import replace

import pytest

from ccd.domain.agent import Activity, Presence
from ccd.domain.events import (
    AgentSignedOn,
    CallArrived,
    ChannelHungUp,
    DigitsEntered,
    PinEntered,
    PromptFinished,
)
from ccd.domain.facts import (
    CallEnded,
    CallOutcome,
    CodeDialled,
    DoNotDisturbChanged,
    EndedBy,
    ForwardChanged,
    PersonKnown,
    PinRefused,
)
from ccd.domain.orders import (
    AnswerCall,
    AskPin,
    CollectDigits,
    Echo,
    PickUp,
    PlayPrompts,
    ReleaseCall,
    Verdict,
)
from ccd.domain.rules.codes.talking import PIN_TRIES
from tests.unit.domain.played import Played, arrival, channel


def dials(number: str, phone: str = "1001", call_id: str = "p1") -> CallArrived:
    return CallArrived(call_id, channel(call_id), "", phone, "", None, phone, number)


def said(played: Played) -> list[str]:
    """The last words."""
    return [
        prompt.removeprefix("ccd/codes/")
        for order in played.orders
        if isinstance(order, PlayPrompts | CollectDigits)
        for prompt in order.prompts
    ]


def test_who_dials_is_answered_told_and_let_go() -> None:
    played = Played().play(dials("*45"))
    assert CodeDialled("p1", "sign_in", "") in played.facts
    assert played.orders[0] == AnswerCall("p1")
    assert said(played) == ["signed-in"]
    played.play(PromptFinished("p1"))
    assert played.facts == [CallEnded("p1", CallOutcome.COMPLETED_IN_MENU, EndedBy.SYSTEM)]
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP)]


def test_sign_in_and_out_at_ones_own_phone() -> None:
    played = Played().play(dials("*45"))
    assert played.floor.agents["ann"].signed_in
    played.play(dials("*45", call_id="p2"))
    assert said(played) == ["signed-out"]
    assert [agent.signed_in for agent in played.floor.agents.values()] == [False] * 3


def test_at_a_phone_of_nobody_one_says_who_one_is() -> None:
    played = Played().play(dials("*45", phone="1004"))
    assert said(played) == ["enter-number"]
    played.play(DigitsEntered("p1", "1002"))
    (ask,) = [order for order in played.orders if isinstance(order, AskPin)]
    assert ask.agent == "bob"
    played.play(PinEntered("p1", "bob", good=True))
    assert PersonKnown("p1", "bob", "pin") in played.facts
    assert (played.floor.agents["bob"].presence, played.floor.agents["bob"].extension) == (
        Presence.READY,
        "1004",
    )


def test_who_signs_in_elsewhere_moves() -> None:
    played = Played(present=("bob",)).play(dials("*45", phone="1004")).play(DigitsEntered("p1", "1002"))
    played.play(PinEntered("p1", "bob", good=True))
    assert said(played) == ["signed-in"]
    assert played.floor.agents["bob"].extension == "1004"


def test_a_wrong_pin_is_asked_again_and_not_for_ever() -> None:
    played = Played().play(dials("*45", phone="1004"))
    for n in range(1, PIN_TRIES):
        played.play(DigitsEntered("p1", "1002")).play(PinEntered("p1", "bob", good=False))
        assert PinRefused("p1", "bob", in_a_row=n) in played.facts
        assert said(played) == ["wrong", "enter-number"]
    played.play(DigitsEntered("p1", "1002")).play(PinEntered("p1", "bob", good=False))
    assert said(played) == ["wrong"]
    assert played.play(PromptFinished("p1")).orders == [ReleaseCall("p1", Verdict.HANG_UP)]


def test_a_number_of_nobody_is_asked_for_its_pin_like_any_other() -> None:
    played = Played().play(dials("*45", phone="1004")).play(DigitsEntered("p1", "9"))
    (ask,) = [order for order in played.orders if isinstance(order, AskPin)]
    assert ask.agent == ""


def test_who_guessed_too_often_is_not_let_in() -> None:
    played = Played()
    for n in range(2):
        played.play(dials("*45", phone="1004", call_id=f"p{n}"))
        for _ in range(PIN_TRIES):
            played.play(DigitsEntered(f"p{n}", "1002")).play(PinEntered(f"p{n}", "bob", good=False))
    played.play(dials("*45", phone="1004", call_id="p9")).play(DigitsEntered("p9", "1002"))
    played.play(PinEntered("p9", "bob", good=True))
    assert PinRefused("p9", "bob") in played.facts
    assert played.floor.agents["bob"].presence is Presence.SIGNED_OUT


def test_a_break_with_its_reason_and_back() -> None:
    played = Played(present=("ann",)).play(dials("*46"))
    assert said(played) == ["enter-reason"]
    played.play(DigitsEntered("p1", "2"))
    assert said(played) == ["on-break"]
    ann = played.floor.agents["ann"]
    assert (ann.presence, ann.break_reason) == (Presence.ON_BREAK, played.floor.plan.break_reasons[1])
    played.play(dials("*46", call_id="p2"))
    assert said(played) == ["ready"]
    assert ann.presence is Presence.READY


@pytest.mark.parametrize("digits", ["0", "6", "99", "#", ""])
def test_a_reason_that_is_none(digits: str) -> None:
    played = Played(present=("ann",)).play(dials("*46")).play(DigitsEntered("p1", digits))
    assert said(played) == ["wrong"]
    assert played.floor.agents["ann"].presence is Presence.READY


def test_a_break_is_for_who_is_signed_in() -> None:
    assert said(Played().play(dials("*46"))) == ["not-possible"]


def test_wrap_up_is_over() -> None:
    played = Played(present=("ann",)).call().answer().play(ChannelHungUp(channel("c1")))
    assert not played.floor.agents["ann"].free
    played.play(dials("*47"))
    assert said(played) == ["wrap-up-over"]
    assert played.floor.agents["ann"].activity is Activity.IDLE
    assert said(played.play(dials("*47", call_id="p2"))) == ["not-possible"]


def test_echo() -> None:
    assert Played().play(dials("*43")).orders[-1] == Echo("p1", ("ccd/codes/echo",))


def test_forward_on_and_off() -> None:
    played = Played().play(dials("*72"))
    assert said(played) == ["enter-forward"]
    played.play(DigitsEntered("p1", "1003"))
    assert ForwardChanged("1001", "1003", "1001") in played.facts
    assert said(played) == ["forwarded"]
    played = played.restarted()
    played.play(dials("*73", call_id="p2"))
    assert ForwardChanged("1001", "", "1001") in played.facts
    assert said(played) == ["not-forwarded"]


@pytest.mark.parametrize("number", ["1001", "1999", "*45", ""])
def test_a_number_that_nobody_can_be_forwarded_to(number: str) -> None:
    played = Played().play(dials("*72")).play(DigitsEntered("p1", number))
    assert said(played) == ["wrong"]
    assert not played.all(ForwardChanged)


def test_do_not_disturb_on_and_off() -> None:
    played = Played().play(dials("*78"))
    assert (said(played), played.all(DoNotDisturbChanged)) == (
        ["do-not-disturb"],
        [DoNotDisturbChanged("1001", on=True, by="1001")],
    )
    played.play(dials("*78", call_id="p2"))
    assert len(played.all(DoNotDisturbChanged)) == 1
    played.play(dials("*79", call_id="p3"))
    assert said(played) == ["disturb"]


def test_who_picks_up_is_not_answered_before() -> None:
    played = Played().play(dials("**1002", phone="1004"))
    assert played.orders == [PickUp("p1", "1002", ("ccd/codes/not-possible",))]
    assert Played().play(dials("*8", phone="1004")).orders[-1] == PickUp(
        "p1", "", ("ccd/codes/not-possible",)
    )


def test_codes_are_for_our_phones() -> None:
    played = Played().play(replace(arrival("t1"), dialled="*45"))
    assert not played.all(CodeDialled)


def test_after_a_restart_the_code_begins_anew() -> None:
    played = Played(present=("ann",)).play(dials("*46")).restarted().play(dials("*46"))
    assert said(played) == ["enter-reason"]
    assert said(played.play(DigitsEntered("p1", "1"))) == ["on-break"]


def test_somebody_elses_seat_is_not_taken() -> None:
    played = Played(present=("ann",)).play(AgentSignedOn("cid", "1004"))
    played.play(dials("*45", phone="1002"))
    assert played.floor.agents["bob"].extension == "1002"
