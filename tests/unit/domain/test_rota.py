"""Who is on call now, also on the nights on which the clock is put forward and back."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.legs import OutsideLeg, PhoneLeg
from ccd.domain.plan import Plan
from ccd.domain.plan_rotas import DAY, Person
from ccd.domain.rota import changes, day_on_call, handed_over_ms, leg_to, on_call
from tests.unit.domain.test_plan_devices import BASE
from tests.unit.domain.test_plan_rotas import rota

BERLIN = ZoneInfo("Europe/Berlin")
BY_DAYS = {"weeks": [{"mon-sat": ["0901"], "sun": ["0902"]}], "begins": None}


def ms(wall: str, fold: int = 0) -> int:
    return round(dt.datetime.fromisoformat(wall).replace(tzinfo=BERLIN, fold=fold).timestamp() * 1000)


def who(at_ms: int, **said: Any) -> str:
    (person, *_) = on_call(rota(**said), at_ms)
    return person.number


def test_early_in_the_morning_it_is_still_yesterdays() -> None:
    assert [who(ms(f"2026-11-30T{time}")) for time in ("07:59", "08:00")] == ["0901", "0902"]


@pytest.mark.parametrize(
    ("wall", "fold", "number"),
    [
        ("2027-03-28T01:59", 0, "0901"),
        ("2027-03-28T03:29", 0, "0901"),  # half past two does not happen
        ("2027-03-28T03:30", 0, "0902"),
        ("2027-10-31T02:29", 0, "0901"),
        ("2027-10-31T02:30", 0, "0902"),
        ("2027-10-31T02:10", 1, "0902"),  # who has taken over does not hand back
        ("2027-10-31T02:45", 1, "0902"),
    ],
)
def test_on_the_nights_of_the_clock(wall: str, fold: int, number: str) -> None:
    assert who(ms(wall, fold), hand_over="02:30", **BY_DAYS) == number


@given(
    st.integers(ms("2026-01-01T00:00"), ms("2028-01-01T00:00")),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Ho_Chi_Minh", "Australia/Lord_Howe"]),
    st.sampled_from(["00:00", "00:30", "01:45", "02:00", "02:30", "03:00", "08:00", "23:59"]),
)
def test_each_moment_belongs_to_one_day(now_ms: int, zone: str, hand_over: str) -> None:
    found = rota(zone=zone, hand_over=hand_over)
    day = day_on_call(found, now_ms)
    assert handed_over_ms(found, day) <= now_ms < handed_over_ms(found, day + DAY)


def test_what_is_to_come() -> None:
    dates = [{"first": "2026-12-01", "last": "2026-12-02", "people": ["0909"]}]
    to_come = list(changes(rota(dates=dates, weeks=[["0901"], ["0902"]]), ms("2026-11-30T12:00")))
    named = [(at_ms, [person.number for person in people]) for at_ms, people in to_come[:3]]
    assert named == [
        (ms("2026-12-01T08:00"), ["0909"]),
        (ms("2026-12-03T08:00"), ["0902"]),
        (ms("2026-12-07T08:00"), ["0901"]),
    ]


def test_whom_to_ring() -> None:
    plan = Plan.model_validate(BASE)
    assert leg_to(plan, Person(number="1001")) == PhoneLeg("1001")
    assert leg_to(plan, Person(number="0901")) == OutsideLeg("0901", "carrier", confirm=True)
    assert leg_to(plan, Person(number="777")) is None
