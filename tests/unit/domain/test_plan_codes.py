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


OUTSIDE = {
    "trunks": [{"name": "carrier", "host": "192.0.2.1"}],
    "routes": [
        {"name": "local", "level": "local", "patterns": ["60.", "17XX", "."], "ways": ["carrier"]},
        {"name": "help", "level": "emergency", "patterns": ["112", "5551"], "ways": ["carrier"]},
    ],
    "extensions": [{"number": "1001"}],
    "feature_codes": {"supervise": ""},
}


@pytest.mark.parametrize(
    ("codes", "what"),
    [
        ({"echo": "112"}, "112 is an emergency number; choose another code, or none: ''"),
        (
            {"supervise": "555"},
            "555 is how the emergency number 5551 begins; choose another code, or none: ''",
        ),
        ({"echo": "705"}, "705 is a number that parks calls; choose another code, or none: ''"),
        ({"echo": "842838"}, "842838 is a DID; choose another code, or none: ''"),
        ({"echo": "1700"}, "1700 is a number that route local takes; choose another code, or none: ''"),
        ({"supervise": "60"}, "60 before extension 1001 is 601001, which route local takes"),
    ],
)
def test_a_code_hides_no_number(codes: dict[str, str], what: str) -> None:
    did = {"number": "842838", "target": {"kind": "hang_up"}}
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate({**OUTSIDE, "dids": [did], "feature_codes": {"supervise": "", **codes}})
    assert [(error["loc"], error["msg"]) for error in raised.value.errors()] == [
        (("feature_codes", next(iter(codes))), what)
    ]


def test_a_route_that_takes_whatever_comes_leaves_the_codes_alone() -> None:
    assert Plan.model_validate(OUTSIDE).feature_codes.echo == "*43"


@pytest.mark.parametrize("code", ["*", "45a", "*45#", "123456789", " *45"])
def test_a_code_that_is_none(code: str) -> None:
    assert [place for place, _ in problems({"echo": code})] == [("feature_codes", "echo")]
