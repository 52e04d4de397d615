"""Which numbers a route takes, and how they are dialled on."""

from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.domain.plan_outbound import Level, Route, Trunk, Way, users_of_trunk


def route(*patterns: str, **said: Any) -> Route:
    return Route.model_validate({"name": "out", "patterns": patterns, "ways": ["carrier"], **said})


@pytest.mark.parametrize(
    ("pattern", "dialled", "takes"),
    [
        ("113", "113", True),
        ("113", "1130", False),
        ("0XXXXXXXXX", "0901234567", True),
        ("0XXXXXXXXX", "090123456", False),
        ("00.", "0012025550123", True),
        ("00.", "00", False),
        ("+.", "+12025550123", True),
        ("+84X", "1849", False),
        ("*7X", "*71", True),
    ],
)
def test_patterns(pattern: str, dialled: str, takes: bool) -> None:
    assert route(pattern).takes(dialled) is takes


def test_a_way_changes_what_is_dialled() -> None:
    assert Way.model_validate("carrier").number("0901") == "0901"
    assert Way(trunk="carrier", strip=1, prepend="84").number("0901") == "84901"


def test_levels_are_in_the_order_of_their_reach() -> None:
    assert sorted(Level, key=lambda level: level.reach) == list(Level)


@pytest.mark.parametrize(
    "said",
    [
        {"patterns": ["0N."]},
        {"patterns": ["0.1"]},
        {"patterns": []},
        {"patterns": ["11X"], "level": "emergency"},
        {"level": "internal"},
        {"ways": []},
        {"ways": [{"trunk": "carrier", "prepend": "84,n"}]},
    ],
)
def test_what_is_no_route(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        route("0.", **said) if "patterns" not in said else Route.model_validate(
            {"name": "out", "ways": ["carrier"], **said}
        )


def test_a_trunk_that_signs_in_says_where() -> None:
    with pytest.raises(ValidationError, match="host"):
        Trunk(name="carrier", username="842838")


def test_a_route_leads_to_trunks_that_have_a_host() -> None:
    plan: dict[str, Any] = {"trunks": [{"name": "carrier", "host": "203.0.113.1"}], "routes": [route("0.")]}
    assert users_of_trunk(Plan.model_validate(plan), "carrier") == ["route out"]
    for trunks in ([], [{"name": "carrier"}]):
        with pytest.raises(ValidationError) as raised:
            Plan.model_validate({**plan, "trunks": trunks})
        assert raised.value.errors()[0]["loc"] == ("routes", 0, "ways", 0)
