"""What is dialled means one thing."""

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan


def problems(codes: dict[str, str], *numbers: str) -> list[tuple[tuple[int | str, ...], str]]:
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate({"extensions": [{"number": n} for n in numbers], "feature_codes": codes})
    return [(error["loc"], error["msg"]) for error in raised.value.errors()]


def test_a_code_may_be_another_one_or_none() -> None:
    codes = Plan.model_validate({"feature_codes": {"echo": "*99", "day_night": ""}}).feature_codes
    assert codes.dialled()["*99"] == "echo"
    assert "*43" not in codes.dialled()
    assert "" not in codes.dialled()
    assert "day_night" not in codes.dialled().values()
    assert codes.before_extension() == {"555": "supervise", "**": "pickup"}


def test_two_codes_differ() -> None:
    assert problems({"echo": "*45"}) == [(("feature_codes", "echo"), "*45 is the code of sign_in already")]


def test_a_code_is_no_extension() -> None:
    what = "432 is an extension; choose another code, or none: ''"
    assert problems({"echo": "432"}, "432") == [(("feature_codes", "echo"), what)]


def test_a_code_is_no_group() -> None:
    plan = {"extensions": [{"number": "1001"}], "feature_codes": {"echo": "99"}}
    group = {"name": "reception", "number": "99", "members": ["1001"]}
    with pytest.raises(ValidationError, match="99 is a group; choose another code, or none: ''"):
        Plan.model_validate(plan | {"groups": [group]})


def test_a_code_before_an_extension_makes_no_other_extension() -> None:
    what = "555 before extension 1001 is 5551001, which is an extension"
    assert problems({}, "1001", "5551001") == [(("feature_codes", "supervise"), what)]


def test_nor_another_code() -> None:
    what = "555 before extension 10 is 55510, which is echo"
    assert problems({"echo": "55510"}, "10") == [(("feature_codes", "supervise"), what)]


@pytest.mark.parametrize("code", ["*", "45a", "*45#", "123456789", " *45"])
def test_a_code_that_is_none(code: str) -> None:
    assert [place for place, _ in problems({"echo": code})] == [("feature_codes", "echo")]
