"""Who supervises whom."""

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.domain.plan_team import extension_of, team_between

OFFICE = {
    "extensions": [{"number": n} for n in ("1001", "1002", "1003", "2000")],
    "agents": [{"name": n, "extension": e} for n, e in (("an", "1001"), ("binh", "1002"), ("mai", "1003"))],
}
TEAMS = [
    {"name": "day", "supervisors": ["mai"], "agents": ["an", "mai"]},
    {"name": "night", "supervisors": ["2000"], "agents": ["an", "binh"]},
]
PLAN = Plan.model_validate(OFFICE | {"teams": TEAMS})


@pytest.mark.parametrize(
    ("person", "agent", "team"),
    [
        ("mai", "an", "day"),
        ("2000", "an", "night"),
        ("mai", "binh", None),
        ("mai", "mai", None),
        ("an", "mai", None),
        ("1003", "an", None),
    ],
)
def test_a_supervisor_has_the_agents_of_his_teams(person: str, agent: str, team: str | None) -> None:
    found = team_between(PLAN, person, agent)
    assert (found.name if found else None) == team


def test_a_supervisor_sits_somewhere() -> None:
    assert extension_of(PLAN, "mai") == "1003"
    assert extension_of(PLAN, "2000") == "2000"


@pytest.mark.parametrize(
    ("team", "place"),
    [
        ({"supervisors": ["cuc"]}, ("teams", 0, "supervisors", 0)),
        ({"supervisors": ["mai", "2009"]}, ("teams", 0, "supervisors", 1)),
        ({"agents": ["1001"]}, ("teams", 0, "agents", 0)),
    ],
)
def test_a_team_of_people_who_are_there(team: dict[str, object], place: tuple[int | str, ...]) -> None:
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate(OFFICE | {"teams": [{"name": "day", **team}]})
    assert [error["loc"] for error in raised.value.errors()] == [place]
