from ccd.domain.call import CallState
from ccd.domain.events import (
    AgentSignedOn,
    AsteriskLost,
    CallArrived,
    ChannelHungUp,
    ChannelTransferred,
    ConnectFinished,
    DialAnswered,
    DialStatus,
    SeenChannel,
)
from ccd.domain.facts import (
    CallEnded,
    CallOutcome,
    CallQueued,
    PartiesRung,
    PartyAnswered,
    QueueLeft,
    VisitOutcome,
)
from ccd.domain.orders import Connect, HoldCaller, ReleaseCall, TakeOver, Verdict
from tests.unit.domain.played import MENU, SALES, SUPPORT, Played, channel, found


def asking(number: str) -> Played:
    """Ann talks to a caller, calls that number as well, and hands him over before anybody answers her."""
    played = Played(present=("ann",)).call().answer()
    played.play(CallArrived("p1", "p-ch", "", "", "", None, "1001", number))
    return played.play(ChannelTransferred(channel("c1"), "attended", number, "1001", "p-ch"), after_ms=2000)


def test_what_rings_for_her_rings_for_him() -> None:
    played = asking("1004")
    assert played.orders == [TakeOver("p1", "c1")]
    assert played.the(CallEnded).outcome is CallOutcome.HANDED_OVER
    assert [fact.call_id for fact in played.all(PartiesRung)] == ["p1", "c1"]
    played.play(ChannelHungUp("p-ch")).play(DialAnswered(channel("c1"), "1004"), after_ms=1000)
    assert played.the(PartyAnswered).ring_ms == 1000
    played.play(ConnectFinished("c1", DialStatus.ANSWER, 16, caller_present=True))
    assert played.orders == [ReleaseCall("c1", Verdict.HANG_UP)]


def test_he_takes_her_place_in_line() -> None:
    played = asking(SUPPORT)
    assert played.the(QueueLeft).outcome is VisitOutcome.HANDED_OVER
    hers, his = (fact for fact in played.all(CallQueued) if fact.queue == "support")
    assert (hers.call_id, his.call_id, his.entered_at_ms) == ("p1", "c1", hers.entered_at_ms)
    assert [type(order) for order in played.orders] == [TakeOver, HoldCaller]


def test_who_rings_for_her_in_line_rings_on_for_him() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(AgentSignedOn("bob"))
    played.play(CallArrived("p1", "p-ch", "", "", "", None, "1001", SUPPORT))
    assert played.floor.calls["p1"].ringing == {"bob": "1002"}
    played.play(ChannelTransferred(channel("c1"), "attended", SUPPORT, "1001", "p-ch"), after_ms=2000)
    assert played.orders == [TakeOver("p1", "c1")]
    assert played.floor.calls["c1"].ringing == {"bob": "1002"}
    played.play(DialAnswered(channel("c1"), "1002"))
    assert played.floor.calls["c1"].agent == "bob"
    assert played.floor.agents["bob"].missed == 0


def test_he_hears_on_what_she_heard() -> None:
    played = asking(MENU)
    call = played.floor.calls["c1"]
    assert (call.state, call.spot) == (CallState.IN_FLOW, ("menu", "welcome"))


def test_of_two_who_talk_nothing_is_taken_over() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(CallArrived("p1", "p-ch", "", "", "", None, "1001", "1004")).play(
        DialAnswered("p-ch", "1004")
    )
    played.play(ChannelTransferred(channel("c1"), "attended", "1004", "1001", "p-ch"))
    assert not played.orders


def back_by_her_call(played: Played) -> Played:
    """His channel comes back to a daemon that was away, and names the call whose place it was given."""
    return played.play(CallArrived("p1", channel("c1"), "", "5550123", "", None, dialled="1004"))


def test_he_keeps_his_place_over_a_restart() -> None:
    played = back_by_her_call(asking(SUPPORT).restarted())
    assert [type(order) for order in played.orders] == [TakeOver, HoldCaller]
    assert [fact.call_id for fact in played.all(CallQueued)] == ["c1", "p1", "c1"]


def test_a_hand_over_of_which_we_saw_nothing_is_one_call_all_the_same() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(CallArrived("p1", "p-ch", "", "", "", None, "1001", "1004"))
    played = back_by_her_call(played.restarted())
    assert played.the(CallEnded).call_id == "p1"
    assert [type(order) for order in played.orders] == [TakeOver, Connect]
    assert [fact.call_id for fact in played.all(PartiesRung)] == ["p1", "c1"]


def test_a_hand_over_while_ami_was_away_shows_in_what_his_channel_names() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(CallArrived("p1", "p-ch", "", "", "", None, "1001", "1004")).play(AsteriskLost())
    played.play(found(SeenChannel(channel("c1"), "p1", "", ("1004",))))
    assert TakeOver("p1", "c1") in played.orders
    assert played.the(CallEnded).outcome is CallOutcome.HANDED_OVER
    assert played.floor.calls["c1"].state is CallState.CONNECTING


def test_who_was_handed_over_early_may_be_sent_on_later() -> None:
    """His channel still names the call that is over."""
    played = asking("1004").play(DialAnswered(channel("c1"), "1004"))
    played.play(ChannelTransferred(channel("c1"), "blind", "1003", "1004"))
    played.play(CallArrived("p1", channel("c1"), "", "5550123", "", None, dialled="1003", sent_by="1004"))
    assert [type(order) for order in played.orders] == [TakeOver, Connect]
    assert [fact.parties for fact in played.all(PartiesRung) if fact.call_id == "c1"] == ["1004", "1003"]


def test_the_end_of_his_earlier_dial_may_be_told_later() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(ChannelTransferred(channel("c1"), "blind", "1003", "1001"))
    played.play(CallArrived("c1", channel("c1"), SALES, "5550123", "", None, dialled="1003", sent_by="1001"))
    played.play(DialAnswered(channel("c1"), "1003"))
    played.play(CallArrived("p1", "p-ch", "", "", "", None, "1003", "1004"))
    played.play(ChannelTransferred(channel("c1"), "attended", "1004", "1003", "p-ch"))
    played.play(ConnectFinished("c1", DialStatus.ANSWER, 16, caller_present=False))
    assert not played.facts
    assert played.floor.calls["c1"].parties.called == "1004"
