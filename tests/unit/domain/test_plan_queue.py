"""A queue alone: what of it is checked before anything else of the plan is known."""

import pytest
from pydantic import ValidationError

from ccd.domain.plan_queue import Member, Queue


def test_a_member_is_a_name_or_a_name_with_a_rank() -> None:
    members = ["an", {"agent": "binh", "rank": 2}]
    queue = Queue.model_validate({"name": "support", "members": members})
    assert queue.members == (Member(agent="an", rank=1), Member(agent="binh", rank=2))
    assert queue.member_names == ("an", "binh")
    assert queue.model_dump(mode="json")["members"] == members
    assert Queue.model_validate(queue.model_dump(mode="json")) == queue


@pytest.mark.parametrize("rank", [0, 101, "first"])
def test_a_rank_that_is_none(rank: object) -> None:
    with pytest.raises(ValidationError) as raised:
        Queue.model_validate({"name": "support", "members": [{"agent": "an", "rank": rank}]})
    assert [error["loc"] for error in raised.value.errors()] == [("members", 0, "rank")]


def problems(**queue: object) -> list[tuple[tuple[int | str, ...], str]]:
    with pytest.raises(ValidationError) as raised:
        Queue.model_validate({"name": "sales", **queue})
    return [(error["loc"], error["msg"]) for error in raised.value.errors()]


def test_steps_are_written_in_the_order_of_time() -> None:
    steps = [{"after_s": 30}, {"after_s": 30}]
    what = "comes after a step of 30 s; write the steps in the order of time"
    assert problems(relax=steps) == [(("relax", 1, "after_s"), what)]


LIMIT = {"after_s": 30, "target": {"kind": "hang_up"}}


def test_a_step_comes_before_callers_are_sent_on() -> None:
    never = "never comes: callers are sent on after 30 s (`when_waited`)"
    steps = {"relax": [{"after_s": 29}, {"after_s": 30}], "escalate": [{"after_s": 60, "by": 1}]}
    assert problems(when_waited=LIMIT, **steps) == [
        (("relax", 1, "after_s"), never),
        (("escalate", 0, "after_s"), never),
    ]


def test_nobody_is_kept_for_one_agent_until_he_is_sent_on() -> None:
    what = "is as long as callers wait at all (30 s, `when_waited`): nobody else would be asked"
    assert problems(when_waited=LIMIT, same_agent_s=30) == [(("same_agent_s",), what)]
    Queue.model_validate({"name": "sales", "when_waited": LIMIT, "same_agent_s": 29})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("wrap_up_s", -1), ("missed_most", -1), ("weight", 101), ("ring_timeout_s", 0), ("same_agent_s", -1),
        ("ring_most", 1), ("strategy", "ring_some"), ("escalate", [{"after_s": 5, "by": 0}]),
    ],
)  # fmt: skip
def test_what_can_never_be(field: str, value: object) -> None:
    (place, _), *_ = problems(**{field: value})
    assert place[0] == field


def test_a_step_asks_for_less() -> None:
    steps = [{"after_s": 10, "skills": {"english": 5}}, {"after_s": 20, "skills": {"french": 1}}]
    assert problems(skills={"english": 4}, relax=steps) == [
        (
            ("relax", 0, "skills", "english"),
            "english 5 is more than is asked before (only english 4); a step can only ask for less",
        ),
        (
            ("relax", 1, "skills", "french"),
            "french 1 is more than is asked before (no french at all); a step can only ask for less",
        ),
    ]


@pytest.mark.parametrize("level", [0, 11, "good"])
def test_a_level_that_is_none(level: object) -> None:
    assert [place for place, _ in problems(skills={"english": level})] == [("skills", "english")]


SALES = Queue.model_validate(
    {
        "name": "sales",
        "weight": 10,
        "skills": {"english": 4},
        "relax": [{"after_s": 30, "skills": {"english": 3}}, {"after_s": 60}],
        "escalate": [{"after_s": 20, "by": 5}, {"after_s": 60, "by": 10}],
    }
)


@pytest.mark.parametrize(
    ("waited_ms", "skills", "priority"),
    [
        (0, {"english": 4}, 10),
        (19_999, {"english": 4}, 10),
        (20_000, {"english": 4}, 15),
        (30_000, {"english": 3}, 15),
        (60_000, {}, 25),
    ],
)
def test_what_a_wait_changes(waited_ms: int, skills: dict[str, int], priority: int) -> None:
    assert SALES.skills_after(waited_ms) == skills
    assert SALES.priority_after(waited_ms) == priority
