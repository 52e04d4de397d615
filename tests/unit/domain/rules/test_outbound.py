"""Calls by trunks: rights, the next way, help, and what is counted abroad."""

from typing import Any

import pytest

from ccd.domain.events import (
    CallArrived,
    ChannelHungUp,
    ConnectFinished,
    DialAnswered,
    DialStatus,
    DigitsEntered,
    PhoneSet,
    RecordingStartAsked,
)
from ccd.domain.facts import (
    AbroadCutOff,
    AbroadTalked,
    CallEnded,
    CallOutcome,
    CallStarted,
    Direction,
    EmergencyCalled,
    EndedBy,
    ForwardChanged,
    OutsideDialled,
    OutsideRefused,
    PartiesRung,
    PartyLeft,
)
from ccd.domain.legs import Leg, OutsideLeg
from ccd.domain.orders import Cause, Connect, PlayPrompts, ReleaseCall, Verdict
from ccd.domain.plan import Plan
from ccd.domain.plan_outbound import Level
from tests.unit.domain.played import SALES, Played, arrival, channel, office

ABROAD, NATIONAL = "0012025550123", "0901234567"


def plan(**said: Any) -> Plan:
    return Plan.model_validate(
        office().model_dump(mode="json")
        | {
            "trunks": [{"name": name, "host": "203.0.113.1"} for name in ("carrier", "backup")],
            "routes": [
                {"name": "help", "level": "emergency", "patterns": ["113"], "ways": ["carrier"]},
                {"name": "abroad", "level": "international", "patterns": ["00."], "ways": ["carrier"]},
                {"name": "national", "patterns": ["0."], "ways": ["carrier", "backup"]},
            ],
            "extensions": [
                {"number": n, "title": "Desk", "outgoing": "international"} for n in ("1001", "1002", "1003")
            ]
            + [{"number": "1004", "title": "Door", "outgoing": "internal"}],
            **said,
        }
    )


def dials(number: str, phone: str = "1001", call_id: str = "p1") -> CallArrived:
    return CallArrived(call_id, channel(call_id), "", "666", "", None, phone, number)


def finished(status: DialStatus, cause: int = 0, call_id: str = "p1") -> ConnectFinished:
    return ConnectFinished(call_id, status, cause, True)


def called(played: Played) -> tuple[Leg, ...]:
    (order,) = played.orders
    assert isinstance(order, Connect)
    return order.legs


def test_a_call_goes_out_by_the_first_way_and_then_by_the_next() -> None:
    played = Played(plan()).play(dials(NATIONAL))
    assert played.the(CallStarted).direction is Direction.OUTBOUND
    assert played.the(OutsideDialled) == OutsideDialled("p1", "1001", NATIONAL, "national", Level.NATIONAL)
    assert called(played) == (OutsideLeg(NATIONAL, "carrier"),)
    played.play(finished(DialStatus.CONGESTION, 34))
    assert called(played) == (OutsideLeg(NATIONAL, "backup"),)
    played.play(finished(DialStatus.CHANUNAVAIL))
    assert played.the(CallEnded).outcome is not CallOutcome.ANSWERED


def test_who_is_busy_on_one_way_is_busy_on_all() -> None:
    played = Played(plan()).play(dials(NATIONAL)).play(finished(DialStatus.BUSY, Cause.BUSY))
    assert played.the(PartiesRung).parties == f"{NATIONAL}@carrier"
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP, Cause.BUSY)]


def test_a_phone_without_the_right_is_refused_and_told() -> None:
    played = Played(plan()).play(dials(NATIONAL, "1004"))
    assert played.the(OutsideRefused) == OutsideRefused("p1", "1004", NATIONAL, Level.NATIONAL, "rights")
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP, Cause.REJECTED, "ccd/codes/not-allowed")]
    assert played.the(CallEnded) == CallEnded("p1", CallOutcome.REFUSED, EndedBy.SYSTEM)


def test_help_is_for_everybody_and_said_aloud() -> None:
    played = Played(plan()).play(dials("113", "1004"))
    assert played.the(EmergencyCalled) == EmergencyCalled("p1", "1004", "Door", "113")
    assert isinstance(played.orders[-1], Connect)


def test_minutes_abroad_are_counted_and_survive_a_restart() -> None:
    played = Played(plan(toll_guard={"calls": 9, "minutes": 1})).play(dials(ABROAD))
    played.play(DialAnswered(channel("p1"), "carrier"), after_ms=2000)
    played.play(finished(DialStatus.ANSWER), after_ms=60_000)
    assert played.the(PartyLeft).talk_ms == 60_000
    assert played.the(AbroadTalked) == AbroadTalked("p1", "1001", 60_000)
    again = played.restarted().play(dials(ABROAD, call_id="p2"))
    assert again.the(OutsideRefused).reason == "minutes"
    again.play(dials(NATIONAL, call_id="p3"))
    day_ms = 24 * 3600 * 1000
    again.play(dials(ABROAD, call_id="p4"), after_ms=day_ms)
    assert [fact.call_id for fact in again.all(OutsideRefused)] == ["p2"]


@pytest.mark.parametrize(
    ("after_ms", "ended_by"),
    [(50_000, EndedBy.CALLEE), (59_900, EndedBy.SYSTEM), (58_700, EndedBy.SYSTEM)],
)
def test_who_has_used_up_his_minutes_is_cut_off_and_told(after_ms: int, ended_by: EndedBy) -> None:
    played = Played(plan(toll_guard={"calls": 9, "minutes": 1})).play(dials(ABROAD))
    (order,) = played.orders
    assert isinstance(order, Connect)
    assert order.talk_most_s == 60
    played.play(DialAnswered(channel("p1"), "carrier")).play(finished(DialStatus.ANSWER), after_ms=after_ms)
    cut_off = ended_by is EndedBy.SYSTEM
    assert played.all(AbroadCutOff) == [AbroadCutOff("p1", "1001")] * cut_off
    left_ms = 60_000 - played.the(AbroadTalked).talk_ms
    assert left_ms == (0 if cut_off else 10_000), "we knew late of the answer"
    assert played.the(CallEnded) == CallEnded("p1", CallOutcome.ANSWERED, ended_by)
    assert played.orders == [ReleaseCall("p1", Verdict.HANG_UP, prompt="ccd/codes/not-allowed" * cut_off)]


def test_who_hangs_up_at_once_is_not_cut_off_though_a_second_was_left() -> None:
    played = Played(plan(toll_guard={"calls": 9, "minutes": 1})).play(dials(ABROAD))
    played.play(DialAnswered(channel("p1"), "carrier")).play(finished(DialStatus.ANSWER), after_ms=57_000)
    played.play(dials(ABROAD, call_id="p2"))
    assert played.all(OutsideDialled)[-1].talk_most_s == 3
    played.play(DialAnswered(channel("p2"), "carrier"))
    played.play(finished(DialStatus.ANSWER, call_id="p2"), after_ms=1_000)
    assert not played.all(AbroadCutOff)


def test_only_what_is_left_may_be_talked_and_only_abroad() -> None:
    played = Played(plan(toll_guard={"calls": 9, "minutes": 1})).play(dials(ABROAD))
    played.play(DialAnswered(channel("p1"), "carrier")).play(finished(DialStatus.ANSWER), after_ms=20_000)
    played.play(dials(ABROAD, call_id="p2")).play(dials(NATIONAL, call_id="p3"))
    assert [fact.talk_most_s for fact in played.all(OutsideDialled)] == [60, 40, 0]


def test_he_is_cut_off_while_we_were_away_and_nobody_else_hung_up() -> None:
    played = Played(plan(toll_guard={"calls": 9, "minutes": 1})).play(dials(ABROAD))
    played.play(DialAnswered(channel("p1"), "carrier"))
    again = played.restarted().play(ChannelHungUp(channel("p1")), after_ms=60_000)
    assert again.the(AbroadCutOff) == AbroadCutOff("p1", "1001")
    assert again.the(CallEnded).ended_by is EndedBy.SYSTEM


@pytest.mark.parametrize(("policy", "recorded"), [("never", False), (None, True), ("always", True)])
def test_the_line_of_who_has_his_calls_sent_outside_decides_what_is_recorded(
    policy: str | None, recorded: bool
) -> None:
    phones = [{"number": "1001", "recording": policy}, {"number": "1002"}]
    dids = [{"number": SALES, "target": {"kind": "extension", "extension": "1001"}}]
    said = plan(
        extensions=phones, agents=[], queues=[], flows=[], dids=dids, recording={"internal": "always"}
    )
    by_phone, from_outside = dials("1001", phone="1002", call_id="c1"), arrival("c1")
    for event in (by_phone, from_outside):
        played = Played(said).play(PhoneSet("1001", NATIONAL, do_not_disturb=False)).play(event)
        assert played.the(OutsideDialled).for_phone == "1001"
        assert bool(played.the(PartiesRung).recording) is recorded
        played.play(ConnectFinished("c1", DialStatus.CONGESTION, 34, caller_present=True))
        assert [bool(rung.recording) for rung in played.all(PartiesRung)] == [recorded] * 2, "by any way"
        played.play(DialAnswered(channel("c1"), "backup"))
        assert bool(played.floor.calls["c1"].recording) is recorded
        played.play(RecordingStartAsked("c1", "boss"))
        assert bool(played.last.refused) is not recorded


def test_a_phone_forwards_no_further_than_it_may_call() -> None:
    for phone, number, prompts in (("1004", NATIONAL, "not-allowed"), ("1001", NATIONAL, "forwarded")):
        played = Played(plan()).play(dials("*72", phone)).play(DigitsEntered("p1", number))
        assert [prompts] == [
            o.prompts[-1].rpartition("/")[2] for o in played.orders if isinstance(o, PlayPrompts)
        ]
        assert bool(played.all(ForwardChanged)) == (prompts == "forwarded")
