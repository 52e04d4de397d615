"""An office whose sales queue has limits."""

from typing import Any

from ccd.domain.plan import Plan
from tests.unit.domain.played import office

BYE = {"kind": "hang_up", "prompts": ["ccd/sorry"]}
TO_SUPPORT = {"kind": "queue", "queue": "support"}


def limited(**sales: Any) -> Plan:
    """Settings of the queue sales alone."""
    plan = office(have={"ann": {"french": 3}}, sales=("ann", "bob")).model_dump(mode="json")
    plan["queues"][0] |= sales
    return Plan.model_validate(plan)
