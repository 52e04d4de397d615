"""Queues that are unattended or too slow, and where their callers go."""

import pytest

from ccd.domain.events import (
    AgentSignedOff,
    AgentSignedOn,
    ChannelHungUp,
    DeadlineReached,
    DialStatus,
    Event,
    PlanChanged,
)
from ccd.domain.facts import (
    AgentOffered,
    CallEnded,
    CallOutcome,
    CallQueued,
    JoinRefused,
    NodeEntered,
    OfferEnded,
    QueueLeft,
    VisitOutcome,
)
from ccd.domain.orders import HoldCaller
from ccd.domain.plan import Plan
from tests.unit.domain.limited import BYE, TO_SUPPORT, limited
from tests.unit.domain.played import SALES, Played, channel

SLOW = limited(when_waited={"after_s": 60, "target": TO_SUPPORT})
NOBODY = limited(when_nobody={"target": TO_SUPPORT, "leave": True})


def test_nobody_is_signed_in() -> None:
    played = Played(NOBODY).call()
    assert played.the(JoinRefused) == JoinRefused("c1", 1, "sales", VisitOutcome.REFUSED_NOBODY)
    queued = played.the(CallQueued)
    assert (queued.visit, queued.queue) == (2, "support")
    assert Played(NOBODY, present=("ann",)).call().the(CallQueued).queue == "sales"


@pytest.mark.parametrize(
    "leaves",
    [AgentSignedOff("bob"), PlanChanged(limited(members=["ann"]), "admin")],
    ids=["goes", "is no member"],
)
def test_the_last_one_leaves(leaves: Event) -> None:
    played = Played(NOBODY, present=("ann", "bob")).call("c0").answer("c0").call("c1").answer("c1").call("c2")
    played.play(AgentSignedOff("ann"))
    assert played.floor.calls["c2"].queue == "sales", "somebody is there who may come back to it"
    played.play(leaves, after_ms=7000)
    assert played.all(QueueLeft) == [QueueLeft("c2", 1, "sales", VisitOutcome.NOBODY_LEFT, 7000)]
    assert played.floor.calls["c2"].queue == "support"


def test_the_last_one_leaves_and_whoever_waits_stays_unless_told_otherwise() -> None:
    played = Played(limited(when_nobody={"target": BYE}), present=("ann",)).call("c0").answer("c0").call("c1")
    played.play(AgentSignedOff("ann"))
    assert not played.all(QueueLeft)


def test_a_caller_has_waited_long_enough() -> None:
    played = Played(SLOW).call().play(DeadlineReached(), after_ms=59_999)
    assert (played.facts, played.floor.next_deadline()) == ([], played.now_ms + 1)
    played.play(DeadlineReached(), after_ms=1)
    assert played.facts == [
        QueueLeft("c1", 1, "sales", VisitOutcome.WAITED_TOO_LONG, 60_000),
        NodeEntered("c1", "queue sales", "when_waited"),
        CallQueued("c1", 2, "support", 0, played.now_ms),
    ]
    assert played.orders == [HoldCaller("c1", "support", 2, played.now_ms, "default")]
    played.play(ChannelHungUp(channel("c1")))
    assert played.the(CallEnded).outcome is CallOutcome.ABANDONED, "in the next queue it was he who left"


def test_who_rings_at_that_moment_may_still_answer() -> None:
    played = Played(SLOW).call().play(AgentSignedOn("ann"), after_ms=59_000)
    played.play(DeadlineReached(), after_ms=1000)
    assert not played.all(QueueLeft)
    played.finish(status=DialStatus.NOANSWER)
    assert isinstance(played.facts[0], OfferEnded)
    assert played.the(QueueLeft).outcome is VisitOutcome.WAITED_TOO_LONG


def test_time_that_passed_while_we_were_away_counts() -> None:
    played = Played(SLOW).call().restarted()
    played.play(DeadlineReached(), after_ms=90_000)
    assert not played.all(QueueLeft), "he is not in our hands"
    played.call()
    assert played.the(QueueLeft) == QueueLeft("c1", 1, "sales", VisitOutcome.WAITED_TOO_LONG, 90_000)


def test_what_the_caller_asked_for_goes_with_him_to_the_next_queue() -> None:
    plan = limited(when_waited={"after_s": 60, "target": TO_SUPPORT}).model_dump(mode="json")
    plan["agents"][1]["skills"] = {"french": 2}
    for did in plan["dids"]:
        did["skills"] = {"french": 2} if did["number"] == SALES else {}
    played = Played(Plan.model_validate(plan)).call().play(DeadlineReached(), after_ms=60_000)
    assert played.facts[-1] == CallQueued("c1", 2, "support", 0, played.now_ms, "french:2", "french:2")


def test_what_nobody_there_can_do_is_not_asked_for() -> None:
    plan = limited(when_waited={"after_s": 60, "target": TO_SUPPORT}).model_dump(mode="json")
    for did in plan["dids"]:
        did["skills"] = {"french": 2} if did["number"] == SALES else {}
    played = (
        Played(Plan.model_validate(plan), present=("bob",)).call().play(DeadlineReached(), after_ms=60_000)
    )
    assert played.the(AgentOffered).agent == "bob"
