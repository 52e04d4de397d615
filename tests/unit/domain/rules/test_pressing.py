"""Keys that callers press in line."""

from typing import Any

from ccd.domain.events import DialFinished, DialStatus, KeyPressed, PromptFinished
from ccd.domain.facts import (
    CallEnded,
    CallOutcome,
    CallQueued,
    ExitChosen,
    NodeEntered,
    OfferEnded,
    OfferOutcome,
    QueueLeft,
    VisitOutcome,
)
from ccd.domain.orders import PlayPrompts
from tests.unit.domain.played import Played, office

BYE = {"kind": "hang_up", "prompts": ["ccd/bye"]}
KEYS: Any = {"1": BYE, "*": {"kind": "queue", "queue": "support"}}


def in_line(*present: str) -> Played:
    return Played(office(keys=KEYS, support=("cid",)), present=present).call()


def test_a_key_leads_out() -> None:
    played = in_line().play(KeyPressed("c1", "1"), after_ms=5000)
    assert played.facts == [
        ExitChosen("c1", 1, "sales", "1"),
        QueueLeft("c1", 1, "sales", VisitOutcome.LEFT_BY_KEY, 5000),
        NodeEntered("c1", "queue sales", "key 1"),
    ]
    assert played.orders == [PlayPrompts("c1", ("ccd/bye",))]
    played.play(PromptFinished("c1"))
    assert played.the(CallEnded).outcome is CallOutcome.COMPLETED_IN_MENU


def test_other_keys_and_other_moments_mean_nothing() -> None:
    played = in_line().play(KeyPressed("c1", "7")).play(KeyPressed("c2", "1"))
    assert not played.all(ExitChosen)
    played = in_line("ann").answer().play(KeyPressed("c1", "1"))
    assert not played.all(ExitChosen)


def test_a_key_that_ended_the_ringing() -> None:
    played = in_line("ann")
    played.play(DialFinished("c1", ("ann",), DialStatus.CANCEL, None, caller_present=True, key="*"))
    assert played.the(OfferEnded).outcome is OfferOutcome.CALLER_LEFT
    assert played.the(QueueLeft).outcome is VisitOutcome.LEFT_BY_KEY
    assert played.facts[-1] == CallQueued("c1", 2, "support", 0, played.now_ms)
    assert played.floor.may_be_rung(played.floor.agents["ann"])


def test_a_key_that_crossed_with_the_offer_counts_when_nobody_answers() -> None:
    played = in_line("ann").play(KeyPressed("c1", "1"))
    assert played.facts == [ExitChosen("c1", 1, "sales", "1")]
    played.finish(status=DialStatus.NOANSWER)
    assert played.the(QueueLeft).outcome is VisitOutcome.LEFT_BY_KEY


def test_an_answer_is_stronger_than_a_key_before_it() -> None:
    played = in_line("ann").play(KeyPressed("c1", "1")).answer()
    assert not played.all(QueueLeft)


def test_a_chosen_exit_is_taken_after_a_restart() -> None:
    played = in_line("ann").play(KeyPressed("c1", "1")).restarted().call()
    assert played.the(QueueLeft).outcome is VisitOutcome.LEFT_BY_KEY
