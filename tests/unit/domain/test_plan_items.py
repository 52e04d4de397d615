"""Items of the plan, one by one."""

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Did, Extension, Plan, Queue
from ccd.domain.plan_items import find_item, users_of, with_item, without_item
from ccd.domain.plan_kinds import Kind, items_of, key_of

PLAN = Plan.model_validate(
    {
        "extensions": [{"number": "1001"}, {"number": "2000"}],
        "agents": [{"name": "an", "extension": "1001"}],
        "teams": [{"name": "day", "supervisors": ["2000"], "agents": ["an"]}],
        "queues": [{"name": "support", "members": ["an"]}, {"name": "sales"}],
        "flows": [
            {"name": "main", "start": "wait", "nodes": {"wait": {"kind": "queue", "queue": "support"}}}
        ],
        "dids": [{"number": "+84283822", "flow": "main"}],
    }
)


def test_an_item_is_found_by_its_key() -> None:
    for kind in Kind:
        for item in items_of(PLAN, kind):
            assert find_item(PLAN, kind, key_of(item)) is item
        assert find_item(PLAN, kind, "nothing") is None


def test_a_plus_sign_makes_no_other_did() -> None:
    changed = with_item(PLAN, Kind.DID, Did(number="84283822", flow="main", title="New"))
    assert [d.title for d in changed.dids] == ["New"]


def test_an_item_is_replaced_in_its_place_or_added_at_the_end() -> None:
    changed = with_item(PLAN, Kind.QUEUE, Queue(name="support", wrap_up_s=1))
    changed = with_item(changed, Kind.QUEUE, Queue(name="billing"))
    assert [(q.name, q.wrap_up_s) for q in changed.queues] == [("support", 1), ("sales", 10), ("billing", 10)]


def test_a_plan_with_a_bad_item_does_not_come_about() -> None:
    with pytest.raises(ValidationError, match="there is no agent nobody"):
        with_item(PLAN, Kind.QUEUE, Queue(name="sales", members=("nobody",)))


@pytest.mark.parametrize(
    ("kind", "key", "users"),
    [
        (Kind.EXTENSION, "1001", ["agent an"]),
        (Kind.EXTENSION, "2000", ["team day"]),
        (Kind.AGENT, "an", ["queue support", "team day"]),
        (Kind.TEAM, "day", []),
        (Kind.QUEUE, "support", ["flow main (node wait)"]),
        (Kind.QUEUE, "sales", []),
        (Kind.FLOW, "main", ["DID +84283822"]),
        (Kind.DID, "84283822", []),
        (Kind.TRUNK, "carrier", []),
    ],
)
def test_who_uses_an_item(kind: Kind, key: str, users: list[str]) -> None:
    assert users_of(PLAN, kind, key) == users


def test_what_nobody_uses_can_go_and_what_is_used_cannot() -> None:
    plan = with_item(PLAN, Kind.EXTENSION, Extension(number="1002"))
    for kind in Kind:
        for item in items_of(plan, kind):
            if users_of(plan, kind, key_of(item)):
                with pytest.raises(ValidationError):
                    without_item(plan, kind, key_of(item))
            else:
                assert find_item(without_item(plan, kind, key_of(item)), kind, key_of(item)) is None
