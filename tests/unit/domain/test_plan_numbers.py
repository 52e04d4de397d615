import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.domain.plan_outbound import route_for
from tests.unit.domain.played import office


@pytest.mark.parametrize(
    ("queues", "number", "complaint"),
    [
        (("sales",), "1001", "queue sales: extension 1001 has the number 1001"),
        (("sales", "support"), "800", "queue support: queue sales has the number 800"),
        (("sales",), "701", "queue sales: 701 parks calls; take another number"),
    ],
)
def test_a_number_means_one_thing(queues: tuple[str, ...], number: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        office(queues=queues, number=number)


CARRIER = {"name": "carrier", "host": "192.0.2.1"}


def with_help(number: str, **parts: object) -> dict[str, object]:
    route = {"name": "help", "level": "emergency", "patterns": [number], "ways": ["carrier"]}
    return {"trunks": [CARRIER], "routes": [route], "feature_codes": {"supervise": ""}, **parts}


def refused(plan: dict[str, object]) -> list[tuple[tuple[int | str, ...], str]]:
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate(plan)
    return [(error["loc"], error["msg"]) for error in raised.value.errors()]


@pytest.mark.parametrize(
    ("part", "it", "who"),
    [
        ("extensions", {"number": "112"}, "extension 112"),
        ("queues", {"name": "sales", "number": "112"}, "queue sales"),
        ("groups", {"name": "desk", "number": "112", "members": ["1001"]}, "group desk"),
    ],
)
def test_a_number_for_help_is_for_nothing_else(part: str, it: dict[str, object], who: str) -> None:
    what = f"{who}: 112 is an emergency number (route help); take another number"
    plan = with_help("112", extensions=[{"number": "1001"}])
    before = plan.get(part, [])
    assert isinstance(before, list)
    assert refused({**plan, part: [*before, it]}) == [((part, len(before), "number"), what)]


def test_nor_do_callers_come_by_it() -> None:
    did = {"number": "+112", "target": {"kind": "hang_up"}}
    what = "DID +112: 112 is an emergency number (route help)"
    assert refused(with_help("112", dids=[did])) == [(("dids", 0, "number"), what)]


def test_where_calls_are_parked_is_nobody_to_call() -> None:
    assert refused(with_help("710")) == [
        (("routes", 0, "patterns", 0), "route help: 710 parks calls: no help there")
    ]
    what = "extension 701: 701 parks calls; take another number"
    assert refused({"extensions": [{"number": "701"}]}) == [(("extensions", 0, "number"), what)]
    assert Plan.model_validate({"extensions": [{"number": "0701"}]})


def test_help_goes_by_its_own_route_whichever_comes_first() -> None:
    every = {"name": "all", "level": "international", "patterns": ["."], "ways": ["carrier"]}
    plan = with_help("112")
    routes = plan["routes"]
    assert isinstance(routes, list)
    both = Plan.model_validate({**plan, "routes": [every, *routes]})
    found = [route_for(both, number) for number in ("112", "1120")]
    assert [route.name for route in found if route] == ["help", "all"]


def test_numbers_that_nobody_else_has_are_taken() -> None:
    assert office(queues=("sales",), number="800").queues_by_number["800"].name == "sales"
