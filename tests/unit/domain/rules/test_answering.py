"""At the phone that rings, or at another one that picks it up."""

import pytest

from ccd.domain.agent import Activity
from ccd.domain.events import (
    AgentSignedOn,
    AgentWentOnBreak,
    ChannelHungUp,
    ChannelTransferred,
    DialAnswered,
    DialFinished,
    DialStatus,
    SessionEnded,
)
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    CallEnded,
    CallOutcome,
    EndedBy,
    NetAnswered,
    OfferEnded,
    OfferOutcome,
    PartyAnswered,
    PartyLeft,
    QueueLeft,
    RecordingStarted,
    TalkEnded,
    VisitOutcome,
    WrapUpEnded,
)
from tests.unit.domain.played import SUPPORT, Played, channel

ANN_IS_DONE = DialFinished("c1", ("ann",), DialStatus.ANSWER, None, caller_present=True)


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


def test_the_safety_nets_answer_ends_the_visit() -> None:
    played = Played().call().play(SessionEnded("c1", hung_up=False))
    played.play(DialAnswered(channel("c1"), "1001"), after_ms=5000)
    assert played.facts == [NetAnswered("c1", 1, "sales", "", 0, 5000, "join_open")]


def picked_up(at: str, played: Played | None = None) -> Played:
    """By another phone (1004 is nobody's) four seconds after it began to ring at ann's."""
    played = (played or Played(present=("ann", "cid"))).call()
    return played.play(DialAnswered(channel("c1"), at), after_ms=4000)


def test_it_counts_for_the_agent_who_answered() -> None:
    played = picked_up("1003")
    assert played.facts == [
        AgentOffered("c1", 1, "sales", "cid", "1003", "picked up what rang for a colleague"),
        OfferEnded("c1", 1, "ann", OfferOutcome.ANSWERED_ELSEWHERE, 4000),
        AgentAnswered("c1", 1, "sales", "cid", ring_ms=0, wait_ms=4000, tickets="join_open"),
        RecordingStarted("c1", "c1///c1.wav"),
    ]
    assert played.floor.agents["ann"].free
    assert played.restarted().floor.agents["cid"].activity is Activity.TALKING


def test_the_talk_ends_with_the_dial_that_rang_the_colleague() -> None:
    played = picked_up("1003").play(ANN_IS_DONE, after_ms=3000)
    assert played.the(TalkEnded) == TalkEnded("c1", 1, "cid", EndedBy.AGENT, 3000)
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


def test_who_picks_up_after_a_call_is_done_with_it() -> None:
    played = (
        Played(present=("ann", "cid")).call("c0", SUPPORT).answer("c0").play(ChannelHungUp(channel("c0")))
    )
    picked_up("1003", played)
    assert WrapUpEnded("cid") in played.facts
    assert played.all(AgentAnswered)[-1].agent == "cid"


def test_who_is_on_break_may_pick_up() -> None:
    played = Played(present=("ann", "cid")).play(AgentWentOnBreak("cid", "lunch"))
    assert picked_up("1003", played).the(AgentAnswered).agent == "cid"


@pytest.mark.parametrize("present", [True, False])
def test_at_a_phone_of_nobody_no_agent_is_credited(present: bool) -> None:
    played = picked_up("1004")
    assert not played.all(AgentAnswered)
    assert played.the(OfferEnded).outcome is OfferOutcome.ANSWERED_ELSEWHERE
    assert played.the(QueueLeft) == QueueLeft("c1", 1, "sales", VisitOutcome.PICKED_UP, 4000)
    assert played.the(PartyAnswered).party == "1004"
    assert played.the(RecordingStarted)
    assert played.floor.agents["ann"].free
    if present:
        played.play(ANN_IS_DONE, after_ms=3000)
    else:
        played.play(ChannelHungUp(channel("c1")), after_ms=3000)
    assert played.the(PartyLeft).talk_ms == 3000
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED
