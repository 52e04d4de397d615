from typing import get_args

from ccd.domain import applying, call
from ccd.domain.facts import CallEnded, Fact, HoursRestored, MenuAnswered
from ccd.domain.hearing import Hearers, hearers, tell

STEP, RESTORED = MenuAnswered("c1", "menu", "1", True, 1), HoursRestored("shop", "an")


def test_a_fact_reaches_those_who_want_it_in_the_order_in_which_they_stand() -> None:
    table: Hearers[list[tuple[str, Fact, int]]] = hearers(
        (HoursRestored | MenuAnswered, lambda heard, fact, at_ms: heard.append(("first", fact, at_ms))),
        (CallEnded, lambda heard, fact, at_ms: heard.append(("never", fact, at_ms))),
        (MenuAnswered, lambda heard, fact, at_ms: heard.append(("second", fact, at_ms))),
    )
    heard: list[tuple[str, Fact, int]] = []
    tell(table, heard, STEP, 5)
    tell(table, heard, RESTORED, 6)
    assert heard == [("first", STEP, 5), ("second", STEP, 5), ("first", RESTORED, 6)]


def test_a_call_hears_of_nothing_that_cannot_befall_it() -> None:
    assert set(call._HEARERS) <= set(call.TRANSITIONS)
    assert set(applying._HEARERS) <= set(get_args(Fact))
