"""What is set at phones over the API, and which calls follow it."""

from typing import Any

import pytest

from ccd.domain.events import ConnectFinished, DialStatus, PhoneSet
from ccd.domain.facts import (
    CallQueued,
    DoNotDisturbChanged,
    ForwardChanged,
    OutsideDialled,
    OutsideRefused,
    PartiesUnreached,
    ReachOutcome,
    VoicemailReached,
)
from ccd.domain.legs import PhoneLeg
from ccd.domain.orders import Connect
from ccd.domain.plan import Plan
from tests.unit.domain.played import Played, office

TO_ANN, TO_DESK = "700", "701"
ROUTES = [
    {"name": "national", "patterns": ["0XXX"], "level": "national", "ways": ["carrier"]},
    {"name": "abroad", "patterns": ["00XXX"], "level": "international", "ways": ["carrier"]},
]


def plan(**ann: Any) -> Plan:
    """1001, which has a box, by a number and in a group with 1002; a queue may be dialled by 800."""
    fields = office().model_dump()
    fields["extensions"] = [fields["extensions"][0] | ann, *fields["extensions"][1:]]
    fields["queues"] = [fields["queues"][0] | {"number": "800"}, *fields["queues"][1:]]
    fields["voicemails"] = [{"name": "ann", "extension": "1001"}]
    fields["trunks"] = [{"name": "carrier", "addresses": ["127.0.0.1/32"], "host": "127.0.0.1"}]
    fields["routes"] = ROUTES
    fields["groups"] = [{"name": "desk", "members": ["1001", "1002"]}]
    fields["dids"] = [
        *fields["dids"],
        {"number": TO_ANN, "target": {"kind": "extension", "extension": "1001"}},
        {"number": TO_DESK, "target": {"kind": "group", "group": "desk"}},
    ]
    return Plan.model_validate(fields)


def rung(played: Played) -> list[str]:
    return [leg.party for order in played.orders if isinstance(order, Connect) for leg in order.legs]


def test_what_is_set_is_a_fact_once() -> None:
    played = Played(plan()).play(PhoneSet("1001", "1003", do_not_disturb=True, by="ann"))
    assert played.facts == [
        ForwardChanged("1001", "1003", "ann"),
        DoNotDisturbChanged("1001", on=True, by="ann"),
    ]
    assert not played.play(PhoneSet("1001", "1003", do_not_disturb=True, by="bo")).facts
    played.play(PhoneSet("1001", "", do_not_disturb=False, by="bo"))
    assert played.facts == [ForwardChanged("1001", "", "bo"), DoNotDisturbChanged("1001", on=False, by="bo")]


@pytest.mark.parametrize(
    ("extension", "number", "why"),
    [
        ("1999", "1001", "no extension 1999"),
        ("1001", "1001", "nobody else is there"),
        ("1001", "*45", "nobody else is there"),
        ("1001", "1999", "nobody else is there"),
        ("1001", "00123", "may not call 00123"),
    ],
)
def test_what_cannot_be_set(extension: str, number: str, why: str) -> None:
    played = Played(plan()).play(PhoneSet(extension, number, do_not_disturb=True))
    assert played.last.refused
    assert why in played.last.refused.reason
    assert not played.facts


def test_a_number_that_leads_to_a_phone_follows_its_forward() -> None:
    played = Played(plan()).play(PhoneSet("1001", "1003", do_not_disturb=False))
    played.play(PhoneSet("1003", "1004", do_not_disturb=False)).call(did=TO_ANN)
    assert rung(played) == ["1004"]
    played.play(ConnectFinished("c1", DialStatus.NOANSWER, 0, True))
    assert played.the(VoicemailReached).box == "ann", "of whom the caller wanted"


def test_it_follows_outside_with_the_rights_of_the_phone() -> None:
    played = Played(plan()).play(PhoneSet("1001", "0123", do_not_disturb=False)).call(did=TO_ANN)
    assert played.the(OutsideDialled).number == "0123"
    assert rung(played) == ["0123@carrier"]


def test_it_does_not_follow_abroad_even_if_the_phone_may_call_there() -> None:
    played = Played(plan(outgoing="international")).play(PhoneSet("1001", "00123", do_not_disturb=False))
    played.call(did=TO_ANN)
    assert played.the(OutsideRefused).phone == "1001"
    assert not rung(played)
    assert played.all(VoicemailReached)


def test_it_follows_into_a_queue_and_a_group() -> None:
    played = Played(plan()).play(PhoneSet("1001", "800", do_not_disturb=False)).call(did=TO_ANN)
    assert played.the(CallQueued).queue == "sales"


@pytest.mark.parametrize("forward_to", ["", "1003"])
def test_who_is_not_to_be_disturbed_has_his_box(forward_to: str) -> None:
    played = Played(plan()).play(PhoneSet("1001", forward_to, do_not_disturb=True)).call(did=TO_ANN)
    assert not rung(played)
    assert played.the(PartiesUnreached).outcome is ReachOutcome.BUSY
    assert played.all(VoicemailReached)


def test_phones_that_forward_in_a_circle() -> None:
    played = Played(plan()).play(PhoneSet("1001", "1002", do_not_disturb=False))
    played.play(PhoneSet("1002", "1001", do_not_disturb=False)).call(did=TO_ANN)
    assert not rung(played)
    assert played.all(VoicemailReached)


def test_a_group_follows_no_forward_and_leaves_out_who_is_not_to_be_disturbed() -> None:
    played = Played(plan()).play(PhoneSet("1001", "1003", do_not_disturb=False)).call(did=TO_DESK)
    assert rung(played) == ["1001", "1002"]
    played.play(PhoneSet("1001", "1003", do_not_disturb=True)).call("c2", did=TO_DESK)
    assert rung(played) == [PhoneLeg("1002").party]
    played.play(PhoneSet("1002", "", do_not_disturb=True)).call("c3", did=TO_DESK)
    assert not rung(played)
    assert played.the(PartiesUnreached).outcome is ReachOutcome.BUSY
