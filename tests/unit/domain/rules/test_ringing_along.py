"""Mobiles ring along with desks, within rights; who picks one up and does not accept has not answered."""

from dataclasses import replace
from typing import Any

import pytest

from ccd.domain.events import (
    AsteriskFound,
    BridgeChanged,
    BridgeMember,
    ChannelHungUp,
    ConnectFinished,
    DialAnswered,
    DialFinished,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
    RingEnded,
    SeenChannel,
)
from ccd.domain.facts import (
    AbroadCalled,
    AbroadCutOff,
    AbroadTalked,
    AgentAnswered,
    AgentOffered,
    EndedBy,
    OfferEnded,
    OfferOutcome,
    OutsideRefused,
    PartiesRung,
    PartiesUnreached,
    PartyAnswered,
    ReachOutcome,
    TalkEnded,
)
from ccd.domain.legs import OutsideLeg, PhoneLeg
from ccd.domain.orders import Connect, RingAgent, RungPhone
from ccd.domain.plan import Plan
from tests.unit.domain.played import Played, arrival, channel, office
from tests.unit.domain.rules.test_outbound import dials

HERS = OutsideLeg("0901", "carrier", "8428", confirm=True, after_s=10, owner="1001")
DEVICE = "0901@carrier"


def plan(number: str = "0901", **queue: Any) -> Plan:
    """Ann has a mobile."""
    said = office(**queue).model_dump(mode="json")
    said["trunks"] = [{"name": "carrier", "host": "203.0.113.1", "caller_id": "8428"}]
    said["routes"] = [
        {"name": "abroad", "level": "international", "patterns": ["00."], "ways": ["carrier"]},
        {"name": "national", "patterns": ["0."], "ways": ["carrier"]},
    ]
    said["toll_guard"] = {"calls": 1}
    for extension in said["extensions"]:
        extension["outgoing"] = "international"
    said["extensions"][2] |= {"devices": 2, "ring_after_s": 5}
    said["agents"][0]["mobiles"] = [{"number": number, "after_s": 10}]
    return Plan.model_validate(said)


def offered(**queue: Any) -> Played:
    return Played(plan(**queue), present=("ann",)).call()


def unaccepted(played: Played, status: DialStatus = DialStatus.NOANSWER) -> Played:
    over = DialFinished("c1", ("ann",), status, None, caller_present=True, unaccepted="1001")
    return played.play(over, after_ms=8000)


def test_an_agent_is_rung_at_his_desk_and_his_mobile() -> None:
    played = offered()
    assert played.the(AgentOffered).mobiles == DEVICE
    assert isinstance(ring := played.orders[-1], RingAgent)
    assert ring.phones == (RungPhone("ann", "1001", mobiles=(HERS,)),)


def test_a_queue_may_ring_no_mobiles() -> None:
    played = offered(mobiles=False)
    assert isinstance(ring := played.orders[-1], RingAgent)
    assert ring.phones == (RungPhone("ann", "1001"),)


def test_who_accepts_on_a_mobile_answers_at_it() -> None:
    played = offered().play(DialAnswered(channel("c1"), "1001", DEVICE))
    assert played.the(AgentAnswered).device == DEVICE


@pytest.mark.parametrize("status", [DialStatus.NOANSWER, DialStatus.CHANUNAVAIL, DialStatus.CONGESTION])
def test_who_does_not_accept_has_missed_the_offer(status: DialStatus) -> None:
    played = unaccepted(offered(), status)
    assert played.the(OfferEnded).outcome is OfferOutcome.NOT_ACCEPTED
    assert played.floor.agents["ann"].break_reason == "not_accepted"


def test_nobody_is_rung_who_is_reached_nowhere() -> None:
    """Ann's phone is not there, but her mobile may be."""
    gone = PhoneChanged("1001", PhoneState.UNREACHABLE)
    played = Played(plan(), present=("ann",)).play(gone).call()
    assert isinstance(ring := played.orders[-1], RingAgent)
    assert ring.phones == (RungPhone("ann", "1001", at_desk=False, mobiles=(HERS,)),)
    played.play(DialFinished("c1", ("ann",), DialStatus.CHANUNAVAIL, None, caller_present=True))
    assert played.the(OfferEnded).outcome is OfferOutcome.UNREACHABLE
    assert not list(played.offers())
    without = Played(plan(mobiles=False), present=("ann",)).play(gone).call()
    assert not without.all(AgentOffered)


def test_a_call_to_an_extension_rings_its_devices_by_their_delays() -> None:
    played = Played(plan(), present=("ann",))
    assert isinstance(order := played.play(dials("1001", phone="1002")).orders[-1], Connect)
    assert order.legs == (PhoneLeg("1001"), HERS)
    assert played.the(PartiesRung).mobiles == DEVICE
    played.play(DialAnswered(channel("p1"), "1001", DEVICE))
    assert (played.the(PartyAnswered).party, played.the(PartyAnswered).device) == ("1001", DEVICE)
    third = Played(plan()).play(dials("1003", phone="1002"))
    assert isinstance(order := third.orders[-1], Connect)
    assert order.legs == (PhoneLeg("1003", 5, several=True),)


TALKS = SeenChannel(channel("p1"), "p1", "1001", (), DEVICE)
HANDED_OVER = BridgeChanged((BridgeMember("a detour", "1001", DEVICE), BridgeMember(channel("p1"), "1002")))


def phone_of_ann(played: Played) -> PhoneState:
    return played.floor.agents["ann"].phone


@pytest.mark.parametrize(
    ("number", "tells"),
    [
        ("1001", DialAnswered(channel("p1"), "1001", DEVICE)),
        ("1001", AsteriskFound((TALKS,), ())),
        ("1003", HANDED_OVER),
    ],
    ids=["by dial", "by a snapshot", "by a bridge"],
)
def test_who_talks_on_his_mobile_is_offered_nothing_meanwhile(number: str, tells: Event) -> None:
    """To a caller whom no queue gave him: his desk is idle all the while."""
    played = Played(plan(), present=("ann",)).play(dials(number, phone="1002"))
    played.play(DialAnswered(channel("p1"), "1003") if number == "1003" else tells).play(tells)
    assert phone_of_ann(played) is PhoneState.IN_USE
    played.call().restarted().play(AsteriskFound((TALKS,), ())).play(arrival("c1"))
    assert not played.all(AgentOffered)
    played.play(ChannelHungUp(channel("p1")))
    assert phone_of_ann(played) is PhoneState.IDLE
    assert played.the(AgentOffered).agent == "ann"


def test_an_extension_whose_mobile_is_not_accepted_is_not_reached() -> None:
    played = Played(plan(), present=("ann",)).play(dials("1001", phone="1002"))
    played.play(ConnectFinished("p1", DialStatus.NOANSWER, 19, True, "1001"))
    assert played.the(PartiesUnreached).outcome is ReachOutcome.NOT_ACCEPTED


def test_a_mobile_abroad_is_within_the_toll_guard() -> None:
    played = Played(plan("0012025550123"), present=("ann",)).call()
    assert not played.all(AbroadCalled)
    device = played.the(AgentOffered).mobiles
    played.play(DialAnswered(channel("c1"), "1001", device))
    assert played.the(AbroadCalled).phone == "1001"
    played.finish(after_ms=4000)
    assert played.the(AbroadTalked).talk_ms == played.the(TalkEnded).talk_ms == 4000
    assert isinstance(order := played.play(dials("1001", phone="1002")).orders[-1], Connect)
    assert order.legs == (PhoneLeg("1001"),)
    assert played.the(OutsideRefused).reason == "calls"


def test_after_a_restart_a_mobile_that_rings_is_still_rung() -> None:
    rings = SeenChannel(channel("c1"), "c1", "", ("1001",))
    played = offered().restarted().play(AsteriskFound((rings,), ()))
    assert not played.all(OfferEnded)
    talks = replace(rings, talking_to="1001", dialling=(), device=DEVICE)
    played.play(AsteriskFound((talks,), ()))
    assert played.the(AgentAnswered).device == DEVICE


def test_one_of_several_devices_ends_no_offer() -> None:
    played = Played(plan(strategy="ring_all"), present=("ann", "bob")).play(arrival("c1"))
    played.play(RingEnded(channel("c1"), "1001", DialStatus.BUSY))
    assert not played.all(OfferEnded)
    played.play(RingEnded(channel("c1"), "1002", DialStatus.BUSY))
    assert played.the(OfferEnded).agent == "bob"


ABROAD = "0012025550123"


def rung_abroad(played: Played) -> OutsideLeg:
    ring = played.orders[-1]
    assert isinstance(ring, RingAgent)
    ((mobile,),) = [phone.mobiles for phone in ring.phones]
    return mobile


def test_a_mobile_abroad_that_nobody_picks_up_is_not_counted() -> None:
    played = Played(plan(ABROAD), present=("ann",)).call()
    played.play(DialFinished("c1", ("ann",), DialStatus.NOANSWER, None, caller_present=True))
    assert not played.all(AbroadCalled)


def test_a_mailbox_abroad_is_counted() -> None:
    played = Played(plan(ABROAD), present=("ann",)).call()
    picked_up = f"1001/{rung_abroad(played).device}"
    over = DialFinished("c1", ("ann",), DialStatus.NOANSWER, None, True, unaccepted=picked_up)
    assert played.play(over, after_ms=8000).the(AbroadCalled) == AbroadCalled("c1", "1001")
    assert played.the(OfferEnded).outcome is OfferOutcome.NOT_ACCEPTED


@pytest.mark.parametrize(("talk_ms", "cut_off"), [(59_800, True), (50_000, False)])
def test_a_talk_on_a_mobile_abroad_ends_with_the_minutes(talk_ms: int, cut_off: bool) -> None:
    guarded = Plan.model_validate(plan(ABROAD).model_dump() | {"toll_guard": {"minutes": 1}})
    played = Played(guarded, present=("ann",)).call()
    mobile = rung_abroad(played)
    assert mobile.talk_most_s == 60
    played.play(DialAnswered(channel("c1"), "1001", mobile.device)).restarted()
    talks = SeenChannel(channel("c1"), "c1", "1001", (), device=mobile.device)
    played.play(AsteriskFound((talks,), ())).finish(after_ms=talk_ms)
    assert bool(played.all(AbroadCutOff)) is cut_off
    assert played.the(AbroadTalked).talk_ms == (60_000 if cut_off else talk_ms), (
        "nothing is left of the minutes"
    )
    assert played.the(TalkEnded).ended_by is (EndedBy.SYSTEM if cut_off else EndedBy.AGENT)


def test_a_call_to_an_extension_is_cut_off_on_its_mobile_too() -> None:
    guarded = Plan.model_validate(plan(ABROAD).model_dump() | {"toll_guard": {"minutes": 1}})
    played = Played(guarded, present=("ann",)).play(dials("1001", phone="1002"))
    device = played.the(PartiesRung).mobiles
    played.play(DialAnswered(channel("p1"), "1001", device))
    played.play(ConnectFinished("p1", DialStatus.ANSWER, 16, True), after_ms=60_000)
    assert played.all(AbroadCutOff) == [AbroadCutOff("p1", "1001")]
    assert played.the(AbroadTalked) == AbroadTalked("p1", "1001", 60_000)


def test_a_mobile_is_rung_by_every_way_of_its_route() -> None:
    base = plan().model_dump(mode="json")
    base["trunks"].append({"name": "backup", "host": "203.0.113.2", "caller_id": "8429"})
    base["routes"][1]["ways"].append({"trunk": "backup", "strip": 1, "prepend": "84"})
    played = Played(Plan.model_validate(base), present=("ann",)).call()
    assert rung_abroad(played) == replace(HERS, others=(OutsideLeg("84901", "backup", "8429"),))
    assert played.the(AgentOffered).mobiles == DEVICE
