"""Which boxes are a queue's."""

from typing import Any

from ccd.domain.plan import Plan
from ccd.domain.plan_boxes import boxes_behind

NODES = {
    "ask": {"kind": "menu", "prompts": ["ccd/welcome"], "choices": {"1": "word", "2": "boss", "3": "ring"},
            "otherwise": "again"},
    "word": {"kind": "voicemail", "box": "shared"},
    "boss": {"kind": "voicemail", "box": "boss"},
    "ring": {"kind": "on_call", "rota": "night"},
    "again": {"kind": "flow", "flow": "evening"},
    "sales": {"kind": "queue", "queue": "sales"},
}  # fmt: skip


def plan(target: dict[str, Any]) -> Plan:
    return Plan.model_validate(
        {
            "extensions": [{"number": "1001"}],
            "queues": [
                {"name": "support", "when_nobody": {"target": target}},
                {
                    "name": "sales",
                    "when_nobody": {"target": {"kind": "voicemail", "box": "sales"}},
                    "keys": {"1": {"kind": "voicemail", "box": "key"}},
                },
            ],
            "rotas": [
                {
                    "name": "night",
                    "zone": "UTC",
                    "hand_over": "08:00",
                    "begins": "2026-11-23",
                    "weeks": [["1001"]],
                    "otherwise": {"kind": "voicemail", "box": "on-call"},
                }
            ],
            "voicemails": [
                *({"name": name} for name in ("shared", "sales", "key", "on-call", "later", "nobody")),
                {"name": "boss", "extension": "1001"},
            ],
            "flows": [
                {"name": "main", "start": "ask", "nodes": NODES},
                {
                    "name": "evening",
                    "start": "go",
                    "nodes": {
                        "go": {"kind": "play", "prompts": ["ccd/closed"], "next": "late"},
                        "late": {"kind": "voicemail", "box": "later"},
                        "else": {"kind": "voicemail", "box": "nobody"},
                    },
                },
            ],
        }
    )


def of_support(target: dict[str, Any]) -> set[str]:
    made = plan(target)
    return set(boxes_behind(made, made.queues_by_name["support"]))


def test_an_exit_leads_straight_to_a_box() -> None:
    assert of_support({"kind": "voicemail", "box": "shared"}) == {"shared"}
    assert of_support({"kind": "voicemail", "box": "boss"}) == {"boss"}


def test_or_through_flows_and_rotas_but_not_to_one_that_is_somebodys_own() -> None:
    assert of_support({"kind": "flow", "flow": "main"}) == {"shared", "on-call", "later"}
    assert of_support({"kind": "flow", "flow": "main", "node": "word"}) == {"shared"}


def test_what_is_behind_another_queue_is_that_ones() -> None:
    assert of_support({"kind": "flow", "flow": "main", "node": "sales"}) == set()
    made = plan({"kind": "hang_up"})
    assert boxes_behind(made, made.queues_by_name["sales"]) == {"sales", "key"}
