"""Who is blocked."""

import pytest

from ccd.domain.plan import Plan
from ccd.domain.plan_blocks import block_for

PLAN = Plan.model_validate(
    {
        "blocks": [
            {"name": "nuisance", "patterns": ["0901234567", "1900."]},
            {"name": "nameless", "withheld": True},
        ]
    }
)


@pytest.mark.parametrize(
    ("caller", "block"),
    [
        ("0901234567", "nuisance"),
        ("19001234", "nuisance"),
        ("1900", None),
        ("0901234568", None),
        ("", "nameless"),
        ("anonymous", "nameless"),
    ],
)
def test_numbers_and_those_who_show_none(caller: str, block: str | None) -> None:
    found = block_for(PLAN, caller)
    assert (found.name if found else None) == block
