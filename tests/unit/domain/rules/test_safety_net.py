from dataclasses import replace

import pytest

from ccd.domain.call import CallState
from ccd.domain.events import (
    AgentSignedOn,
    AsteriskLost,
    BridgeChanged,
    BridgeMember,
    CallArrived,
    ChannelHungUp,
    ChannelTransferred,
    DialAnswered,
    NetRow,
    NetStep,
    SafetyNetTold,
    SeenChannel,
)
from ccd.domain.facts import (
    CallEnded,
    CallOutcome,
    CallQueued,
    CallStarted,
    CallTransferred,
    EndedBy,
    NetAnswered,
    NetLeft,
    NetLogRead,
    NetTalkEnded,
    OfferEnded,
    PartyLeft,
    PhoneSeen,
    QueueLeft,
    TalkEnded,
    VisitOutcome,
    WrapUpStarted,
)
from ccd.domain.legs import PhoneLeg
from ccd.domain.orders import Connect, IdentifyCaller
from tests.unit.domain.played import MENU, SALES, START_MS, SUPPORT, Played, arrival, channel, found, office

AT_MS = START_MS + 60_000
NEW = NetRow(
    AT_MS, NetStep.JOINED, "ch9", queue="sales", call_id="c9", did=SALES, caller_number="0901",
    entered_at_ms=START_MS + 50_000,
)  # fmt: skip
KNOWN = replace(NEW, channel_id=channel("c1"), call_id="c1", entered_at_ms=START_MS)
ANSWERED = NetRow(AT_MS + 5000, NetStep.ANSWERED, "ch9", member="ann", ring_ms=2000)
ENDED = NetRow(AT_MS + 35_000, NetStep.TALK_ENDED, "ch9", talk_ms=30_000, ended_by=EndedBy.AGENT)
GAVE_UP = NetRow(AT_MS + 5000, NetStep.GAVE_UP, "ch9")


def of_c1(row: NetRow) -> NetRow:
    return replace(row, channel_id=channel("c1"))


def told(*rows: NetRow, lines: int = 1) -> SafetyNetTold:
    return SafetyNetTold(rows, 1700, lines)


def back(before: Played) -> Played:
    """After a minute and a half."""
    played = before.restarted()
    played.now_ms += 100_000
    return played


def test_a_caller_whom_we_never_saw_is_counted_with_his_own_times() -> None:
    played = back(Played()).play(told(NEW, ANSWERED, ENDED))
    assert played.the(CallStarted).began_at_ms == START_MS + 50_000
    assert played.the(CallQueued).entered_at_ms == START_MS + 50_000
    assert played.orders == [IdentifyCaller("c9", "0901")]
    assert played.facts[-4:] == [
        NetAnswered("c9", 1, "sales", "ann", 2000, 15_000, "join_open"),
        NetTalkEnded("c9", 1, EndedBy.AGENT, 30_000),
        CallEnded("c9", CallOutcome.ANSWERED, EndedBy.AGENT, AT_MS + 35_000),
        NetLogRead(1700, 1),
    ]
    assert played.floor.net_log_read == (1700, 1)


def test_one_who_gave_up_there_has_abandoned() -> None:
    played = back(Played()).play(told(NEW, GAVE_UP))
    assert played.the(NetLeft).wait_ms == 15_000
    assert played.the(CallEnded) == CallEnded("c9", CallOutcome.ABANDONED, EndedBy.CALLER, AT_MS + 5000)


def test_one_who_waited_with_us_keeps_his_visit() -> None:
    played = back(Played().call()).play(told(KNOWN, of_c1(ANSWERED), of_c1(ENDED)))
    assert len(played.all(CallQueued)) == 1
    assert played.the(NetAnswered).wait_ms == 65_000
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED
    played.play(found())
    assert len(played.all(CallEnded)) == 1


def test_one_who_was_being_offered_is_no_longer() -> None:
    played = back(Played(present=("ann",)).call()).play(told(KNOWN, of_c1(GAVE_UP)))
    assert played.the(OfferEnded).outcome == "lost"
    assert played.the(CallEnded).outcome is CallOutcome.ABANDONED


def test_one_who_was_in_a_menu_has_joined_a_queue() -> None:
    played = back(Played().call(did=MENU)).play(told(KNOWN))
    assert played.the(CallQueued).visit == 1
    assert played.floor.calls["c1"].state is CallState.WAITING


def test_one_who_talked_when_we_went_talks_no_more() -> None:
    played = back(Played(present=("ann",)).call().answer()).play(told(KNOWN))
    assert len(played.all(TalkEnded)) == 1
    assert [queued.visit for queued in played.all(CallQueued)] == [1, 2]


def test_one_who_is_still_there_comes_back_to_us() -> None:
    played = back(Played()).play(told(NEW)).play(found(SeenChannel("ch9", "c9", "", ())))
    played.play(replace(arrival("c9"), channel_id="ch9"))
    assert played.floor.calls["c9"].attached
    assert [entry.call_id for entry in played.floor.waiting("sales")] == ["c9"]
    assert len(played.all(CallStarted)) == 1


def test_one_who_talks_there_ends_when_asterisk_says_so() -> None:
    played = back(Played()).play(told(NEW, ANSWERED)).play(ChannelHungUp("ch9"))
    assert played.the(NetTalkEnded).talk_ms == played.now_ms - (AT_MS + 5000)
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED
    assert played.play(told(replace(ENDED))).facts == [NetLogRead(1700, 1)]


def test_one_who_is_handed_on_there_lives_on() -> None:
    handed_on = replace(ENDED, step=NetStep.HANDED_ON)
    played = back(Played()).play(told(NEW, ANSWERED, handed_on))
    assert played.the(NetTalkEnded).talk_ms == 30_000
    assert "c9" in played.floor.calls


@pytest.mark.parametrize("again", [(NEW,), (NEW, ANSWERED), (NEW, ANSWERED, ENDED), (ENDED,), (GAVE_UP,)])
def test_what_is_told_twice_is_counted_once(again: tuple[NetRow, ...]) -> None:
    played = back(Played()).play(told(NEW, ANSWERED, ENDED))
    assert played.play(told(*again)).facts == [NetLogRead(1700, 1)]
    assert back(played).play(told(*again)).facts == [NetLogRead(1700, 1)]


def test_a_caller_who_has_come_back_is_not_there_any_more() -> None:
    played = back(Played().call()).play(arrival("c1"))
    assert played.play(told(KNOWN, of_c1(ANSWERED), of_c1(GAVE_UP))).facts == [NetLogRead(1700, 1)]


def test_callers_of_others_are_none_of_ours() -> None:
    assert back(Played()).play(told(ANSWERED, ENDED, GAVE_UP, replace(NEW, call_id=""))).facts == [
        NetLogRead(1700, 1)
    ]


def test_a_caller_whom_we_saw_talk_to_a_colleague_is_counted_when_the_net_gets_him() -> None:
    """He was handed on while we were away."""
    before = Played(present=("ann",)).call().answer()
    before.play(ChannelTransferred(channel("c1"), "attended", "1004", "1001"))
    with_colleague = BridgeMember("leg", "1004"), BridgeMember(channel("c1"), "carrier")
    before.play(BridgeChanged(with_colleague))
    assert before.floor.calls["c1"].state is CallState.CONNECTED
    played = back(before).play(told(KNOWN, of_c1(ANSWERED), of_c1(ENDED)))
    assert [type(fact) for fact in played.facts if not isinstance(fact, PhoneSeen)] == [
        PartyLeft, CallQueued, NetAnswered, NetTalkEnded, CallEnded, NetLogRead
    ]  # fmt: skip


@pytest.mark.parametrize("told_first", [False, True])
def test_who_is_sent_on_from_there_goes_where_he_was_sent(told_first: bool) -> None:
    played = back(Played()).play(told(NEW, ANSWERED))
    if told_first:
        played.play(ChannelTransferred("ch9", "blind", "1004", "1001"))
    arrives = CallArrived("c9", "ch9", SALES, "0901", "", None, dialled="1004", sent_by="1001")
    played.play(arrives, after_ms=1000)
    (order,) = (order for order in played.orders if isinstance(order, Connect))
    assert order.legs == (PhoneLeg("1004"),)
    assert played.the(NetTalkEnded).ended_by is EndedBy.AGENT
    played.play(told(replace(ENDED, step=NetStep.HANDED_ON)))
    played.play(DialAnswered("ch9", "1004"))
    played.play(ChannelHungUp("ch9"))
    assert played.the(PartyLeft).party == "1004"
    assert len(played.all(NetTalkEnded)) == 1
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


def test_who_was_given_the_place_of_a_second_call_unseen_is_served_there_himself() -> None:
    """Ann asked support and handed her caller over while AMI was away; then we went away, too."""
    before = Played(present=("ann",)).call().answer().play(AsteriskLost())
    before.play(CallArrived("p1", "p-ch", "", "", "", None, "1001", SUPPORT))
    joined = replace(KNOWN, call_id="p1", queue="support", entered_at_ms=before.now_ms)
    played = back(before).play(told(joined, of_c1(ANSWERED), of_c1(ENDED)))
    assert [(type(fact), fact.call_id) for fact in played.facts if hasattr(fact, "call_id")] == [
        (CallTransferred, "c1"), (TalkEnded, "c1"), (WrapUpStarted, "c1"),
        (QueueLeft, "p1"), (CallEnded, "p1"),
        (CallQueued, "c1"), (NetAnswered, "c1"), (NetTalkEnded, "c1"), (CallEnded, "c1"),
    ]  # fmt: skip
    hers, his = played.all(CallEnded)
    assert hers == CallEnded("p1", CallOutcome.HANDED_OVER, EndedBy.CALLER, AT_MS)
    assert his == CallEnded("c1", CallOutcome.ANSWERED, EndedBy.AGENT, AT_MS + 35_000)
    assert played.all(CallQueued)[-1].entered_at_ms == before.now_ms
    assert played.the(QueueLeft).outcome is VisitOutcome.HANDED_OVER


@pytest.mark.parametrize("answered", [False, True])
def test_nobody_is_left_with_a_second_call_whose_place_was_given_away(answered: bool) -> None:
    """Bob rang for it, or talked to Ann, when we went away."""
    before = Played(present=("ann",)).call().answer().play(AgentSignedOn("bob"))
    before.play(CallArrived("p1", "p-ch", "", "", "", None, "1001", SUPPORT))
    if answered:
        before.play(DialAnswered("p-ch", "1002"))
    assert before.floor.agents["bob"].call_id == "p1"
    played = back(before).play(told(replace(KNOWN, call_id="p1", queue="support")))
    assert played.the(CallEnded).outcome is CallOutcome.HANDED_OVER
    assert played.floor.agents["bob"].call_id == ""
    assert [entry.call_id for entry in played.floor.waiting("support")] == ["c1"]


HUNG_UP = NetRow(AT_MS, NetStep.HUNG_UP, channel("c1"), ended_by=EndedBy.CALLER)
TALKED = replace(HUNG_UP, extension="1001")


def test_who_waited_and_hung_up_while_we_were_away_has_abandoned() -> None:
    played = back(Played().call()).play(told(HUNG_UP))
    assert played.the(QueueLeft) == QueueLeft("c1", 1, "sales", VisitOutcome.ABANDONED, 60_000)
    assert played.the(CallEnded) == CallEnded("c1", CallOutcome.ABANDONED, EndedBy.CALLER, AT_MS)


def test_who_hung_up_between_two_rounds_of_the_net_has_abandoned_there() -> None:
    gone = replace(HUNG_UP, channel_id="ch9", queue="sales", at_ms=AT_MS + 5000)
    played = back(Played()).play(told(NEW, gone))
    assert played.the(NetLeft).wait_ms == 15_000
    assert played.the(CallEnded) == CallEnded("c9", CallOutcome.ABANDONED, EndedBy.CALLER, AT_MS + 5000)


def test_who_hung_up_in_a_menu_was_in_a_menu() -> None:
    played = back(Played().call(did=MENU)).play(told(HUNG_UP))
    assert played.the(CallEnded) == CallEnded("c1", CallOutcome.LEFT_IN_MENU, EndedBy.CALLER, AT_MS)


@pytest.mark.parametrize("ended_by", [EndedBy.CALLER, EndedBy.AGENT])
def test_a_talk_that_ended_while_we_were_away_is_as_long_as_it_was(ended_by: EndedBy) -> None:
    before = Played(present=("ann",)).call().answer(after_ms=30_000)
    played = back(before).play(told(replace(TALKED, ended_by=ended_by)))
    assert played.the(TalkEnded) == TalkEnded("c1", 1, "ann", ended_by, 30_000)
    assert played.the(CallEnded) == CallEnded("c1", CallOutcome.ANSWERED, ended_by, AT_MS)
    assert played.floor.agents["ann"].wrap_up_until_ms == AT_MS + 10_000


def test_a_phone_that_rang_when_we_went_and_was_picked_up_has_talked() -> None:
    played = back(Played(present=("ann",)).call()).play(told(TALKED))
    assert played.the(TalkEnded) == TalkEnded("c1", 1, "ann", EndedBy.CALLER, 60_000)
    assert played.the(CallEnded).outcome is CallOutcome.ANSWERED


def test_of_several_who_rang_it_is_said_who_answered() -> None:
    before = Played(office(strategy="ring_all"), present=("ann", "bob")).call()
    played = back(before).play(told(replace(TALKED, extension="1002")))
    assert played.the(TalkEnded).agent == "bob"
    assert played.the(OfferEnded).agent == "ann"


def test_who_gave_up_while_a_phone_rang_has_abandoned() -> None:
    played = back(Played(present=("ann",)).call()).play(told(HUNG_UP))
    assert played.the(OfferEnded).outcome == "caller_left"
    assert played.the(CallEnded).outcome is CallOutcome.ABANDONED


def test_of_who_hangs_up_while_we_look_ami_tells() -> None:
    played = Played(present=("ann",)).play(found()).call().answer()
    assert played.play(told(TALKED)).facts == [NetLogRead(1700, 1)]
    assert back(played).play(arrival("c1")).play(told(TALKED)).facts == [NetLogRead(1700, 1)]
