from ccd.domain.desk import FORGOTTEN_MS, LOCKED_AFTER, LOCKED_MOST_MS, LOCKED_MS, Desk, WrongPins
from ccd.domain.facts import (
    CallEnded,
    CallOutcome,
    CodeAsks,
    CodeDialled,
    DoNotDisturbChanged,
    EndedBy,
    ForwardChanged,
    PersonKnown,
    PinRefused,
)


def test_a_request_lasts_as_long_as_its_call() -> None:
    desk = Desk()
    desk.take(CodeDialled("p1", "sign_in", ""), 1)
    desk.take(CodeAsks("p1", "pin"), 2)
    desk.take(PinRefused("p1", "ann"), 3)
    desk.take(PersonKnown("p1", "ann", "pin"), 4)
    request = desk.requests["p1"]
    assert (request.code, request.person, request.step, request.pins_refused) == ("sign_in", "ann", "pin", 1)
    desk.take(CallEnded("p1", CallOutcome.COMPLETED_IN_MENU, EndedBy.SYSTEM), 5)
    desk.take(CodeAsks("p1", "said"), 6)
    assert not desk.requests


def test_what_is_set_at_a_phone_stays() -> None:
    desk = Desk()
    desk.take(ForwardChanged("1001", "1002", "ann"), 1)
    desk.take(DoNotDisturbChanged("1001", on=True, by="1001"), 2)
    assert (desk.phones.forwarded, desk.phones.undisturbed) == ({"1001": "1002"}, {"1001": "1001"})
    assert desk.phones.forwarded_by == {"1001": "ann"}
    desk.take(ForwardChanged("1001", ""), 3)
    desk.take(DoNotDisturbChanged("1001", on=False), 4)
    assert (desk.phones.forwarded, desk.phones.forwarded_by, desk.phones.undisturbed) == ({}, {}, {})


def guess(pins: WrongPins, whose: str, at_ms: int, outside: bool = False) -> None:
    pins.take(PinRefused("p1", whose, outside, pins.with_one_more(whose, at_ms, outside)), at_ms)


def test_guessing_locks_for_a_while() -> None:
    desk = Desk()
    for at_ms in range(LOCKED_AFTER):
        assert not desk.wrong_pins.locked("ann", at_ms)
        guess(desk.wrong_pins, "ann", at_ms)
    assert desk.wrong_pins.locked("ann", LOCKED_AFTER)
    assert not desk.wrong_pins.locked("bob", LOCKED_AFTER)
    assert not desk.wrong_pins.locked("ann", LOCKED_AFTER - 1 + LOCKED_MS)


def test_each_lock_is_twice_as_long_up_to_a_day() -> None:
    pins, now_ms, lengths = Desk().wrong_pins, 0, []
    for _ in range(9):
        for _ in range(LOCKED_AFTER):
            guess(pins, "box:an", now_ms, outside=True)
        guess(pins, "box:an", now_ms + 1, outside=True)
        began_ms = now_ms
        while pins.locked("box:an", now_ms, outside=True):
            now_ms += LOCKED_MS
        lengths.append((now_ms - began_ms) // LOCKED_MS)
    assert lengths == [1, 2, 4, 8, 16, 32, 64, LOCKED_MOST_MS // LOCKED_MS, LOCKED_MOST_MS // LOCKED_MS]
    assert not pins.locked("box:an", began_ms), "who is inside"


def test_guesses_far_apart_do_not_add_up_and_the_right_one_ends_the_count() -> None:
    desk = Desk()
    for n in range(2 * LOCKED_AFTER):
        guess(desk.wrong_pins, "ann", n * FORGOTTEN_MS)
    assert not desk.wrong_pins.locked("ann", 2 * LOCKED_AFTER * FORGOTTEN_MS)
    for _ in range(LOCKED_AFTER - 1):
        guess(desk.wrong_pins, "bob", 1)
    desk.take(PersonKnown("p1", "bob", "pin"), 2)
    guess(desk.wrong_pins, "bob", 3)
    assert not desk.wrong_pins.locked("bob", 4)
