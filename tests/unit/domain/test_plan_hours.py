"""A week and its holidays, as a person may write them."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan_hours import Holiday, Hours, minutes, weekdays


def hours(**said: Any) -> Hours:
    return Hours.model_validate({"name": "office", "zone": "Asia/Ho_Chi_Minh", **said})


@pytest.mark.parametrize(
    ("days", "numbers"),
    [("mon", (0,)), ("mon-fri", (0, 1, 2, 3, 4)), ("sat-mon", (5, 6, 0)), ("sun-sun", (6,))],
)
def test_days_of_the_week(days: str, numbers: tuple[int, ...]) -> None:
    assert weekdays(days) == numbers


def test_a_span_may_go_on_after_midnight() -> None:
    assert minutes("08:00-17:30") == (480, 1050)
    assert minutes("22:00-06:00") == (1320, 1800)
    assert minutes("00:00-24:00") == (0, 1440)


@pytest.mark.parametrize(
    ("holiday", "day", "covered"),
    [
        ({"date": "12-25"}, "2031-12-25", True),
        ({"date": "12-25"}, "2031-12-26", False),
        ({"date": "2026-12-25"}, "2027-12-25", False),
        ({"date": "2027-02-05", "until": "2027-02-11"}, "2027-02-11", True),
        ({"date": "2027-02-05", "until": "2027-02-11"}, "2027-02-12", False),
    ],
)
def test_days_that_a_holiday_covers(holiday: dict[str, Any], day: str, covered: bool) -> None:
    assert Holiday.model_validate(holiday).covers(dt.date.fromisoformat(day)) is covered


@pytest.mark.parametrize(
    "said",
    [
        {"zone": "Asia/Atlantis"},
        {"zone": "../etc/passwd"},
        {"open": {"mon": ["08:00-25:00"]}},
        {"open": {"monday": ["08:00-17:00"]}},
        {"open": {"mon-wed": ["08:00-17:00"], "wed": ["08:00-12:00"]}},
        {"holidays": [{"date": "2026-02-30"}]},
        {"holidays": [{"date": "12-25", "until": "2026-12-27"}]},
        {"holidays": [{"date": "2026-12-25", "until": "2026-12-24"}]},
    ],
)
def test_what_cannot_be(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        hours(**said)


def test_the_29th_of_february_is_a_day() -> None:
    assert hours(holidays=[{"date": "02-29"}]).holiday_on(dt.date(2028, 2, 29))
