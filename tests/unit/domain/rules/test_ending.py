import pytest

from ccd.domain.events import (
    AgentSignedOff,
    ChannelHungUp,
    ChannelTransferred,
    DialFinished,
    DialStatus,
    RecordingClosed,
    SessionEnded,
)
from ccd.domain.facts import (
    CallDetached,
    CallEnded,
    CallOutcome,
    CallTransferred,
    EndedBy,
    OfferEnded,
    OfferOutcome,
    QueueLeft,
    RecordingStored,
    TalkEnded,
    VisitOutcome,
    WrapUpStarted,
)
from ccd.domain.orders import ReleaseCall, Verdict
from tests.unit.domain.played import MENU, Played, channel, office

GONE = ChannelHungUp(channel("c1"))


@pytest.mark.parametrize("event", [GONE, SessionEnded("c1", hung_up=True)])
def test_a_caller_leaves_the_menu(event: ChannelHungUp | SessionEnded) -> None:
    played = Played().call("c1", MENU).play(event)
    assert played.facts == [CallEnded("c1", CallOutcome.LEFT_IN_MENU, EndedBy.CALLER)]


@pytest.mark.parametrize("event", [GONE, SessionEnded("c1", hung_up=True)])
def test_a_caller_leaves_the_line(event: ChannelHungUp | SessionEnded) -> None:
    played = Played().call("c1").play(event, after_ms=7000)
    assert played.facts == [
        QueueLeft("c1", 1, "sales", VisitOutcome.ABANDONED, 7000),
        CallEnded("c1", CallOutcome.ABANDONED, EndedBy.CALLER),
    ]


def test_a_caller_leaves_while_a_phone_rings_and_the_agent_keeps_his_turn() -> None:
    played = Played(present=("ann",)).call().play(GONE, after_ms=3000)
    assert played.facts[0] == OfferEnded("c1", 1, "ann", OfferOutcome.CALLER_LEFT, 3000)
    assert played.the(CallEnded).outcome is CallOutcome.ABANDONED
    assert played.floor.agents["ann"].free


def test_the_agent_hangs_up() -> None:
    played = Played(present=("ann",)).call().answer(after_ms=2000).finish(talk_ms=4900, after_ms=5000)
    assert played.facts == [
        TalkEnded("c1", 1, "ann", EndedBy.AGENT, 4900),
        WrapUpStarted("ann", "c1", "sales", played.now_ms + 10_000),
        CallEnded("c1", CallOutcome.ANSWERED, EndedBy.AGENT),
    ]
    assert played.orders == [ReleaseCall("c1", Verdict.HANG_UP)]


def test_the_caller_hangs_up() -> None:
    played = Played(present=("ann",)).call().answer().finish(talk_ms=4900, present=False, after_ms=5000)
    assert played.the(TalkEnded) == TalkEnded("c1", 1, "ann", EndedBy.CALLER, 4900)
    assert not played.all(CallEnded), "he may have been sent elsewhere"
    played.play(SessionEnded("c1", hung_up=True)).play(GONE)
    assert played.facts == [CallEnded("c1", CallOutcome.ANSWERED, EndedBy.CALLER)]


def test_who_ended_an_unwatched_conversation_is_not_known() -> None:
    played = Played(present=("ann",)).call().answer().play(SessionEnded("c1", hung_up=False))
    assert played.facts == [CallDetached("c1")]
    played.play(GONE, after_ms=9000)
    assert played.the(TalkEnded) == TalkEnded("c1", 1, "ann", EndedBy.UNKNOWN, 9000)


def test_a_queue_without_wrap_up_has_none() -> None:
    played = Played(office(wrap_up_s=0), present=("ann",)).call().answer().finish()
    assert not played.all(WrapUpStarted)
    assert played.floor.agents["ann"].free


def test_an_agent_who_has_left_needs_no_wrap_up() -> None:
    played = Played(present=("ann",)).call().answer().play(AgentSignedOff("ann")).finish()
    assert played.all(TalkEnded)
    assert not played.all(WrapUpStarted)


def test_a_blind_transfer_frees_the_agent_and_the_call_goes_on() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(ChannelTransferred(channel("c1"), "blind", "2000"), after_ms=6000)
    assert played.facts[:2] == [
        CallTransferred("c1", "blind", "2000"),
        TalkEnded("c1", 1, "ann", EndedBy.AGENT, 6000),
    ]
    played.play(DialFinished("c1", ("ann",), DialStatus.ANSWER, 6000, caller_present=False))
    played.play(SessionEnded("c1", hung_up=True))
    assert not played.all(CallEnded)
    played.play(GONE, after_ms=60_000)
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED
    assert played.the(TalkEnded).talk_ms == 6000


def test_who_was_sent_on_has_not_hung_up_though_ami_tells_of_it_later() -> None:
    played = Played(present=("ann",)).call().answer()
    over = DialFinished("c1", ("ann",), DialStatus.ANSWER, None, caller_present=False, sent_on=True)
    played.play(over, after_ms=6000).play(SessionEnded("c1", hung_up=True))
    played.play(ChannelTransferred(channel("c1"), "blind", "2000", "1001"))
    assert played.the(TalkEnded).ended_by is EndedBy.AGENT
    assert played.the(CallTransferred).by == "1001"
    assert not played.all(CallEnded)


def test_dial_may_come_back_from_a_blind_transfer_before_the_hang_up_is_told() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(ChannelTransferred(channel("c1"), "blind", "2000"))
    played.play(DialFinished("c1", ("ann",), DialStatus.ANSWER, 6000, caller_present=True))
    assert (played.facts, played.orders) == ([], [])


def test_an_attended_transfer_frees_the_agent_though_dial_goes_on() -> None:
    played = Played(office(wrap_up_s=0), present=("ann",)).call().answer()
    played.play(ChannelTransferred(channel("c1"), "attended", "2000"), after_ms=6000).call("c2")
    assert list(played.offers()) == [("c2", "ann")]
    played.play(DialFinished("c1", ("ann",), DialStatus.ANSWER, 66_000, caller_present=True), after_ms=60_000)
    assert played.orders == [ReleaseCall("c1", Verdict.HANG_UP)]
    assert played.the(CallEnded) == CallEnded("c1", CallOutcome.ANSWERED, EndedBy.AGENT)
    assert played.the(TalkEnded).talk_ms == 6000


def test_a_transfer_of_a_channel_that_talks_to_nobody_of_ours_is_passed_over() -> None:
    played = Played().call().play(ChannelTransferred(channel("c1"), "blind", "2000"))
    played.play(ChannelTransferred("nobody", "blind", "2000"))
    assert not played.all(CallTransferred)


def test_a_recording_is_stored_after_the_end_as_well() -> None:
    closed = RecordingClosed("c1", "2026/11/23/c1.wav", 5000, 80_000, "ab")
    assert Played().play(closed).facts == [RecordingStored("c1", "2026/11/23/c1.wav", 5000, 80_000, "ab")]


def test_the_end_of_what_is_not_there_is_passed_over() -> None:
    played = Played().play(GONE).play(SessionEnded("c1", hung_up=True))
    assert played.story == []
