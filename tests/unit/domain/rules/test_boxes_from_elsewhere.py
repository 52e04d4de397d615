"""A box is opened at another phone, or from outside during its greeting."""

import pytest

from ccd.domain.desk import LOCKED_AFTER, LOCKED_MS
from ccd.domain.events import DigitsEntered, KeyChosen, OwnerKnocked, PinEntered, PromptFinished
from ccd.domain.facts import BoxKnocked, BoxOpened, CallEnded, CallOutcome, PinRefused, RecordingPlayed
from ccd.domain.orders import AskPin
from ccd.domain.plan import Plan
from tests.unit.domain.played import Played
from tests.unit.domain.rules.test_codes import dials, said
from tests.unit.domain.rules.test_listening import PIN_OF_DESK, listening, plan

OUTSIDE = "5550123"


def asked(played: Played) -> AskPin:
    (ask,) = [order for order in played.orders if isinstance(order, AskPin)]
    return ask


def typed(number: str, plan: Plan) -> Played:
    played = Played(plan).play(dials("*98", phone="1003"))
    assert said(played) == ["enter-box"]
    return played.play(DigitsEntered("p1", number))


def knocked(played: Played, call_id: str = "c1") -> Played:
    return played.call(call_id, did="700").play(OwnerKnocked(call_id, "desk"))


def wrong(played: Played, times: int, call_id: str = "c1") -> Played:
    for _ in range(times):
        played.play(PinEntered(call_id, PIN_OF_DESK, good=False))
    return played


@pytest.mark.parametrize(("box", "number"), [({}, "1001"), ({"number": "77"}, "77")])
def test_at_another_phone_by_its_number_and_always_by_pin(box: dict[str, str], number: str) -> None:
    played = typed(number, plan(**box))
    assert asked(played).agent == PIN_OF_DESK
    played.play(PinEntered("p1", PIN_OF_DESK, good=True))
    assert played.the(BoxOpened) == BoxOpened("p1", "desk", "pin")


def test_a_box_that_is_not_there_asks_for_a_pin_all_the_same() -> None:
    played = typed("4242", plan())
    assert asked(played).agent == ""
    played.play(PinEntered("p1", "", good=False))
    assert said(played) == ["wrong", "enter-box"]


def test_the_owner_is_let_in_from_outside() -> None:
    played = knocked(listening("a"))
    assert played.the(BoxKnocked) == BoxKnocked("c1", "desk")
    assert asked(played).agent == PIN_OF_DESK
    played.play(PinEntered("c1", PIN_OF_DESK, good=True))
    assert played.all(BoxOpened)[-1] == BoxOpened("c1", "desk", "outside")
    played.play(KeyChosen("c1", "1", played_out=False))
    assert played.all(RecordingPlayed)[-1] == RecordingPlayed("call-a", "a.wav", OUTSIDE)


def test_three_wrong_ones_end_the_call() -> None:
    played = wrong(knocked(Played(plan())), 3)
    assert played.all(PinRefused) == [
        PinRefused("c1", PIN_OF_DESK, outside=True, in_a_row=n) for n in (1, 2, 3)
    ]
    assert said(played) == ["wrong"]


def test_who_guesses_outside_locks_out_those_outside_only() -> None:
    played = wrong(knocked(Played(plan(pin_at_phone=True))), 3)
    wrong(knocked(played, "c2"), LOCKED_AFTER - 3, "c2")
    played.play(PinEntered("c2", PIN_OF_DESK, good=True))
    assert not played.all(BoxOpened)
    played.play(dials("*97")).play(PinEntered("p1", PIN_OF_DESK, good=True))
    assert played.the(BoxOpened).by == "pin"
    knocked(played, "c3").play(PinEntered("c3", PIN_OF_DESK, good=True), after_ms=LOCKED_MS)
    assert played.all(BoxOpened)[-1].by == "outside"


def test_who_knocks_after_he_has_hung_up_is_not_asked() -> None:
    played = Played(plan()).play(OwnerKnocked("gone", "desk"))
    assert (played.facts, played.orders) == ([], [])


def test_the_owners_call_ends_as_one_of_a_menu() -> None:
    played = knocked(Played(plan())).play(PinEntered("c1", PIN_OF_DESK, good=True))
    played.play(KeyChosen("c1", "#", played_out=False)).play(PromptFinished("c1"))
    assert played.the(CallEnded).outcome is CallOutcome.COMPLETED_IN_MENU
