"""Rotas as they are planned."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.domain.plan_rotas import Rota
from tests.unit.domain.test_plan_devices import BASE

WEEKS = [["0901"], {"mon-fri": ["0902", "1001"], "sat-sun": ["0903"]}]


def rota(**said: Any) -> Rota:
    return Rota.model_validate(
        {"name": "night", "zone": "Europe/Berlin", "begins": "2026-11-25", "weeks": WEEKS} | said
    )


def numbers_on(rota: Rota, day: str) -> list[str]:
    return [person.number for person in rota.people_on(dt.date.fromisoformat(day))]


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        ("2026-11-23", ["0901"]),  # the Monday of the first week
        ("2026-11-29", ["0901"]),
        ("2026-11-30", ["0902", "1001"]),
        ("2026-12-05", ["0903"]),
        ("2026-12-07", ["0901"]),
        ("2026-11-16", ["0902", "1001"]),  # before it begins they took turns as well
    ],
)
def test_weeks_take_turns(day: str, numbers: list[str]) -> None:
    assert numbers_on(rota(), day) == numbers


def test_dates_come_before_weeks() -> None:
    holiday = {"first": "2026-12-24", "last": "2026-12-26", "people": ["0909"]}
    assert numbers_on(rota(dates=[holiday]), "2026-12-25") == ["0909"]
    assert numbers_on(rota(dates=[holiday]), "2026-12-27") != ["0909"]
    assert numbers_on(rota(weeks=[], dates=[holiday]), "2026-12-27") == []


DATES = [
    {"first": "2026-12-01", "last": "2026-12-07", "people": ["0901"]},
    {"first": "2026-12-09", "last": "2026-12-14", "people": ["0902"]},
]


@pytest.mark.parametrize(
    ("said", "place", "what"),
    [
        ({"weeks": []}, ("weeks",), "nobody is on it"),
        ({"begins": None}, ("begins",), "when it `begins`"),
        ({"weeks": [{"mon-sat": ["0901"]}]}, ("weeks", 0), "week 1: nobody is on call on sun"),
        (
            {"weeks": [{"mon-sun": ["0901"], "sat": ["0902"]}]},
            ("weeks", 0),
            "week 1: sat is there more than once",
        ),
        (
            {"weeks": [], "dates": DATES},
            ("dates", 1, "first"),
            "nobody is on call between 2026-12-07 and 2026-12-09",
        ),
        ({"dates": [DATES[0], DATES[0]]}, ("dates", 0, "first"), "2026-12-01 is among other dates already"),
        ({"dates": [DATES[0] | {"last": "2026-11-30"}]}, ("dates", 0, "last"), "is before"),
        ({"weeks": [[]]}, ("weeks", 0, "mon-sun"), "at least 1"),
        ({"hand_over": "25:00"}, ("hand_over",), "must be a time of the day"),
        ({"zone": "Nowhere"}, ("zone",), "no time zone"),
    ],
)
def test_gaps_are_said(said: dict[str, Any], place: tuple[str | int, ...], what: str) -> None:
    with pytest.raises(ValidationError) as raised:
        rota(**said)
    (error,) = raised.value.errors()
    assert error["loc"] == place
    assert what in error["msg"]


def test_weeks_may_cover_for_dates_with_a_gap() -> None:
    assert numbers_on(rota(dates=DATES), "2026-12-08") == ["0901"]


@pytest.mark.parametrize(
    ("number", "what"),
    [("113", "is for emergencies"), ("777", "no route takes 777"), ("0012025550123", "")],
)
def test_everybody_can_be_called(number: str, what: str) -> None:
    said = BASE | {"rotas": [{"name": "night", "zone": "UTC", "weeks": [["1001", number]]}]}
    if not what:
        assert Plan.model_validate(said).rotas_by_name["night"]
        return
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate(said)
    (error,) = raised.value.errors()
    assert error["loc"] == ("rotas", 0, "weeks", 0, "mon-sun", 1)
    assert what in error["msg"]


def test_a_rota_that_leads_to_itself_is_an_endless_loop() -> None:
    again = {"kind": "on_call", "rota": "night"}
    rotas = [{"name": "night", "zone": "UTC", "weeks": [["1001"]], "otherwise": again}]
    with pytest.raises(ValidationError, match="endless loop"):
        Plan.model_validate(BASE | {"rotas": rotas})


def test_a_rota_is_written_as_short_as_it_was() -> None:
    dumped = rota().model_dump(mode="json")
    assert dumped["weeks"] == [{"mon-sun": ["0901"]}, WEEKS[1]]
    assert Rota.model_validate(dumped) == rota()
