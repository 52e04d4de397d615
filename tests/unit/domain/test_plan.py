"""A plan that exists is a valid plan; what is wrong is told with its place."""

from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan

WAIT = {"wait": {"kind": "queue", "queue": "support"}}
GOOD: dict[str, Any] = {
    "trunks": [{"name": "carrier"}],
    "extensions": [{"number": "1001"}, {"number": "1002"}],
    "agents": [{"name": "an", "extension": "1001"}],
    "teams": [{"name": "day", "supervisors": ["1002"], "agents": ["an"]}],
    "queues": [{"name": "support", "members": ["an"]}],
    "flows": [{"name": "main", "start": "wait", "nodes": WAIT}],
    "dids": [{"number": "+84283822", "flow": "main"}],
}


def places(plan: dict[str, Any]) -> list[tuple[int | str, ...]]:
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate(plan)
    return [error["loc"] for error in raised.value.errors()]


def test_names_lead_to_what_they_name() -> None:
    plan = Plan.model_validate(GOOD)
    assert plan.agents_by_name["an"].extension == "1001"
    assert plan.dids_by_number["84283822"].flow == "main"
    assert [q.name for q in plan.queues_of["an"]] == ["support"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"agents": [{"name": "an", "extension": "1009"}]}, ("agents", 0, "extension")),
        ({"queues": [{"name": "support", "members": ["an", "cuc"]}]}, ("queues", 0, "members", 1)),
        ({"queues": [{"name": "support", "members": ["an", "an"]}]}, ("queues", 0, "members", 1)),
        ({"queues": [{"name": "sales"}]}, ("flows", 0, "nodes", "wait", "queue")),
        ({"dids": [{"number": "1", "flow": "main"}]}, ("dids", 0, "number")),
        ({"dids": [{"number": "12", "flow": "night"}]}, ("dids", 0, "flow")),
        ({"break_reasons": ["lunch", "tea", "lunch"]}, ("break_reasons", 2)),
        ({"break_reasons": []}, ("break_reasons",)),
        ({"break_reasons": ["a\nb", "tea"]}, ("break_reasons", 0)),
        ({"trunks": [{"name": "1002"}]}, ("trunks", 0, "name")),
    ],
)
def test_a_name_that_leads_nowhere(change: dict[str, Any], place: tuple[int | str, ...]) -> None:
    assert places(GOOD | change) == [place]


def test_an_agent_is_known_by_what_he_types() -> None:
    an, binh = {"name": "an", "extension": "1001"}, {"name": "binh", "extension": "1001", "number": "42"}
    cuc = {"name": "cuc", "extension": "1002"}
    plan = Plan.model_validate(GOOD | {"agents": [an, binh, cuc]})
    assert {number: agent.name for number, agent in plan.agents_by_number.items()} == {
        "1001": "an",
        "42": "binh",
        "1002": "cuc",
    }
    shared = Plan.model_validate(GOOD | {"agents": [an, cuc | {"extension": "1001"}]})
    assert not shared.agents_by_number, "a phone that two sit at stands for neither"
    taken = cuc | {"number": "1001"}
    assert places(GOOD | {"agents": [an, taken]}) == [("agents", 1, "number")]


@pytest.mark.parametrize("kind", ["trunks", "extensions", "agents", "teams", "queues", "flows", "dids"])
def test_a_name_that_is_there_twice(kind: str) -> None:
    items = GOOD[kind]
    key = "number" if "number" in items[0] else "name"
    assert places(GOOD | {kind: [*items, items[0]]}) == [(kind, len(items), key)]


def test_a_did_with_and_without_plus_is_one() -> None:
    dids = [*GOOD["dids"], {"number": "84283822", "flow": "main"}]
    assert places(GOOD | {"dids": dids}) == [("dids", 1, "number")]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert len(places(GOOD | {"extensions": [], "queues": []})) == 3
