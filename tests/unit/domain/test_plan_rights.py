"""Of patterns that allow and deny the most specific decides."""

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.domain.plan_rights import Rights, decided, specificity

NOBODYS = Rights()


def test_the_most_specific_pattern_decides() -> None:
    patterns = ["0.", "09.", "09XXXXXXXX", "0901.", "0901234567"]
    assert sorted(patterns, key=specificity) == patterns
    rights = Rights(allow=("09.", "0901234567"), deny=("0.", "0901."))
    words = {"0283": False, "0901": True, "09012": False, "0901234567": True, "113": None}
    assert {number: decided(rights, NOBODYS, [number]) for number in words} == words


def test_ones_own_pattern_comes_before_everybodys_that_is_as_specific() -> None:
    own, everybodys = Rights(allow=("1900.",)), Rights(deny=("1900.", "19001."))
    assert decided(own, everybodys, ["19002"]) is True
    assert decided(own, everybodys, ["190012"]) is False
    assert decided(NOBODYS, everybodys, ["19002"]) is False


def test_of_two_that_are_as_specific_the_one_that_denies_decides() -> None:
    assert decided(Rights(allow=("0X1",), deny=("01X",)), NOBODYS, ["011"]) is False


@pytest.mark.parametrize("pattern", ["0N.", "0.1", "", "1900;hangup", "0${EXTEN}", "_0X.", "0,1"])
def test_what_is_no_pattern_is_refused_at_its_place(pattern: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate(
            {"extensions": [{"number": "1001", "rights": {"allow": ["1."], "deny": [pattern]}}]}
        )
    assert raised.value.errors()[0]["loc"] == ("extensions", 0, "rights", "deny", 0)


def test_a_pattern_is_allowed_or_denied() -> None:
    with pytest.raises(ValidationError, match="take it from one of the two") as raised:
        Plan.model_validate({"rights": {"allow": ["0.", "1900."], "deny": ["00.", "1900."]}})
    assert raised.value.errors()[0]["loc"] == ("rights", "deny", 1)
