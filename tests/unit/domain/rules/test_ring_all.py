"""Several phones ring for one caller."""

from dataclasses import replace

import pytest

from ccd.domain.events import (
    AgentSignedOff,
    AgentSignedOn,
    AsteriskLost,
    ChannelHungUp,
    DeadlineReached,
    DialAnswered,
    DialFinished,
    DialStatus,
    PhoneChanged,
    PhoneState,
    RingEnded,
)
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    BreakStarted,
    CallEnded,
    OfferEnded,
    OfferOutcome,
    PhoneSeen,
)
from ccd.domain.orders import RingAgent, RungPhone
from tests.unit.domain.played import SUPPORT, Played, channel, found, office, seen

ALL = ("ann", "bob", "cid")
PLAN = office(strategy="ring_all", sales=ALL, wrap_up_s=0)


def ringing() -> Played:
    return Played(PLAN, present=ALL).call()


def ended(played: Played) -> dict[str, str]:
    """Of the last event."""
    return {fact.agent: fact.outcome.value for fact in played.facts if isinstance(fact, OfferEnded)}


def rejects(extension: str, status: DialStatus = DialStatus.BUSY) -> RingEnded:
    return RingEnded(channel("c1"), extension, status)


def test_all_who_are_free_are_rung_by_one_order() -> None:
    played = ringing()
    phones = (RungPhone("ann", "1001"), RungPhone("bob", "1002"), RungPhone("cid", "1003"))
    assert played.orders[-1] == RingAgent("c1", phones, 15, "c1///c1.wav")
    reasons = [fact.reason for fact in played.facts if isinstance(fact, AgentOffered)]
    assert reasons[1] == "first in line of sales after 0 s; bob rings with all who are free"


def test_only_the_best_rank_rings() -> None:
    played = Played(office(strategy="ring_all", sales=ALL, ranks={"bob": 2}), present=ALL).call()
    assert list(played.offers()) == [("c1", "ann"), ("c1", "cid")]


def test_no_more_ring_than_may_and_those_who_have_been_free_for_longest() -> None:
    plan = office(strategy="ring_all", sales=ALL, ring_most=2)
    played = Played(plan)
    for agent in reversed(ALL):
        played.play(AgentSignedOn(agent), after_ms=1000)
    assert list(played.call().offers()) == [("c1", "cid"), ("c1", "bob")]


def test_the_first_answer_ends_all_other_offers_and_blames_nobody() -> None:
    played = ringing().play(DialAnswered(channel("c1"), "1002"), after_ms=2000)
    assert ended(played) == {"ann": "answered_elsewhere", "cid": "answered_elsewhere"}
    assert played.the(AgentAnswered).agent == "bob"
    assert [played.floor.agents[name].missed for name in ALL] == [0, 0, 0]
    played.call("c2", SUPPORT)
    assert list(played.offers()) == [("c2", "cid")]
    assert not played.finish("c1").all(BreakStarted)


def test_who_rejects_leaves_the_others_ringing() -> None:
    played = ringing().play(rejects("1001"))
    assert played.facts == [
        OfferEnded("c1", 1, "ann", OfferOutcome.REJECTED, 0),
        BreakStarted("ann", "rejected"),
    ]
    assert played.floor.calls["c1"].ringing == {"bob": "1002", "cid": "1003"}
    assert ended(played.answer(after_ms=1000)) == {"cid": "answered_elsewhere"}


def test_a_phone_that_answers_nobody_is_as_good_as_refusing() -> None:
    played = ringing().play(rejects("1001", DialStatus.NOANSWER), after_ms=1000)
    assert ended(played) == {"ann": "rejected"}


def test_what_ami_says_late_of_one_round_is_nothing_to_the_next() -> None:
    played = ringing().finish(status=DialStatus.NOANSWER, after_ms=15_000)
    played.play(rejects("1001", DialStatus.NOANSWER), after_ms=50)
    assert played.facts == []


def test_a_phone_that_is_gone_is_left_alone_while_the_others_ring() -> None:
    played = ringing().play(rejects("1001", DialStatus.CHANUNAVAIL))
    assert ended(played) == {"ann": "unreachable"}
    assert played.floor.agents["ann"].phone is PhoneState.UNREACHABLE


def test_the_last_one_is_told_of_by_dial_itself() -> None:
    played = ringing().play(rejects("1001")).play(rejects("1002")).play(rejects("1003"))
    assert played.facts == []
    assert ended(played.finish(status=DialStatus.BUSY)) == {"cid": "rejected"}


@pytest.mark.parametrize("late", [False, True])
def test_whom_nobody_answered_rings_everybody_again_and_who_came_meanwhile(late: bool) -> None:
    """Also those whose phones AMI still shows ringing."""
    played = Played(PLAN, present=("ann", "bob")).call().play(AgentSignedOn("cid"))
    if late:
        played.play(PhoneChanged("1001", PhoneState.RINGING))
    played.play(rejects("1001", DialStatus.NOANSWER), after_ms=15_000)
    assert played.facts == [], "Dial is about to say so of all"
    played.finish(status=DialStatus.NOANSWER)
    assert ended(played) == {"ann": "nobody_answered", "bob": "nobody_answered"}
    assert {agent for _, agent in played.offers()} == set(ALL)
    assert not played.all(BreakStarted)


def test_who_has_moved_to_a_phone_that_rings_for_somebody_else_is_not_rung_there() -> None:
    """Nobody answers where he was."""
    played = Played(PLAN, present=("ann", "bob")).call()
    played.play(PhoneChanged("1003", PhoneState.RINGING)).play(AgentSignedOff("ann"))
    played.play(AgentSignedOn("ann", "1003")).play(rejects("1001", DialStatus.NOANSWER), after_ms=15_000)
    played.finish(status=DialStatus.NOANSWER)
    assert ended(played) == {"ann": "nobody_answered", "bob": "nobody_answered"}
    played.play(DeadlineReached(), after_ms=1000)
    assert played.the(PhoneSeen) == PhoneSeen("ann", "in_use")


def test_whose_phone_went_away_while_it_rang_is_not_rung_again() -> None:
    played = ringing().play(PhoneChanged("1001", PhoneState.UNREACHABLE))
    played.finish(status=DialStatus.NOANSWER, after_ms=15_000)
    assert ended(played)["ann"] == "unreachable"
    assert {agent for _, agent in played.offers()} == {"bob", "cid"}


def test_who_has_put_him_aside_unseen_is_the_one_whose_phone_is_in_use() -> None:
    played = ringing().play(AsteriskLost())
    aside = found(replace(seen(), put_aside=True), phones=(PhoneChanged("1002", PhoneState.IN_USE),))
    assert played.play(aside, after_ms=3000).the(AgentAnswered).agent == "bob"


def test_the_caller_gives_up_and_everybody_is_free() -> None:
    played = ringing().play(ChannelHungUp(channel("c1")), after_ms=3000)
    assert ended(played) == dict.fromkeys(ALL, "caller_left")
    assert played.the(CallEnded).outcome.value == "abandoned"
    assert len(list(played.call("c2").offers())) == 3


def test_without_ami_dial_says_who_answered() -> None:
    played = ringing().play(AsteriskLost())
    played.play(DialFinished("c1", ALL, DialStatus.ANSWER, None, True, answered_at="1002"), after_ms=9000)
    assert played.the(AgentAnswered).agent == "bob"
    assert ended(played) == {"ann": "answered_elsewhere", "cid": "answered_elsewhere"}


def test_after_a_restart_the_snapshot_tells_who_rings_still_and_who_answered() -> None:
    played = ringing().restarted().play(found(seen(dialling=("1002", "1003"))))
    assert ended(played) == {"ann": "lost"}
    played.play(found(seen(talking_to="1003")))
    assert ended(played) == {"bob": "answered_elsewhere"}
    assert played.the(AgentAnswered).agent == "cid"


def test_a_round_that_never_ends_is_given_up_for_all() -> None:
    played = ringing().play(found()).play(DeadlineReached(), after_ms=45_000)
    assert ended(played) == dict.fromkeys(ALL, "lost")


def test_who_signs_out_while_he_rings_may_still_answer_or_not() -> None:
    played = ringing().play(AgentSignedOff("ann")).play(DialAnswered(channel("c1"), "1002"))
    assert ended(played)["ann"] == "answered_elsewhere"
    assert not played.floor.agents["ann"].signed_in


def test_while_some_ring_the_next_caller_gets_who_becomes_free() -> None:
    played = Played(PLAN, present=("ann",)).call("c1").call("c2", after_ms=1000)
    assert list(played.play(AgentSignedOn("bob")).offers()) == [("c2", "bob")]
