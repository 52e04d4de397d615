"""Who may be recorded hears so before anybody is rung for him, by whatever way."""

from collections.abc import Sequence
from typing import Any

import pytest

from ccd.domain.events import PhoneSet, PromptFinished
from ccd.domain.facts import OutsideDialled, PartiesRung, RecordingAnnounced
from ccd.domain.orders import Connect, PlayPrompts
from ccd.domain.plan import Plan
from tests.unit.domain.played import SALES, Played
from tests.unit.domain.rules.test_outbound import plan

NOTICE = ("custom/recorded",)
NIGHT = {"name": "night", "zone": "UTC", "weeks": [["0901", "1001"]], "ring_s": 20}


def planned(target: dict[str, Any], never: Sequence[str] = (), **said: Any) -> Plan:
    """`never`: the phones that are not to be recorded."""
    base = plan().model_dump(mode="json")
    for extension in base["extensions"]:
        extension["recording"] = "never" if extension["number"] in never else None
    groups = [{"name": "turns", "members": ["1001", "1002"], "in_turn": True}]
    dids = [{"number": SALES, "target": target, "recording_notice": NOTICE}]
    return Plan.model_validate(base | {"rotas": [NIGHT], "dids": dids, "groups": groups} | said)


ON_CALL = {"kind": "on_call", "rota": "night"}
DESK = {"kind": "extension", "extension": "1001"}


def heard(played: Played) -> bool:
    return played.orders[-1] == PlayPrompts("c1", NOTICE)


def test_who_is_on_call_is_called_when_the_caller_has_heard_it() -> None:
    played = Played(planned(ON_CALL)).call()
    assert heard(played)
    assert not played.all(PartiesRung)
    played.play(PromptFinished("c1"), after_ms=4000)
    assert [type(fact) for fact in played.facts] == [RecordingAnnounced, OutsideDialled, PartiesRung]
    assert isinstance(played.orders[-1], Connect)


def test_one_on_call_who_is_recorded_is_enough() -> None:
    assert heard(Played(planned(ON_CALL, never=["1001"])).call())


def test_nothing_is_said_of_what_is_never_recorded() -> None:
    assert not heard(Played(planned(ON_CALL, recording={"inbound": "never"})).call())
    assert not heard(Played(planned(DESK, never=["1001"])).call())


def test_a_later_turn_of_a_group_counts_too() -> None:
    assert heard(Played(planned({"kind": "group", "group": "turns"}, never=["1001"])).call())


@pytest.mark.parametrize(("forward_to", "heard_first"), [("0123", False), ("1002", False), ("1003", True)])
def test_where_a_phone_forwards_to_decides(forward_to: str, heard_first: bool) -> None:
    """1001 and 1002 are never recorded; others are. Somebody outside answers for who sent the call there."""
    played = Played(planned(DESK, never=["1001", "1002"])).play(PhoneSet("1001", forward_to, False))
    assert heard(played.call()) is heard_first
