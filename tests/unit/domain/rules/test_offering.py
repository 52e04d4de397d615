import pytest

from ccd.domain.events import (
    AgentCameBack,
    AgentSignedOff,
    AgentSignedOn,
    AgentWentOnBreak,
    ChannelTransferred,
    DeadlineReached,
    DialAnswered,
    DialFinished,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
    SessionEnded,
)
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    BreakStarted,
    CallDetached,
    CallReattached,
    NetAnswered,
    OfferEnded,
    OfferOutcome,
    PhoneSeen,
    RecordingStarted,
    TalkEnded,
)
from ccd.domain.orders import HoldCaller, Membership, MirrorMember, RingAgent, RungPhone
from tests.unit.domain.played import START_MS, SUPPORT, Played, channel, found, office

HELD = HoldCaller("c1", "sales", 1, START_MS, "default")


def test_a_free_agent_is_rung_at_once() -> None:
    played = Played(present=("ann",)).call()
    assert played.the(AgentOffered).extension == "1001"
    assert played.orders[-2:] == [HELD, RingAgent("c1", (RungPhone("ann", "1001"),), 15, "c1///c1.wav")]


def test_a_call_of_a_queue_that_is_not_recorded_names_no_file() -> None:
    played = Played(office(recording=False), present=("ann",)).call()
    assert isinstance(ring := played.orders[-1], RingAgent)
    assert ring.recording == ""
    assert not played.answer().all(RecordingStarted)


def test_an_answer_is_measured_from_ring_and_entry() -> None:
    played = Played().call().play(AgentSignedOn("ann"), after_ms=7000).answer(after_ms=2000)
    assert played.facts == [
        AgentAnswered("c1", 1, "sales", "ann", ring_ms=2000, wait_ms=9000, tickets="join_open"),
        RecordingStarted("c1", "c1///c1.wav"),
    ]


def test_one_recording_goes_through_all_visits() -> None:
    played = Played(present=("ann", "cid")).call().answer()
    played.play(ChannelTransferred(channel("c1"), "blind", SUPPORT)).call("c1", SUPPORT).answer()
    assert len(played.all(AgentAnswered)) == 2
    assert len(played.all(RecordingStarted)) == 1


def test_an_answer_to_nobody_we_know_is_none() -> None:
    played = Played(present=("ann",)).call().play(DialAnswered("nobody", "1002"))
    assert played.facts == []


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


def test_a_phone_that_still_rings_for_somebody_else_is_not_rung_for_another() -> None:
    """Ann signed out while it rang; the next who sits down there waits until it is over."""
    played = Played(present=("ann",)).call("c1").play(AgentSignedOff("ann"))
    played.play(AgentSignedOn("bob", "1001")).call("c2")
    assert not list(played.offers())
    played.finish("c1", DialStatus.NOANSWER)
    assert list(played.offers()) == [("c1", "bob")]


def test_the_first_in_line_across_queues_is_served_first() -> None:
    played = Played().call("c1", SUPPORT).call("c2", after_ms=5).play(AgentSignedOn("bob"))
    assert list(played.offers()) == [("c1", "bob")]


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


def test_a_dial_that_ends_after_it_was_given_up_brings_the_caller_back_to_his_place() -> None:
    played = Played(present=("ann",)).play(found()).call().play(AgentSignedOff("ann"))
    played.play(DeadlineReached(), after_ms=45_000)
    played.play(DialFinished("c1", ("ann",), DialStatus.NOANSWER, None, caller_present=True))
    assert played.facts == [CallReattached("c1", channel("c1"))]
    assert played.orders == [HELD]


def test_the_safety_nets_answer_ends_the_visit() -> None:
    played = Played().call().play(SessionEnded("c1", hung_up=False))
    played.play(DialAnswered(channel("c1"), "1001"), after_ms=5000)
    assert played.facts == [NetAnswered("c1", 1, "sales", "", 0, 5000, "join_open")]
