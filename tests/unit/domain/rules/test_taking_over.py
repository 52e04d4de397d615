from ccd.domain.call import CallState
from ccd.domain.events import (
    CallArrived,
    ChannelHungUp,
    ChannelTransferred,
    ConnectFinished,
    DialAnswered,
    DialStatus,
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
from ccd.domain.orders import HoldCaller, ReleaseCall, TakeOver, Verdict
from tests.unit.domain.played import MENU, SUPPORT, Played, channel


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
