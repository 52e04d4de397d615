"""Ring groups as they are planned."""

from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.legs import PhoneLeg
from ccd.domain.plan import Plan
from ccd.domain.plan_groups import Group, GroupMember

ONE, TWO, THREE = PhoneLeg("1001"), PhoneLeg("1002"), PhoneLeg("1003")
ALL = (GroupMember(extension="1001"), GroupMember(extension="1002"), GroupMember(extension="1003"))


def test_all_ring_in_one_turn() -> None:
    group = Group(name="desk", members=ALL)
    assert list(group.turns_after("")) == [(ONE, TWO, THREE)]
    assert list(group.turns_after("1001 1002 1003")) == []


def test_in_turn_each_has_his_own() -> None:
    group = Group(name="desk", members=ALL, in_turn=True)
    assert list(group.turns_after("")) == [(ONE,), (TWO,), (THREE,)]
    assert list(group.turns_after("1002")) == [(THREE,)]
    assert list(group.turns_after("1003")) == list(group.turns_after("1009")) == []


def test_each_may_have_his_delay() -> None:
    said = {"name": "desk", "members": ["1001", {"extension": "1002", "after_s": 5}]}
    group = Group.model_validate(said)
    assert list(group.turns_after("")) == [(ONE, PhoneLeg("1002", 5))]
    assert group.model_dump(mode="json")["members"] == said["members"]


@pytest.mark.parametrize(
    ("group", "place"),
    [
        ({"name": "desk", "members": ["1009"]}, ("groups", 0, "members", 0)),
        ({"name": "desk", "members": ["1001"], "number": "1001"}, ("groups", 0, "number")),
        ({"name": "desk", "members": ["1001"], "number": "700"}, ("groups", 0, "number")),
    ],
)
def test_what_a_plan_refuses(group: dict[str, Any], place: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate({"extensions": [{"number": "1001"}], "groups": [group]})
    assert raised.value.errors()[0]["loc"] == place
