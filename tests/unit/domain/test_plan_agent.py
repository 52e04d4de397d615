from ccd.domain.plan import Plan
from tests.unit.domain.small_plan import GOOD, places


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
