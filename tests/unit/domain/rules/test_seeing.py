from dataclasses import replace

import pytest

from ccd.domain.call import CallState
from ccd.domain.events import (
    AgentCameBack,
    AgentSignedOn,
    AsteriskLost,
    BridgeChanged,
    BridgeMember,
    ChannelHungUp,
    ChannelTransferred,
    DeadlineReached,
    DialFinished,
    DialStatus,
    PhoneChanged,
    PhoneState,
    SessionEnded,
)
from ccd.domain.facts import (
    AgentAnswered,
    CallEnded,
    CallOutcome,
    EndedBy,
    LinkFound,
    LinkLost,
    NetAnswered,
    NetTalkEnded,
    OfferEnded,
    OfferOutcome,
    PartyAnswered,
    PartyLeft,
    PhoneSeen,
    QueueLeft,
    TalkEnded,
    VisitOutcome,
)
from ccd.domain.orders import Membership, MirrorMember
from tests.unit.domain.played import MENU, Played, arrival, channel, found, office, seen

IDLE, RINGING, IN_USE = (
    PhoneChanged("1001", state) for state in (PhoneState.IDLE, PhoneState.RINGING, PhoneState.IN_USE)
)
FETCHED = BridgeMember("leg", "1004")


def ringing() -> Played:
    return Played(present=("ann",)).call()


def talking() -> Played:
    return ringing().answer(after_ms=1000)


# phones


@pytest.mark.parametrize("state", [PhoneState.UNREACHABLE, PhoneState.IN_USE, PhoneState.RINGING])
def test_only_a_phone_that_is_idle_is_rung(state: PhoneState) -> None:
    played = Played(present=("ann",)).play(PhoneChanged("1001", state)).call()
    assert not list(played.offers())
    assert list(played.play(IDLE).offers()) == [("c1", "ann")]


def test_a_private_call_is_history_and_each_state_is_told_once() -> None:
    played = Played(present=("ann",))
    for event in (RINGING, IN_USE, IN_USE, IDLE, IDLE):
        played.play(event)
    assert played.all(PhoneSeen) == [PhoneSeen("ann", "in_use"), PhoneSeen("ann", "idle")]


def test_what_our_own_call_does_to_the_phone_is_no_history() -> None:
    played = ringing().play(RINGING).answer().play(IN_USE).finish().play(IDLE)
    played.play(DeadlineReached(), after_ms=10_000)
    assert not played.all(PhoneSeen)


def test_a_phone_that_is_still_in_use_after_our_call_is_in_a_private_one() -> None:
    played = Played(office(wrap_up_s=0), present=("ann",)).call().play(IN_USE).answer().finish()
    assert not played.all(PhoneSeen), "Asterisk may just be late"
    assert played.floor.next_deadline() == played.now_ms + 1000
    played.play(DeadlineReached(), after_ms=1000)
    assert played.facts == [PhoneSeen("ann", "in_use")]


def test_a_late_state_of_our_call_is_put_right_by_the_next() -> None:
    played = talking().finish().play(IN_USE).play(IDLE).play(AgentCameBack("ann")).call("c2")
    assert list(played.offers()) == [("c2", "ann")]


def test_the_phone_of_nobody_is_remembered_for_who_signs_in_there() -> None:
    played = Played().play(IN_USE).play(AgentSignedOn("ann")).call()
    assert played.the(PhoneSeen).state == "in_use"
    assert not list(played.offers())


# AMI is lost


def test_without_ami_agents_are_rung_on_trust() -> None:
    played = Played(present=("ann",)).play(IN_USE).call().play(AsteriskLost())
    assert played.facts[:2] == [LinkLost(), PhoneSeen("ann", "idle")]
    assert list(played.offers()) == [("c1", "ann")]


# AMI is found


def test_a_caller_who_left_unseen_is_lost() -> None:
    played = Played().call().restarted().play(found(), after_ms=5000)
    assert played.facts == [
        QueueLeft("c1", 1, "sales", VisitOutcome.LOST, 5000),
        CallEnded("c1", CallOutcome.LOST, EndedBy.UNKNOWN),
        LinkFound(calls_closed=1),
    ]


def test_a_caller_who_had_talked_was_answered() -> None:
    played = talking().restarted().play(found(), after_ms=5000)
    assert played.the(TalkEnded) == TalkEnded("c1", 1, "ann", EndedBy.UNKNOWN, 5000)
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


def test_a_ring_that_ended_unseen_is_lost() -> None:
    played = ringing().restarted().play(found(), after_ms=5000)
    assert played.the(OfferEnded).outcome is OfferOutcome.LOST
    assert played.floor.agents["ann"].free


def test_a_call_that_came_while_the_snapshot_was_taken_is_not_lost() -> None:
    played = Played().call("c1", MENU).play(found(), after_ms=200)
    assert not played.all(CallEnded)


def test_a_call_that_should_be_in_the_snapshot_is_lost_whatever_its_connection_says() -> None:
    played = Played().call().play(found(), after_ms=60_000)
    assert played.the(CallEnded).outcome is CallOutcome.LOST


def test_what_is_as_we_believe_stays() -> None:
    for before, channel_now in (
        (Played().call(), seen()),
        (ringing(), seen(dialling=("1001",))),
        (talking(), seen(talking_to="1001")),
    ):
        for played in (before, before.restarted()):
            played.play(found(channel_now))
            assert [fact for fact in played.facts if not isinstance(fact, LinkFound)] == []


def test_an_answer_that_we_did_not_see() -> None:
    for before in (ringing(), ringing().restarted()):
        before.play(found(seen(talking_to="1001")), after_ms=4000)
        assert before.the(AgentAnswered).ring_ms == 4000


def test_a_ring_that_was_over_before_we_looked() -> None:
    played = ringing().restarted().play(found(seen()))
    assert played.the(OfferEnded).outcome is OfferOutcome.LOST
    assert played.floor.calls["c1"].state.value == "waiting"


def test_the_end_of_a_dial_that_our_session_watches_is_waited_for() -> None:
    for before in (ringing(), talking()):
        before.play(found(seen()))
        assert [fact for fact in before.facts if not isinstance(fact, LinkFound)] == []
    assert before.finish().the(CallEnded).outcome is CallOutcome.ANSWERED


@pytest.mark.parametrize("before", [ringing, talking])
def test_who_was_left_alone_unseen_is_with_nobody_though_dial_goes_on(before: object) -> None:
    """The agent parked him while AMI was away, or handed him over by a code; somebody fetches him."""
    assert callable(before)
    played: Played = before().play(found(replace(seen(), left_by="")))
    assert played.the(AgentAnswered).agent == played.the(TalkEnded).agent == "ann"
    played.play(BridgeChanged((FETCHED, BridgeMember(channel("c1"), "carrier"))))
    assert played.the(PartyAnswered).party == "1004"
    played.play(found(replace(seen(), left_by="1004")))
    assert played.the(PartyLeft).party == "1004"
    played.play(played.last_dial())
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


@pytest.mark.parametrize("before", [ringing, talking, lambda: talking().restarted()])
def test_who_was_put_aside_is_still_talked_to(before: object) -> None:
    """The agent asks somebody else by a code."""
    assert callable(before)
    played: Played = before().play(found(replace(seen(), put_aside=True)))
    assert played.the(AgentAnswered).agent == "ann"
    played.play(BridgeChanged((BridgeMember("leg", "1001"), BridgeMember(channel("c1"), "carrier"))))
    assert played.floor.calls["c1"].state is CallState.TALKING
    assert not played.all(TalkEnded)


def test_a_party_who_handed_the_caller_on_unseen_is_gone() -> None:
    """In a `Dial` that goes on."""
    played = talking().play(BridgeChanged((FETCHED, BridgeMember(channel("c1"), "carrier"))))
    played.play(ChannelTransferred(channel("c1"), "attended", "1004", "1001"))
    assert played.floor.calls["c1"].parties.talking.keys() == {"1004"}
    played.play(found(seen(talking_to="1003")))
    assert played.the(PartyLeft).party == "1004"
    assert played.floor.calls["c1"].parties.talking.keys() == {"1003"}


@pytest.mark.parametrize("by", ["", "1004"])
def test_a_party_whom_nobody_saw_answer_and_leave(by: str) -> None:
    played = talking().play(ChannelTransferred(channel("c1"), "blind", "1004", "1001"))
    played.play(replace(arrival(), dialled="1004", sent_by="1001"))
    played.play(found(replace(seen(), left_by=by)))
    assert played.the(PartyAnswered).party == played.the(PartyLeft).party == "1004"


@pytest.mark.parametrize("talking_to", ["", "2000"])
def test_the_agent_of_a_caller_who_talks_to_nobody_or_somebody_else_is_free(talking_to: str) -> None:
    played = talking().restarted().play(found(seen(talking_to=talking_to)), after_ms=5000)
    assert played.the(TalkEnded).ended_by is EndedBy.UNKNOWN
    assert played.floor.agents["ann"].activity.value == "wrap_up"
    played.play(ChannelHungUp(channel("c1")))
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


@pytest.mark.parametrize("before", [ringing, talking])
def test_a_caller_who_was_handed_on_unseen_leaves_the_agent_free(before: object) -> None:
    assert callable(before)
    played: Played = before().play(found(seen(talking_to="2000")))
    assert len(played.all(AgentAnswered)) == len(played.all(TalkEnded)) == 1
    played.play(DialFinished("c1", ("ann",), DialStatus.ANSWER, 9000, caller_present=True))
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


@pytest.mark.parametrize("before", [lambda: Played().call(), ringing])
def test_who_was_answered_by_the_safety_net_while_we_were_away(before: object) -> None:
    assert callable(before)
    played: Played = before().restarted().play(found(seen(talking_to="1003")))
    assert played.the(NetAnswered).visit == 1
    assert not played.all(AgentAnswered)
    played.play(ChannelHungUp(channel("c1")), after_ms=7000)
    assert played.the(NetTalkEnded).talk_ms == 7000
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


def test_phones_are_seen_anew_and_none_of_the_old_counts() -> None:
    played = Played(present=("ann", "bob")).play(IN_USE)
    played.play(found(phones=(PhoneChanged("1002", PhoneState.UNREACHABLE),)))
    assert played.all(PhoneSeen)[-2:] == [PhoneSeen("ann", "idle"), PhoneSeen("bob", "unreachable")]


def test_the_safety_net_is_told_who_is_there_and_who_is_not() -> None:
    played = Played().play(AgentSignedOn("ann", "1003")).play(found())
    assert set(played.orders) == {
        MirrorMember("sales", "1003", "ann", Membership.PRESENT),
        MirrorMember("sales", "1001", "ann", Membership.ABSENT),
        MirrorMember("sales", "1002", "bob", Membership.ABSENT),
        MirrorMember("support", "1002", "bob", Membership.ABSENT),
        MirrorMember("support", "1003", "cid", Membership.ABSENT),
    }


def test_nobody_is_taken_out_because_an_absent_agent_has_the_same_phone() -> None:
    played = Played().play(AgentSignedOn("ann", "1002")).play(found())
    sales_at_1002 = [o for o in played.orders if isinstance(o, MirrorMember) and o.extension == "1002"]
    assert [o.membership for o in sales_at_1002 if o.queue == "sales"] == [Membership.PRESENT]


def test_a_broken_session_alone_changes_nothing_for_the_agent() -> None:
    played = talking().play(SessionEnded("c1", hung_up=False)).play(found(seen(talking_to="1001")))
    assert not played.all(TalkEnded)
