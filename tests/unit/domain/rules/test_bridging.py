from ccd.domain.call import CallState
from ccd.domain.events import (
    AgentCameBack,
    BridgeChanged,
    BridgeMember,
    CallArrived,
    ChannelHungUp,
    ChannelParked,
    ChannelTransferred,
    ConnectFinished,
    DialAnswered,
    DialStatus,
    HoldChanged,
)
from ccd.domain.facts import (
    CallEnded,
    CallParked,
    CallReattached,
    CallReturned,
    CallTransferred,
    EndedBy,
    HoldEnded,
    HoldStarted,
    PartiesRung,
    PartiesUnreached,
    PartyAnswered,
    PartyLeft,
    RecordingStopped,
    TalkEnded,
)
from ccd.domain.orders import ReleaseCall, StopRecording, Verdict
from ccd.domain.plan import Plan
from ccd.domain.rules.returning import HEAD
from tests.unit.domain.played import SALES, SUPPORT, Played, arrival, channel, office

CALLER = BridgeMember(channel("c1"), "carrier")
ANN = BridgeMember("ann-1", "1001")
BOB = BridgeMember("bob-1", "1002")
THIRD = BridgeMember("third-1", "1004")


def bridge(*members: BridgeMember) -> BridgeChanged:
    return BridgeChanged(members)


def talking() -> Played:
    played = Played(present=("ann",)).call().answer(after_ms=1000).play(bridge(ANN, CALLER))
    assert not played.facts, "a queue's own answer is known already"
    return played


def test_hold_is_part_of_the_agents_talk() -> None:
    played = talking().play(HoldChanged("ann-1", True), after_ms=2000)
    assert played.facts == [HoldStarted("c1", "1001", "ann")]
    assert not played.play(HoldChanged("ann-1", True)).facts
    played.play(HoldChanged("ann-1", False), after_ms=3000)
    assert played.facts == [HoldEnded("c1", "1001", "ann", 3000)]
    played.play(HoldChanged("ann-1", True)).finish(after_ms=500)
    ended = TalkEnded("c1", 1, "ann", EndedBy.AGENT, 5500, 3500)
    assert played.facts[:2] == [HoldEnded("c1", "1001", "ann", 500), ended]


def test_hold_of_an_earlier_talk_with_the_same_caller_is_not_counted_again() -> None:
    played = talking().play(HoldChanged("ann-1", True), after_ms=2000)
    played.play(HoldChanged("ann-1", False), after_ms=3000)
    played.play(ChannelTransferred(CALLER.channel_id, "blind", SALES, "1001"), after_ms=1000)
    played.play(CallArrived("c1", channel("c1"), SALES, "5550123", "", None, dialled=SALES, sent_by="1001"))
    played.play(AgentCameBack("ann")).answer().finish(after_ms=4000)
    assert [(ended.talk_ms, ended.hold_ms) for ended in played.all(TalkEnded)] == [(6000, 3000), (4000, 0)]


def test_whoever_else_holds_holds_nothing_of_ours() -> None:
    assert not talking().play(HoldChanged(CALLER.channel_id, True)).facts
    assert not talking().play(HoldChanged("elsewhere", True)).facts


def test_asking_somebody_by_a_feature_code_is_hold() -> None:
    played = talking().play(bridge(ANN, THIRD), after_ms=1000)
    assert played.facts == [HoldStarted("c1", "1001", "ann")]
    played.play(bridge(ANN, CALLER), after_ms=4000)
    assert played.facts == [HoldEnded("c1", "1001", "ann", 4000)]


def test_an_attended_transfer_whichever_is_told_first() -> None:
    moved = ChannelTransferred(CALLER.channel_id, "attended", "1004", "1001")
    first = talking().play(moved, after_ms=2000).play(bridge(CALLER, THIRD))
    assert first.facts == [PartyAnswered("c1", "1004", "", 0)]
    second = talking().play(bridge(CALLER, THIRD), after_ms=2000)
    assert second.facts == [PartyAnswered("c1", "1004", "", 0)]
    second.play(moved)
    for played in (first, second):
        assert played.floor.calls["c1"].state is CallState.CONNECTED
        assert played.the(CallTransferred).by == "1001"
        assert not played.floor.agents["ann"].call_id
        played.play(played.last_dial(), after_ms=3000)
        assert played.the(PartyLeft) == PartyLeft("c1", "1004", "", EndedBy.CALLEE, 3000)
        assert played.the(CallEnded).ended_by is EndedBy.CALLEE
        assert played.orders == [ReleaseCall("c1", Verdict.HANG_UP)]


def asked_by_keys(answered: bool = True) -> Played:
    """ann asks 1004, who is recorded, while her caller waits."""
    fields = office().model_dump()
    phones = [{**e, "recording": "always" if e["number"] == "1004" else None} for e in fields["extensions"]]
    played = Played(Plan.model_validate(fields | {"extensions": phones}), ("ann",)).call().answer()
    played.play(bridge(ANN, CALLER)).play(bridge(ANN, BridgeMember("near", "")))
    played.play(CallArrived("q1", channel("q1"), "", "1001", "", None, "", "1004", "1001"))
    return played.play(DialAnswered(channel("q1"), "1004")) if answered else played


def test_a_recording_does_not_keep_asunder_whom_a_transfer_joins() -> None:
    handed_over = ChannelTransferred(CALLER.channel_id, "attended", "1004", "1001")
    for moment in (bridge(ANN, CALLER, BridgeMember("near", "")), handed_over):
        played = asked_by_keys().play(moment)
        assert RecordingStopped("q1") in played.facts
        assert played.orders == [StopRecording("q1", channel("q1"))]
        assert not [fact for fact in played.play(moment).facts if isinstance(fact, RecordingStopped)]
        assert played.floor.calls["c1"].recording, "what they say is in the caller's own"


def test_who_is_asked_by_keys_and_answers_after_the_transfer_is_not_recorded_for_that() -> None:
    played = asked_by_keys(answered=False)
    played.play(ChannelTransferred(CALLER.channel_id, "attended", "1004", "1001"))
    assert played.orders == [StopRecording("q1", channel("q1"))]
    played.play(DialAnswered(channel("q1"), "1004"))
    assert [type(fact) for fact in played.facts] == [PartyAnswered]


def test_three_talk_and_the_agent_leaves() -> None:
    played = talking().play(bridge(ANN, CALLER, THIRD))
    assert played.facts == [PartyAnswered("c1", "1004", "", 0)]
    played.play(bridge(CALLER, THIRD), after_ms=1000).play(ChannelHungUp("ann-1"))
    assert isinstance(played.facts[0], TalkEnded)
    assert played.floor.calls["c1"].state is CallState.CONNECTED


def test_three_talk_and_the_third_leaves() -> None:
    played = talking().play(bridge(ANN, CALLER, THIRD)).play(ChannelHungUp("third-1"), after_ms=1000)
    assert played.facts == [PartyLeft("c1", "1004", "", EndedBy.CALLEE, 1000)]
    assert played.floor.calls["c1"].state is CallState.TALKING


def test_three_talk_and_the_caller_leaves() -> None:
    played = talking().play(bridge(ANN, CALLER, THIRD)).play(ChannelHungUp(CALLER.channel_id))
    assert {PartyLeft, TalkEnded, CallEnded} <= {type(fact) for fact in played.facts}


def test_of_two_the_dial_tells_who_left() -> None:
    assert not talking().play(ChannelHungUp("ann-1")).facts


def test_a_parked_caller_is_fetched() -> None:
    played = talking().play(ChannelParked(CALLER.channel_id, "701", "1001"), after_ms=1000)
    assert played.facts[0] == CallParked("c1", "701", "1001")
    assert played.the(TalkEnded).ended_by is EndedBy.AGENT
    played.play(bridge(CALLER, BOB), after_ms=8000)
    assert played.facts == [PartyAnswered("c1", "1002", "", 0)]


def test_who_is_parked_and_wanted_by_nobody_is_next_in_the_queue_he_came_from() -> None:
    """Also for a daemon that has died since, and whichever of transfer and parking was told first."""
    sent = ChannelTransferred(CALLER.channel_id, "blind", "700", "1001")
    parked = ChannelParked(CALLER.channel_id, "701", "1001")
    for told in ((parked,), (sent, parked), (parked, sent)):
        played = talking()
        for event in told:
            played.play(event)
        played = played.restarted()
        played.play(arrival())
        assert [(type(fact), getattr(fact, "to", "")) for fact in played.facts][:5] == [
            (CallReattached, ""),
            (CallReturned, "1001"),
            (PartiesRung, ""),
            (PartiesUnreached, ""),
            (CallReturned, ""),
        ]
        assert (played.floor.calls["c1"].queue, played.floor.calls["c1"].priority) == ("sales", HEAD)


def test_who_was_fetched_and_is_sent_on_is_parked_no_more() -> None:
    played = talking().play(ChannelParked(CALLER.channel_id, "701", "1001"))
    played.play(bridge(CALLER, BOB)).play(ChannelTransferred(CALLER.channel_id, "blind", SUPPORT, "1002"))
    played.play(CallArrived("c1", channel("c1"), SUPPORT, "", "", None, dialled=SUPPORT, sent_by="1002"))
    assert played.floor.calls["c1"].queue == "support"


def test_a_phone_that_calls_may_hold_and_be_held() -> None:
    played = Played()
    played.play(CallArrived("p1", "p-ch", "", "", "", None, "1004", "1001"))
    played.play(DialAnswered("p-ch", "1001")).play(bridge(BridgeMember("p-ch", "1004"), ANN))
    played.play(HoldChanged("p-ch", True)).play(HoldChanged("p-ch", False), after_ms=700)
    assert played.facts == [HoldEnded("p1", "1004", "", 700)]
    played.play(HoldChanged("ann-1", True))
    played.play(ConnectFinished("p1", DialStatus.ANSWER, 16, True), after_ms=300)
    assert played.the(PartyLeft).hold_ms == 300
