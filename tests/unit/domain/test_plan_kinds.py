"""What items of a plan go by."""

import pytest

from ccd.domain.plan import Plan
from ccd.domain.plan_kinds import Kind, items_of, key_of
from tests.unit.domain.small_plan import GOOD, places

KINDS = [kind for kind in Kind if kind.field in GOOD]


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_is_there_twice(kind: Kind) -> None:
    items = GOOD[kind.field]
    assert places(GOOD | {kind.field: [*items, items[0]]}) == [(kind.field, len(items), kind.key_field)]


def test_a_key_is_what_the_field_says_but_for_the_plus_of_a_did() -> None:
    plan = Plan.model_validate(GOOD)
    for kind in KINDS:
        for item in items_of(plan, kind):
            assert key_of(item) == kind.plain(getattr(item, kind.key_field))
    assert [key_of(did) for did in plan.dids] == ["84283822"]
