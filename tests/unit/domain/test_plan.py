"""What is looked up in a plan."""

from ccd.domain.plan import Plan
from tests.unit.domain.small_plan import GOOD


def test_names_lead_to_what_they_name() -> None:
    plan = Plan.model_validate(GOOD)
    assert plan.agents_by_name["an"].extension == "1001"
    assert plan.dids_by_number["84283822"].flow == "main"
    assert [q.name for q in plan.queues_of["an"]] == ["support"]
    assert plan.did("84283822") is plan.did("+84283822") is plan.dids[0]
    assert plan.did("84283823") is None
