"""A plan in which somebody would wait for an agent who is not there is refused, and says for whom."""

from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan


def plan(
    queue: dict[str, Any], node: dict[str, int] | None = None, did: dict[str, int] | None = None
) -> dict[str, Any]:
    """An speaks English, Binh some French; both serve sales."""
    wait = {"kind": "queue", "queue": "sales", "skills": node or {}}
    return {
        "extensions": [{"number": "1001"}, {"number": "1002"}],
        "agents": [
            {"name": "an", "extension": "1001", "skills": {"english": 5}},
            {"name": "binh", "extension": "1002", "skills": {"french": 2}},
        ],
        "queues": [{"name": "sales", "members": ["an", "binh"], **queue}],
        "flows": [{"name": "main", "start": "wait", "nodes": {"wait": wait}}],
        "dids": [{"number": "123", "flow": "main", "skills": did or {}}],
    }


IN_VAIN = "so callers would wait for ever; ask for less, relax it, or give a member the skill"
RELAXED = {"skills": {"english": 6, "french": 2}, "relax": [{"after_s": 9, "skills": {"english": 6}}]}


@pytest.mark.parametrize(
    ("given", "place", "sentence"),
    [
        (
            plan({"skills": {"english": 6}}),
            ("queues", 0, "skills"),
            f"queue sales: no member of queue sales has english 6, {IN_VAIN}",
        ),
        (
            plan(RELAXED),
            ("queues", 0, "relax", 0, "skills"),
            "queue sales: no member of queue sales has english 6 (all that is left after 9 s), " + IN_VAIN,
        ),
        (
            plan({"skills": {"english": 5}}, node={"french": 1}),
            ("flows", 0, "nodes", "wait", "skills"),
            f"flow main, node wait: no member of queue sales has english 5, french 1, {IN_VAIN}",
        ),
        (
            plan({}, node={"english": 5}, did={"french": 1}),
            ("dids", 0, "skills"),
            f"DID 123, by node wait: no member of queue sales has english 5, french 1, {IN_VAIN}",
        ),
    ],
)
def test_nobody_could_ever_serve(given: dict[str, Any], place: tuple[int | str, ...], sentence: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate(given)
    assert [(error["loc"], error["msg"]) for error in raised.value.errors()] == [(place, sentence)]


@pytest.mark.parametrize(
    "given",
    [
        plan({"skills": {"english": 5}}),
        plan({"skills": {"english": 9}, "relax": [{"after_s": 9, "skills": {"english": 5}}]}),
        plan({"skills": {"english": 5}, "relax": [{"after_s": 9}]}, node={"french": 2}),
        plan({"skills": {"klingon": 9}, "members": []}),
    ],
)
def test_somebody_could_in_the_end(given: dict[str, Any]) -> None:
    assert Plan.model_validate(given)
