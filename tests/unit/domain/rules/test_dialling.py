import pytest

from ccd.domain.call import CallState
from ccd.domain.events import (
    BridgeChanged,
    BridgeMember,
    CallArrived,
    ChannelHungUp,
    ChannelTransferred,
    ConnectFinished,
    DialAnswered,
    DialStatus,
    DigitsEntered,
    PhoneChanged,
    PhoneState,
    SessionEnded,
)
from ccd.domain.facts import (
    CallEnded,
    CallerRecognised,
    CallOutcome,
    CallQueued,
    CallStarted,
    CallTransferred,
    Direction,
    EndedBy,
    NodeEntered,
    PartiesRung,
    PartiesUnreached,
    PartyAnswered,
    PartyLeft,
    ReachOutcome,
)
from ccd.domain.legs import PhoneLeg
from ccd.domain.orders import AnswerCall, Cause, Connect, IdentifyCaller, ReleaseCall, Verdict
from ccd.domain.plan import Plan
from tests.unit.domain.played import SALES, Played, arrival, channel, found, office, seen


def dials(number: str, call_id: str = "p1", phone: str = "1004") -> CallArrived:
    return CallArrived(call_id, channel(call_id), "", "666", "Dee", None, phone, number)


def finished(
    status: DialStatus, cause: int = 0, present: bool = True, call_id: str = "p1"
) -> ConnectFinished:
    return ConnectFinished(call_id, status, cause, present)


ANSWERED = DialAnswered(channel("p1"), "1001")


def test_a_phone_calls_a_phone_and_is_not_answered_before_it() -> None:
    played = Played(present=("ann",)).play(dials("1001"))
    started = CallStarted("p1", channel("p1"), "1001", "1004", "Dee", "", Direction.INTERNAL, "1004")
    assert played.facts == [started, PartiesRung("p1", "1001")]
    assert played.orders == [Connect("p1", (PhoneLeg("1001"),), 30, feature_codes=True)]
    played.play(ANSWERED, after_ms=4000)
    assert played.facts == [PartyAnswered("p1", "1001", "ann", 4000)]
    played.play(finished(DialStatus.ANSWER, 16), after_ms=9000)
    assert played.facts == [
        PartyLeft("p1", "1001", "ann", EndedBy.CALLEE, 9000),
        CallEnded("p1", CallOutcome.ANSWERED, EndedBy.CALLEE),
    ]
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP)]


def test_the_one_who_called_hangs_up() -> None:
    played = Played().play(dials("1001")).play(ANSWERED)
    played.play(finished(DialStatus.ANSWER, 16, present=False), after_ms=500)
    assert played.facts == [PartyLeft("p1", "1001", "", EndedBy.CALLER, 500)]
    played.play(ChannelHungUp(channel("p1")))
    assert played.facts == [CallEnded("p1", CallOutcome.ANSWERED, EndedBy.CALLER)]


@pytest.mark.parametrize(
    ("status", "cause", "outcome", "told"),
    [
        (DialStatus.NOANSWER, 0, ReachOutcome.NO_ANSWER, Cause.NO_ANSWER),
        (DialStatus.NOANSWER, 21, ReachOutcome.NO_ANSWER, Cause.NO_ANSWER),
        (DialStatus.BUSY, 17, ReachOutcome.BUSY, Cause.BUSY),
        (DialStatus.CHANUNAVAIL, 20, ReachOutcome.UNREACHABLE, Cause.NOT_THERE),
        (DialStatus.CHANUNAVAIL, 0, ReachOutcome.UNREACHABLE, Cause.NOT_THERE),
        (DialStatus.CHANUNAVAIL, 21, ReachOutcome.REJECTED, Cause.REJECTED),
        (DialStatus.CONGESTION, 34, ReachOutcome.UNREACHABLE, 34),
    ],
)
def test_the_caller_is_told_why_nobody_answered(
    status: DialStatus, cause: int, outcome: ReachOutcome, told: int
) -> None:
    played = Played().play(dials("1001")).play(finished(status, cause), after_ms=3000)
    assert played.facts == [
        PartiesUnreached("p1", "1001", outcome, 3000),
        CallEnded("p1", CallOutcome(outcome.value), EndedBy.SYSTEM),
    ]
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP, told)]


@pytest.mark.parametrize("event", [finished(DialStatus.CANCEL, present=False), ChannelHungUp(channel("p1"))])
def test_a_caller_gives_up(event: ConnectFinished | ChannelHungUp) -> None:
    played = Played().play(dials("1001")).play(event, after_ms=2000)
    assert played.facts == [
        PartiesUnreached("p1", "1001", ReachOutcome.CALLER_LEFT, 2000),
        CallEnded("p1", CallOutcome.CANCELLED, EndedBy.CALLER),
    ]


def test_a_phone_that_is_not_there_is_not_rung() -> None:
    played = Played().play(PhoneChanged("1001", PhoneState.UNREACHABLE)).play(dials("1001"))
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP, Cause.NOT_THERE)]
    assert played.the(CallEnded).outcome is CallOutcome.UNREACHABLE


def test_a_number_that_means_nothing() -> None:
    played = Played().play(dials("1999"))
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP, Cause.UNALLOCATED)]
    assert played.the(CallEnded) == CallEnded("p1", CallOutcome.REFUSED, EndedBy.SYSTEM)


def test_a_phone_may_dial_a_queue_and_a_did() -> None:
    played = Played(office(queues=("sales",), number="800")).play(dials("800")).play(dials(SALES, "p2"))
    assert [q.queue for q in played.all(CallQueued)] == ["sales", "sales"]
    assert [(n.flow, n.node) for n in played.all(NodeEntered)] == [
        ("queue sales", "number"),
        ("sales", "line"),
    ]
    assert played.orders[0] == AnswerCall("p2")
    assert {s.direction for s in played.all(CallStarted)} == {Direction.INTERNAL}


def test_our_own_people_are_no_customers() -> None:
    played = Played().play(dials("1001"))
    assert not any(isinstance(order, IdentifyCaller) for order in played.orders)
    assert not played.all(CallerRecognised)


def test_a_phone_that_is_not_in_the_plan_is_nobodys() -> None:
    played = Played().play(dials("1001", phone="4711"))
    assert (played.the(CallStarted).extension, played.the(CallStarted).direction) == ("", Direction.INBOUND)


def test_a_caller_whom_the_agent_sends_to_a_phone_rings_there() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(ChannelTransferred(channel("c1"), "blind", "1004"), after_ms=1000)
    sent_on = CallArrived("c1", channel("c1"), SALES, "5550123", "", None, "", "1004")
    played.play(sent_on)
    assert played.orders[-1] == Connect(
        "c1", (PhoneLeg("1004"),), 30, played.floor.calls["c1"].recording_path
    )
    played.play(DialAnswered(channel("c1"), "1004"), after_ms=1000)
    assert played.facts == [PartyAnswered("c1", "1004", "", 1000)]
    assert played.the(CallTransferred).target == "1004"
    played.play(finished(DialStatus.ANSWER, 16, call_id="c1"), after_ms=5000)
    assert played.the(CallEnded) == CallEnded("c1", CallOutcome.ANSWERED, EndedBy.CALLEE)


def test_a_caller_may_be_sent_on_before_we_are_told() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(CallArrived("c1", channel("c1"), SALES, "5550123", "", None, "", "1004"))
    assert played.floor.calls["c1"].state is CallState.CONNECTING
    assert not played.floor.agents["ann"].call_id


def test_a_caller_may_be_sent_on_again_before_we_are_told() -> None:
    """The first transfer does not stand for the second one."""
    played = Played(present=("ann",)).call().answer()
    played.play(ChannelTransferred(channel("c1"), "blind", "1004", "1001"))
    sent_on(played, "1004", "1001")
    played.play(DialAnswered(channel("c1"), "1004"))
    played.play(finished(DialStatus.ANSWER, 16, present=False, call_id="c1"))
    sent_on(played, "1003", "1004")
    again = ChannelTransferred(channel("c1"), "blind", "1003", "1004")
    assert moves(played.play(again)) == [("1001", "1004"), ("1004", "1003")]


@pytest.mark.parametrize("joined_first", [False, True])
def test_a_caller_may_be_sent_on_by_whom_he_was_handed_to_before_we_are_told(joined_first: bool) -> None:
    played = Played(present=("ann",)).call().answer()
    sent_on(played, "1004", "1001")
    played.play(DialAnswered(channel("c1"), "1004"))
    third, caller = BridgeMember("third-1", "1003"), BridgeMember(channel("c1"), "carrier")
    moved = ChannelTransferred(channel("c1"), "attended", "1003", "1004")
    if joined_first:
        played.play(BridgeChanged((caller, third))).play(moved)
    else:
        played.play(moved).play(BridgeChanged((caller, third)))
    played.play(finished(DialStatus.ANSWER, 16, present=False, call_id="c1"))
    sent_on(played, "1002", "1003")
    assert moves(played) == [("1001", "1004"), ("1004", "1003"), ("1003", "1002")]


def sent_on(played: Played, number: str, by: str) -> None:
    """The session is over, and the dialplan brings the caller by the number he was sent to."""
    played.play(SessionEnded("c1", hung_up=True, channel_id=channel("c1")))
    played.play(CallArrived("c1", channel("c1"), SALES, "5550123", "", None, "", number, by))


def moves(played: Played) -> list[tuple[str, str]]:
    return [(moved.by, moved.target) for moved in played.all(CallTransferred)]


def test_a_restart_finds_who_talks_and_who_rings() -> None:
    played = Played().play(dials("1001")).play(dials("1002", "p2")).play(dials("1003", "p3")).restarted()
    played.play(found(seen("p1", talking_to="1001"), seen("p2", dialling=("1002",)), seen("p3")))
    states = {name: call.state for name, call in played.floor.calls.items()}
    assert states == {"p1": CallState.CONNECTED, "p2": CallState.CONNECTING, "p3": CallState.IN_FLOW}
    played.play(found(seen("p1")))
    assert played.the(PartyLeft).ended_by is EndedBy.UNKNOWN


def test_an_ended_call_of_a_phone_is_never_given_to_a_queue() -> None:
    played = Played().play(dials("1001")).play(ChannelHungUp(channel("p1"))).play(dials("1001"))
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP)]
    assert arrival("p1").phone == ""


def with_reception(**node: object) -> Played:
    """A DID that rings 1001, and what is said of that node."""
    plan = office(queues=("sales",)).model_dump(mode="json")
    plan["flows"].append(
        {
            "name": "reception",
            "start": "desk",
            "nodes": {
                "desk": {"kind": "extension", "extension": "1001", "timeout_s": 12, **node},
                "else": {"kind": "queue", "queue": "sales"},
            },
        }
    )
    plan["dids"].append({"number": "99", "flow": "reception"})
    return Played(Plan.model_validate(plan))


def test_a_number_rings_a_phone_and_goes_elsewhere_when_nobody_answers() -> None:
    played = with_reception(otherwise="else").call("p1", "99")
    path = played.floor.calls["p1"].recording_path
    assert played.orders[-1] == Connect("p1", (PhoneLeg("1001"),), 12, path)
    played.play(finished(DialStatus.NOANSWER))
    assert played.the(CallQueued).queue == "sales"
    played.play(ChannelHungUp(channel("p1")))
    assert played.the(CallEnded).outcome is CallOutcome.ABANDONED


def test_a_number_whose_phone_is_not_answered_and_leads_nowhere_else() -> None:
    played = with_reception().call("p1", "99").play(finished(DialStatus.BUSY))
    assert played.the(CallEnded) == CallEnded("p1", CallOutcome.BUSY, EndedBy.SYSTEM)


def test_a_number_whose_phone_is_not_there_goes_on_at_once() -> None:
    played = with_reception(otherwise="else").play(PhoneChanged("1001", PhoneState.UNREACHABLE))
    played.call("p1", "99")
    assert played.the(CallQueued).queue == "sales"


def test_who_forwards_is_not_rung_but_whom_he_means() -> None:
    played = Played().play(dials("*72", "p0", phone="1001")).play(DigitsEntered("p0", "1002"))
    played.play(dials("*72", "p0b", phone="1002")).play(DigitsEntered("p0b", "1003"))
    played.play(dials("1001"))
    assert PartiesRung("p1", "1003") in played.facts
    assert not [fact for fact in played.facts if fact == PartiesRung("p1", "1001")]


def test_two_who_forward_to_each_other_are_nobodys_number() -> None:
    played = Played().play(dials("*72", "p0", phone="1001")).play(DigitsEntered("p0", "1002"))
    played.play(dials("*72", "p0b", phone="1002")).play(DigitsEntered("p0b", "1001"))
    played.play(dials("1001"))
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP, Cause.UNALLOCATED)]


def test_who_is_not_to_be_disturbed_is_busy_and_is_offered_nothing() -> None:
    played = Played(present=("ann",)).play(dials("*78", "p0", phone="1001")).play(dials("1001"))
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP, Cause.BUSY)]
    assert not list(played.call().offers())
    played.play(dials("*79", "p2", phone="1001"))
    assert list(played.offers()) == [("c1", "ann")]
