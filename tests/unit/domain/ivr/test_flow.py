from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.ivr.flow import Flow
from ccd.domain.plan import Plan

MENU = {"kind": "menu", "prompts": ["ccd/menu"], "choices": {"1": "line"}, "otherwise": "line"}
LINE = {"kind": "queue", "queue": "sales"}


def play(then: str) -> dict[str, Any]:
    return {"kind": "play", "prompts": ["ccd/hello"], "next": then}


def flow(nodes: dict[str, Any], start: str = "a") -> Flow:
    return Flow.model_validate({"name": "main", "start": start, "nodes": nodes})


def problems(nodes: dict[str, Any], start: str = "a") -> list[tuple[tuple[str | int, ...], str]]:
    """(where, what) of each."""
    with pytest.raises(ValidationError) as refused:
        flow(nodes, start)
    return [(error["loc"], error["msg"]) for error in refused.value.errors()]


def test_a_flow_that_leads_somewhere_is_taken() -> None:
    assert flow({"a": play("m"), "m": MENU, "line": LINE})


def test_a_start_that_is_not_there() -> None:
    assert problems({"line": LINE}) == [(("start",), "there is no node a")]


def test_targets_that_are_not_there_are_all_named() -> None:
    menu = {**MENU, "choices": {"1": "x", "2": "line"}, "otherwise": "y"}
    assert problems({"a": menu, "line": LINE, "p": play("z")}) == [
        (("nodes", "a", "choices", "1"), "node a, choices.1: there is no node x"),
        (("nodes", "a", "otherwise"), "node a, otherwise: there is no node y"),
        (("nodes", "p", "next"), "node p, next: there is no node z"),
    ]


@pytest.mark.parametrize(
    ("nodes", "circle"),
    [
        ({"a": play("a")}, "a -> a"),
        ({"a": play("b"), "b": play("c"), "c": play("b")}, "b -> c -> b"),
        ({"a": MENU, "line": LINE, "lost": play("lost")}, "lost -> lost"),
    ],
)
def test_a_circle_in_which_nobody_waits(nodes: dict[str, Any], circle: str) -> None:
    where = ("nodes", circle.split(" ", maxsplit=1)[0])
    assert problems(nodes) == [(where, f"endless loop, the caller can only listen: {circle}")]


def test_a_circle_through_a_menu_is_a_way_back() -> None:
    menu = {**MENU, "choices": {"*": "a", "1": "line"}}
    assert Flow.model_validate(
        {"name": "main", "start": "a", "nodes": {"a": play("m"), "m": menu, "line": LINE}}
    )


def test_a_queue_that_is_not_there() -> None:
    leads_nowhere = {"name": "main", "start": "a", "nodes": {"a": play("line"), "line": LINE}}
    with pytest.raises(ValidationError) as refused:
        Plan.model_validate({"flows": [leads_nowhere]})
    (error,) = refused.value.errors()
    assert error["loc"] == ("flows", 0, "nodes", "line", "queue")
    assert error["msg"] == "flow main, node line: there is no queue sales"


@pytest.mark.parametrize("key", ["#", "12", "", "a"])
def test_a_choice_is_one_key_that_asterisk_hands_on(key: str) -> None:
    assert problems({"a": {**MENU, "choices": {key: "line"}}, "line": LINE})


def test_a_menu_without_choices_or_prompts_is_none() -> None:
    assert problems({"a": {**MENU, "choices": {}}, "line": LINE})
    assert problems({"a": {**MENU, "prompts": []}, "line": LINE})
