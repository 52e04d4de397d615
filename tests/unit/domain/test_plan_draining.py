import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.domain.plan_draining import is_draining
from tests.unit.domain.played import office


def drained(name: str, *led: str) -> Plan:
    """Whose flows lead to the queues `led`."""
    plan = office(queues=led).model_dump(mode="json")
    plan["queues"] = [{"name": "sales"}, {"name": "support"}]
    for queue in plan["queues"]:
        queue["draining"] = queue["name"] == name
    return Plan.model_validate(plan)


def test_nobody_leads_callers_to_a_queue_that_is_to_go() -> None:
    with pytest.raises(ValidationError) as error:
        drained("sales", "sales", "support")
    (problem,) = error.value.errors()
    assert problem["loc"] == ("queues", 0, "draining")
    assert "callers are still led there by flow menu (node sales), flow sales (node line)" in problem["msg"]


def test_others_may_stay_as_they_are() -> None:
    plan = drained("sales", "support")
    assert is_draining(plan, "sales")
    assert not is_draining(plan, "support")
    assert not is_draining(plan, "gone")
