"""Nodes wherever they stand, and targets that stand alone."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from ccd.domain.ivr.nodes import (
    BookCallback,
    CallGroup,
    CallOut,
    EnterFlow,
    EnterQueue,
    HangUp,
    LeaveMessage,
    OnCall,
    RingExtension,
)
from ccd.domain.ivr.target import Target
from ccd.domain.plan import Plan
from ccd.domain.plan_items import users_of
from ccd.domain.plan_kinds import Kind
from ccd.domain.plan_nodes import first_queue, reached, start_of

ASK = {"kind": "menu", "prompts": ["ccd/menu"], "choices": {"1": "go"}, "otherwise": "go"}
TO_NIGHT = {"kind": "flow", "flow": "night"}
BYE = {"kind": "hang_up", "prompts": ["ccd/bye"]}


def flow(name: str, **nodes: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "start": next(iter(nodes)), "nodes": nodes}


def play(then: str) -> dict[str, Any]:
    return {"kind": "play", "prompts": ["ccd/hello"], "next": then}


def plan(*flows: dict[str, Any], **dids: Any) -> Plan:
    return Plan.model_validate(
        {
            "queues": [{"name": "sales"}],
            "flows": flows or [flow("day", ask=ASK, go=TO_NIGHT), flow("night", bye=BYE)],
            "dids": [{"number": number.removeprefix("n"), **did} for number, did in dids.items()],
        }
    )


def problems(*flows: dict[str, Any], **dids: Any) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as refused:
        plan(*flows, **dids)
    return [(error["loc"], error["msg"]) for error in refused.value.errors()]


def test_targets_stand_alone() -> None:
    union: Any = get_args(Target)[0]
    examples: dict[Any, dict[str, str]] = {
        EnterQueue: {"queue": "sales"},
        EnterFlow: {"flow": "night"},
        RingExtension: {"extension": "1001"},
        CallGroup: {"group": "desk"},
        CallOut: {"number": "0901"},
        OnCall: {"rota": "night"},
        LeaveMessage: {"box": "desk"},
        BookCallback: {"queue": "sales"},
        HangUp: {},
    }
    assert set(examples) == set(get_args(union))
    for kind, fields in examples.items():
        assert not kind.model_validate(fields).targets(), f"{kind.__name__} needs nodes beside it"


def test_a_target_is_found_as_if_it_were_a_node() -> None:
    found = plan(n100={"target": BYE}, n200={"flow": "day"})
    assert isinstance(found.node("DID 100", "target"), HangUp)
    assert isinstance(found.node("day", "go"), EnterFlow)
    assert found.node("day", "target") is None
    assert [start_of(found, did) for did in found.dids] == [("DID 100", "target"), ("day", "ask")]


@pytest.mark.parametrize(
    ("target", "where", "what"),
    [
        ({"kind": "queue", "queue": "x"}, "queue", "DID 100, target: there is no queue x"),
        ({"kind": "flow", "flow": "x"}, "flow", "DID 100, target: there is no flow x"),
        ({**TO_NIGHT, "node": "x"}, "node", "DID 100, target: flow night has no node x"),
    ],
)
def test_a_target_that_leads_nowhere(target: dict[str, Any], where: str, what: str) -> None:
    assert problems(n100={"target": target}) == [(("dids", 0, "target", where), what)]


def test_a_phone_that_rings_alone_has_nothing_beside_it() -> None:
    target = {"kind": "extension", "extension": "1001", "otherwise": "bye"}
    what = {message for _, message in problems(n42={"target": target})}
    assert what == {
        "DID 42, target: there is no extension 1001",
        "DID 42, target: there is no node bye beside it",
    }


def test_flows_that_lead_round_without_waiting() -> None:
    day, night = (
        flow("day", hello=play("go"), go=TO_NIGHT),
        flow("night", back={"kind": "flow", "flow": "day"}),
    )
    assert problems(day, night) == [
        (
            ("flows", 0, "nodes", "hello"),
            "endless loop, the caller can only listen: flow day, node hello -> flow day, node go -> "
            "flow night, node back -> flow day, node hello",
        )
    ]
    assert plan(flow("day", ask=ASK, go=TO_NIGHT), night), "a menu on the way is a way out"
    assert problems(flow("day", ask=ASK, go={"kind": "flow", "flow": "day", "node": "go"}))


def test_what_a_number_leads_to_in_the_end() -> None:
    found = plan(
        flow("day", go=TO_NIGHT),
        flow("night", ask=ASK, go={"kind": "queue", "queue": "sales"}),
        flow("elsewhere", bye=BYE),
        n100={"flow": "day"},
        n200={"target": {**TO_NIGHT, "node": "go"}},
        n300={"target": BYE},
    )
    assert [first_queue(found, did) for did in found.dids] == ["sales", "sales", ""]
    assert [site.spot for site in reached(found, found.dids[0])] == [
        ("day", "go"),
        ("night", "ask"),
        ("night", "go"),
    ]


def test_who_names_a_thing_in_a_node() -> None:
    again = flow("night", ask=ASK, go={"kind": "flow", "flow": "night"})
    found = plan(flow("day", go=TO_NIGHT), again, n100={"target": {"kind": "queue", "queue": "sales"}})
    assert users_of(found, Kind.QUEUE, "sales") == ["DID 100 (target)"]
    assert users_of(found, Kind.FLOW, "night") == ["flow day (node go)"], (
        "a flow does not stand in its own way"
    )


def to(queue: str) -> dict[str, str]:
    return {"kind": "queue", "queue": queue}


def with_queues(flows: list[dict[str, Any]] | None = None, **queues: dict[str, Any]) -> Plan:
    return Plan.model_validate(
        {"queues": [{"name": name, **queue} for name, queue in queues.items()], "flows": flows or []}
    )


def test_an_exit_is_found_by_its_queue() -> None:
    found = with_queues(
        a={"when_full": {"callers": 5, "target": to("b")}, "keys": {"1": BYE, "#": to("b")}}, b={}
    )
    assert [site.words for site in found.sites.values()] == [
        "queue a, when_full",
        "queue a, key 1",
        "queue a, key #",
    ]
    assert found.node("queue a", "key #") == EnterQueue(queue="b")
    assert users_of(found, Kind.QUEUE, "b") == ["queue a (when_full)", "queue a (key #)"]


def test_an_exit_that_leads_nowhere() -> None:
    with pytest.raises(ValidationError) as refused:
        with_queues(a={"keys": {"1": to("b")}})
    (error,) = refused.value.errors()
    assert (error["loc"], error["msg"]) == (
        ("queues", 0, "keys", "1", "queue"),
        "queue a, key 1: there is no queue b",
    )


def test_queues_that_send_their_callers_to_one_another() -> None:
    full = {"callers": 5}
    with pytest.raises(ValidationError) as refused:
        with_queues(a={"when_full": {**full, "target": to("b")}}, b={"when_nobody": {"target": to("a")}})
    (error,) = refused.value.errors()
    assert error["loc"] == ("queues", 0, "when_full", "target")
    assert error["msg"] == (
        "endless loop, the caller can only listen: queue a, when_full -> queue b, when_nobody -> "
        "queue a, when_full"
    )
    sorry = flow("sorry", hello=play("again"), again=to("a"))
    with pytest.raises(ValidationError, match="flow sorry, node hello -> flow sorry, node again -> queue a"):
        with_queues([sorry], a={"when_full": {**full, "target": {"kind": "flow", "flow": "sorry"}}})


def test_queues_that_let_their_callers_wait_in_turn() -> None:
    waits = {"after_s": 60}
    assert with_queues(
        a={"when_waited": {**waits, "target": to("b")}, "keys": {"1": to("b")}},
        b={"when_waited": {**waits, "target": to("a")}},
    )
