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


@pytest.mark.parametrize(
    ("said", "place", "what"),
    [
        (
            {"open": {"mon": ["08:00-12:00", "11:59-17:00"]}},
            ("open", "mon", 1),
            "11:59-17:00 overlaps 08:00-12:00; make one of the two, or correct one",
        ),
        (
            {"open": {"sat": ["22:00-06:00", "23:00-24:00"]}},
            ("open", "sat", 1),
            "23:00-24:00 overlaps 22:00-06:00; make one of the two, or correct one",
        ),
        (
            {"open": {"mon-fri": ["08:00-08:00"]}},
            ("open", "mon-fri", 0),
            "08:00-08:00 ends when it begins; a whole day is 00:00-24:00",
        ),
        (
            {"holidays": [{"date": "12-24", "open": ["08:00-12:00", "10:00-11:00"]}]},
            ("holidays", 0, "open", 1),
            "10:00-11:00 overlaps 08:00-12:00; make one of the two, or correct one",
        ),
        (
            {"holidays": [{"date": "12-24"}, {"date": "01-01"}, {"date": "12-24"}]},
            ("holidays", 2, "date"),
            "the holiday 12-24 is there already; give each day once",
        ),
        (
            {
                "holidays": [
                    {"date": "2027-02-05", "until": "2027-02-11"},
                    {"date": "2027-02-11", "until": "2027-02-12"},
                ]
            },
            ("holidays", 1, "date"),
            "the holiday 2027-02-05 to 2027-02-11 is there already; give each day once",
        ),
    ],
)
def test_what_is_said_twice_is_refused_where_it_stands(
    said: dict[str, Any], place: tuple[str | int, ...], what: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        hours(**said)
    assert [(error["loc"], error["msg"]) for error in raised.value.errors()] == [(place, what)]


def test_spans_may_touch_and_meet_those_of_the_next_day() -> None:
    found = hours(open={"mon-fri": ["00:00-24:00"], "sat-sun": ["05:00-12:00", "12:00-13:00", "22:00-06:00"]})
    assert found.week[6] == ((300, 720), (720, 780), (1320, 1800))


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_holidays_the_nearest_to_the_day_counts(turned: bool) -> None:
    holidays = [
        {"date": "12-24", "title": "every year"},
        {"date": "2026-12-20", "until": "2026-12-31", "title": "company holidays"},
        {"date": "2026-12-23", "title": "stocktaking", "open": ["08:00-10:00"]},
    ]
    found = hours(holidays=holidays[::-1] if turned else holidays)
    days = (dt.date(2026, 12, 23), dt.date(2026, 12, 24), dt.date(2027, 12, 24))
    on = [found.holiday_on(day) for day in days]
    assert [h.title for h in on if h] == ["stocktaking", "company holidays", "every year"]
