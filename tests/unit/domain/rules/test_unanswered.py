import pytest

from ccd.domain.events import (
    AgentCameBack,
    AgentSignedOff,
    AgentSignedOn,
    AgentWentOnBreak,
    DeadlineReached,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
)
from ccd.domain.facts import (
    BreakStarted,
    CallDetached,
    OfferEnded,
    OfferOutcome,
    PhoneSeen,
    TalkEnded,
)
from ccd.domain.orders import HoldCaller, Membership, MirrorMember
from tests.unit.domain.played import START_MS, Played, found, office

HELD = HoldCaller("c1", "sales", 1, START_MS, "default")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (DialStatus.NOANSWER, OfferOutcome.RING_NO_ANSWER),
        (DialStatus.BUSY, OfferOutcome.REJECTED),
        (DialStatus.CONGESTION, OfferOutcome.REJECTED),
    ],
)
def test_who_does_not_answer_goes_on_break_and_the_caller_to_the_next(
    status: DialStatus, outcome: OfferOutcome
) -> None:
    played = Played(present=("ann", "bob")).call("c1").call("c2", after_ms=10).call("c3", after_ms=10)
    played.finish("c1", status, after_ms=15_000)
    assert played.facts == [
        OfferEnded("c1", 1, "ann", outcome, 15_020),
        BreakStarted("ann", outcome.value),
    ]
    assert played.orders == [MirrorMember("sales", "1001", "ann", Membership.PAUSED), HELD]
    played.finish("c2", DialStatus.BUSY)
    played.play(AgentCameBack("ann"))
    assert list(played.offers()) == [("c1", "ann")], "at the head, though others wait"


def let_ring(played: Played, after_ms: int = 0) -> Played:
    return played.finish("c1", DialStatus.NOANSWER, after_ms=after_ms)


def test_a_queue_may_forgive_some_missed_offers_but_not_at_once() -> None:
    played = let_ring(Played(office(missed_most=2), present=("ann",)).call())
    assert not played.all(BreakStarted)
    assert not list(played.offers())
    assert not list(played.play(DeadlineReached(), after_ms=4_999).offers())
    assert list(played.play(DeadlineReached(), after_ms=1).offers()) == [("c1", "ann")]
    assert let_ring(played).the(BreakStarted).reason == "ring_no_answer"


def test_an_answer_wipes_out_what_was_missed() -> None:
    played = let_ring(Played(office(missed_most=2, wrap_up_s=0), present=("ann",)).call())
    played.play(DeadlineReached(), after_ms=5_000).answer().finish().call("c2", after_ms=1000)
    played.finish("c2", DialStatus.BUSY)
    assert not played.all(BreakStarted)


def test_a_queue_that_never_sends_on_break_does_not_ring_in_a_hot_loop() -> None:
    played = Played(office(missed_most=0), present=("ann",)).call()
    for _ in range(10):
        played.finish("c1", DialStatus.BUSY)
        assert not list(played.offers())
        played.play(DeadlineReached(), after_ms=5_000)
        assert list(played.offers()) == [("c1", "ann")]
    assert not played.all(BreakStarted)


@pytest.mark.parametrize("ready", [AgentCameBack("ann"), AgentSignedOn("ann")])
def test_who_says_that_he_is_ready_need_not_rest(ready: Event) -> None:
    played = let_ring(Played(office(missed_most=0), present=("ann",)).call())
    if isinstance(ready, AgentSignedOn):
        played.play(AgentSignedOff("ann"))
    assert list(played.play(ready).offers()) == [("c1", "ann")]


def test_a_break_by_his_own_choice_keeps_its_reason() -> None:
    played = Played(present=("ann",)).call().play(AgentWentOnBreak("ann", "lunch"))
    played.finish(status=DialStatus.NOANSWER)
    assert played.floor.agents["ann"].break_reason == "lunch"


@pytest.mark.parametrize("status", [DialStatus.CHANUNAVAIL, DialStatus.CANCEL])
def test_a_phone_that_cannot_be_rung_is_tried_again_later_not_at_once(status: DialStatus) -> None:
    played = Played(present=("ann",)).play(PhoneChanged("1001", PhoneState.IDLE)).call()
    played.finish(status=status)
    assert played.facts == [
        OfferEnded("c1", 1, "ann", OfferOutcome.UNREACHABLE, 0),
        PhoneSeen("ann", "unreachable"),
    ]
    played.play(DeadlineReached(), after_ms=9_999)
    assert played.facts == []
    played.play(DeadlineReached(), after_ms=1)
    assert played.facts[0] == PhoneSeen("ann", "idle")
    assert list(played.offers()) == [("c1", "ann")]


def test_a_phone_that_asterisk_sees_come_back_is_tried_at_once() -> None:
    played = Played(present=("ann",)).call().finish(status=DialStatus.CHANUNAVAIL)
    played.play(PhoneChanged("1001", PhoneState.UNREACHABLE)).play(DeadlineReached(), after_ms=20_000)
    assert not list(played.offers())
    played.play(PhoneChanged("1001", PhoneState.IDLE))
    assert list(played.offers()) == [("c1", "ann")]


def test_a_new_sign_in_is_a_new_try() -> None:
    played = Played(present=("ann",)).call().finish(status=DialStatus.CHANUNAVAIL)
    played.play(AgentSignedOff("ann")).play(AgentSignedOn("ann"))
    assert list(played.offers()) == [("c1", "ann")]


def test_it_is_the_phone_that_was_rung_which_is_left_alone() -> None:
    played = Played(present=("ann",)).call()
    played.play(AgentSignedOff("ann")).play(AgentSignedOn("ann", "1004"))
    played.finish(status=DialStatus.CHANUNAVAIL)
    assert list(played.offers()) == [("c1", "ann")]
    assert played.the(OfferEnded).outcome is OfferOutcome.UNREACHABLE
    assert not played.all(PhoneSeen)


def test_a_dial_that_never_ends_is_given_up() -> None:
    played = Played(present=("ann",)).play(found()).call()
    played.play(DeadlineReached(), after_ms=44_999)
    assert played.facts == []
    played.play(DeadlineReached(), after_ms=1)
    assert played.facts == [OfferEnded("c1", 1, "ann", OfferOutcome.LOST, 45_000), CallDetached("c1")]
    assert played.floor.agents["ann"].free


def test_without_ami_a_long_dial_may_be_a_conversation() -> None:
    played = Played(present=("ann",)).call()
    assert played.floor.next_deadline() is None
    played.play(DeadlineReached(), after_ms=300_000)
    assert not played.all(OfferEnded)
    played.finish(talk_ms=60_000)
    assert played.the(TalkEnded).talk_ms == 60_000
