"""A plan with one of each, to be made wrong."""

from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan

WAIT = {"wait": {"kind": "queue", "queue": "support"}}
GOOD: dict[str, Any] = {
    "trunks": [{"name": "carrier"}],
    "extensions": [{"number": "1001"}, {"number": "1002"}],
    "agents": [{"name": "an", "extension": "1001"}],
    "teams": [{"name": "day", "supervisors": ["1002"], "agents": ["an"]}],
    "queues": [{"name": "support", "members": ["an"]}],
    "flows": [{"name": "main", "start": "wait", "nodes": WAIT}],
    "dids": [{"number": "+84283822", "flow": "main"}],
}


def places(plan: dict[str, Any]) -> list[tuple[int | str, ...]]:
    """Where it is refused."""
    with pytest.raises(ValidationError) as raised:
        Plan.model_validate(plan)
    return [error["loc"] for error in raised.value.errors()]
