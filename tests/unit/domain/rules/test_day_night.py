"""The office is closed by a code."""

from typing import Any

import pytest

from ccd.domain.events import BackToPlan, DeadlineReached, OpenedByHand
from ccd.domain.hours import Opening
from ccd.domain.orders import ShowClosed
from ccd.domain.plan import Plan
from tests.unit.domain.played import Played, found, office
from tests.unit.domain.rules.test_codes import dials, said


def plan(*hours: str, **left_out: Any) -> Plan:
    """Open day and night."""
    week = {"zone": "Asia/Ho_Chi_Minh", "open": {"mon-sun": ["00:00-24:00"]}}
    named = [{"name": name, **week} for name in hours] + [
        {"name": name, "by_code": False, **week} for name in left_out
    ]
    return Plan.model_validate(office().model_dump() | {"hours": named})


def states(played: Played) -> dict[str, Opening]:
    floor = played.floor
    return {hours.name: floor.by_hand.opening(hours, played.now_ms) for hours in floor.plan.hours}


def lamp(played: Played) -> list[bool]:
    return [order.closed for order in played.orders if isinstance(order, ShowClosed)]


def test_closed_and_by_its_hours_again_also_after_a_restart() -> None:
    played = Played(plan("sales", "support", alarm=True)).play(found())
    assert lamp(played) == [False]
    played.play(dials("*280"))
    assert (said(played), lamp(played)) == (["closed"], [True])
    shut = {"sales": Opening.CLOSED, "support": Opening.CLOSED, "alarm": Opening.OPEN}
    assert states(played) == shut
    again = played.restarted()
    assert states(again) == shut
    assert lamp(again.play(found())) == [True]
    again.play(dials("*280", call_id="p2"))
    assert (said(again), lamp(again)) == (["by-hours"], [False])
    assert set(states(again).values()) == {Opening.OPEN}


def test_what_is_partly_closed_is_closed() -> None:
    played = Played(plan("sales", "support")).play(found())
    played.play(OpenedByHand("sales", Opening.CLOSED, None, "ann"))
    assert not lamp(played)
    assert said(played.play(dials("*280"))) == ["closed"]
    played.play(BackToPlan("sales", "ann"))
    assert lamp(played) == [False]


@pytest.mark.parametrize("restarted", [False, True])
def test_the_lamp_goes_out_the_moment_what_was_set_is_over(restarted: bool) -> None:
    played = Played(plan("sales")).play(found())
    until_ms = played.now_ms + 1000
    played.play(OpenedByHand("sales", Opening.CLOSED, until_ms, "ann"))
    assert lamp(played) == [True]
    if restarted:
        played = played.restarted().play(found())
    assert played.floor.next_deadline() == until_ms
    assert lamp(played.play(DeadlineReached(), after_ms=1000)) == [False]
    assert played.floor.next_deadline() is None


def test_without_hours_there_is_nothing_to_close() -> None:
    assert said(Played().play(dials("*280"))) == ["not-possible"]
