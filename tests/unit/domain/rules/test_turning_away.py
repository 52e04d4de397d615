"""Queues that are full let nobody in."""

import pytest

from ccd.domain.events import (
    ChannelHungUp,
    PromptFinished,
)
from ccd.domain.facts import (
    CallEnded,
    CallOutcome,
    EndedBy,
    JoinRefused,
    NodeEntered,
    QueueLeft,
    VisitOutcome,
)
from ccd.domain.orders import PlayPrompts, ReleaseCall, Verdict
from ccd.domain.plan import Plan
from tests.unit.domain.limited import BYE, TO_SUPPORT, limited
from tests.unit.domain.played import SUPPORT, Played, arrival, channel

FULL = limited(when_full={"callers": 2, "target": BYE})


def test_a_full_queue_lets_nobody_in() -> None:
    played = Played(FULL).call("c1").call("c2").call("c3")
    assert played.facts[1:] == [
        NodeEntered("c3", "sales", "line"),
        JoinRefused("c3", 1, "sales", VisitOutcome.REFUSED_FULL),
        NodeEntered("c3", "queue sales", "when_full"),
    ]
    assert played.orders[-1] == PlayPrompts("c3", ("ccd/sorry",))
    played.play(PromptFinished("c3"))
    assert played.the(CallEnded) == CallEnded("c3", CallOutcome.TURNED_AWAY, EndedBy.SYSTEM)
    assert not played.all(QueueLeft), "who was not let in gave nothing up"


def test_who_leaves_while_he_is_turned_away_is_no_abandon() -> None:
    played = Played(FULL).call("c1").call("c2").call("c3").play(ChannelHungUp(channel("c3")))
    assert played.the(CallEnded) == CallEnded("c3", CallOutcome.TURNED_AWAY, EndedBy.CALLER)


@pytest.mark.parametrize("restarted", [False, True])
def test_who_has_left_makes_room(restarted: bool) -> None:
    played = Played(FULL).call("c1").call("c2").play(ChannelHungUp(channel("c1")))
    if restarted:
        played = played.restarted()
    played.call("c3").call("c4")
    assert played.the(JoinRefused).call_id == "c4"


def test_who_is_being_offered_still_takes_a_place_and_who_talks_does_not() -> None:
    played = Played(FULL, present=("ann",)).call("c1").call("c2").call("c3")
    assert played.the(JoinRefused).call_id == "c3"
    played.answer("c1").call("c4")
    assert played.floor.calls["c4"].queue == "sales"
    assert len(played.all(JoinRefused)) == 1


def test_who_comes_back_is_let_in_however_full_it_is() -> None:
    played = Played(FULL).call("c1").call("c2").restarted().call("c2").call("c1")
    assert not played.all(JoinRefused)


def test_queues_that_are_full_after_one_another() -> None:
    plan = limited(when_full={"callers": 1, "target": TO_SUPPORT}).model_dump(mode="json")
    plan["queues"][1]["when_full"] = {"callers": 1, "target": BYE}
    played = Played(Plan.model_validate(plan)).call("c1").call("c2", SUPPORT).play(arrival("c3"))
    assert [(fact.queue, fact.visit) for fact in played.all(JoinRefused)] == [("sales", 1), ("support", 2)]
    assert played.orders[-1] == PlayPrompts("c3", ("ccd/sorry",))


def test_an_exit_is_found_again_after_a_restart() -> None:
    played = Played(FULL).call("c1").call("c2").call("c3").restarted().call("c3")
    assert played.orders == [PlayPrompts("c3", ("ccd/sorry",))]
    played.play(PromptFinished("c3"))
    assert played.orders == [ReleaseCall("c3", Verdict.HANG_UP)]
