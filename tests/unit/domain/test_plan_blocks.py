"""Who is blocked."""

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.domain.plan_blocks import block_for

PLAN = Plan.model_validate(
    {
        "country": "VN",
        "blocks": [
            {"name": "nuisance", "patterns": ["0901234567", "1900.", "00855."]},
            {"name": "nameless", "withheld": True},
        ],
    }
)


@pytest.mark.parametrize(
    ("caller", "block"),
    [
        ("0901234567", "nuisance"),
        ("+84901234567", "nuisance"),
        ("84901234567", "nuisance"),
        ("0084901234567", "nuisance"),
        ("+85512345678", "nuisance"),
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


def test_a_block_that_takes_nobody_is_refused() -> None:
    with pytest.raises(ValidationError, match="block empty takes nobody: give it `patterns`"):
        Plan.model_validate({"blocks": [{"name": "empty"}]})
