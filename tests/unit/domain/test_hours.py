"""Open or closed: by the wall clock, through the two odd nights, on holidays."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.hours import AHEAD_DAYS, Opening, Override, next_change_ms, opening
from ccd.domain.plan_hours import Hours

SHUT, OPN, HOL = Opening.CLOSED, Opening.OPEN, Opening.HOLIDAY
DAY_MS = 86_400_000


def hours(zone: str = "Asia/Ho_Chi_Minh", **said: Any) -> Hours:
    return Hours.model_validate({"name": "office", "zone": zone, **said})


def ms(moment: str) -> int:
    return round(datetime.fromisoformat(moment).timestamp() * 1000)


OFFICE = hours(
    open={"mon-fri": ["08:00-12:00", "13:00-17:30"], "sat": ["08:00-12:00"]},
    holidays=[
        {"date": "01-01", "title": "New Year"},
        {"date": "2027-02-05", "until": "2027-02-11", "title": "Tết"},
        {"date": "2026-12-24", "open": ["08:00-10:00"]},
    ],
)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-11-23T07:59:59+07:00", SHUT),  # a Monday
        ("2026-11-23T08:00:00+07:00", OPN),
        ("2026-11-23T12:00:00+07:00", SHUT),
        ("2026-11-23T13:00:00+07:00", OPN),
        ("2026-11-23T17:30:00+07:00", SHUT),
        ("2026-11-28T11:59:00+07:00", OPN),  # Saturday
        ("2026-11-29T09:00:00+07:00", SHUT),  # Sunday
        ("2027-01-01T09:00:00+07:00", HOL),
        ("2028-01-01T09:00:00+07:00", HOL),
        ("2027-02-11T23:59:00+07:00", HOL),
        ("2027-02-12T09:00:00+07:00", OPN),
        ("2026-12-24T09:00:00+07:00", OPN),
        ("2026-12-24T11:00:00+07:00", HOL),
    ],
)
def test_an_office(moment: str, state: Opening) -> None:
    assert opening(OFFICE, ms(moment)) is state


NIGHT = hours(open={"mon": ["22:00-06:00"]}, holidays=[{"date": "2026-11-24"}])


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-11-23T21:59:00+07:00", SHUT),
        ("2026-11-23T23:30:00+07:00", OPN),
        ("2026-11-24T05:59:00+07:00", OPN),  # the Monday's night goes on into the holiday
        ("2026-11-24T06:00:00+07:00", HOL),
        ("2026-11-30T23:00:00+07:00", OPN),
        ("2026-12-01T03:00:00+07:00", OPN),
        ("2026-12-01T23:00:00+07:00", SHUT),
    ],
)
def test_a_night_belongs_to_the_day_it_begins_on(moment: str, state: Opening) -> None:
    assert opening(NIGHT, ms(moment)) is state


NEW_YORK = hours("America/New_York", open={"sat-sun": ["01:30-02:30", "03:00-04:00"]})


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        # 2027-03-14: 02:00 EST is 03:00 EDT
        ("2027-03-14T01:29:00-05:00", SHUT),
        ("2027-03-14T01:59:59-05:00", OPN),
        ("2027-03-14T03:00:00-04:00", OPN),
        ("2027-03-14T04:00:00-04:00", SHUT),
        # 2026-11-01: 02:00 EDT is 01:00 EST again
        ("2026-11-01T01:45:00-04:00", OPN),
        ("2026-11-01T01:15:00-05:00", SHUT),
        ("2026-11-01T01:45:00-05:00", OPN),
        ("2026-11-01T02:30:00-05:00", SHUT),
    ],
)
def test_the_two_nights_on_which_the_clock_is_put(moment: str, state: Opening) -> None:
    assert opening(NEW_YORK, ms(moment)) is state


def test_what_is_set_by_hand_comes_first() -> None:
    monday = ms("2026-11-23T09:00:00+07:00")
    assert opening(OFFICE, monday, Override(SHUT, None, "an")) is SHUT
    short = Override(SHUT, monday + 1, "an")
    assert (short.holds(monday), short.holds(monday + 1)) == (True, False)


def test_it_is_said_when_it_changes() -> None:
    assert next_change_ms(OFFICE, ms("2026-11-23T09:00+07:00")) == ms("2026-11-23T12:00+07:00")
    assert next_change_ms(OFFICE, ms("2026-11-28T13:00+07:00")) == ms("2026-11-30T08:00+07:00")
    assert next_change_ms(OFFICE, ms("2027-02-05T13:00+07:00")) == ms("2027-02-12T00:00+07:00")
    always = hours(open={"mon-sun": ["00:00-24:00"]})
    assert next_change_ms(always, ms("2026-11-23T09:00+07:00")) is None


@given(
    st.sampled_from([OFFICE, NIGHT, NEW_YORK]),
    st.integers(ms("2026-10-25T00:00+00:00"), ms("2027-11-20T00:00+00:00")),
)
def test_until_the_next_change_nothing_changes(plan: Hours, now_ms: int) -> None:
    change_ms = next_change_ms(plan, now_ms)
    until_ms = change_ms or now_ms + AHEAD_DAYS * DAY_MS
    quarters = range(now_ms, until_ms, 900_000)
    assert {opening(plan, at_ms) for at_ms in quarters} == {opening(plan, now_ms)}
    if change_ms:
        assert opening(plan, change_ms) is not opening(plan, change_ms - 1)
