"""Mobiles as they are planned."""

from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan

BASE: dict[str, Any] = {
    "trunks": [{"name": "carrier", "host": "203.0.113.1"}],
    "routes": [
        {"name": "help", "level": "emergency", "patterns": ["113"], "ways": ["carrier"]},
        {"name": "abroad", "level": "international", "patterns": ["00."], "ways": ["carrier"]},
        {"name": "national", "patterns": ["09."], "ways": ["carrier"]},
    ],
    "extensions": [{"number": "1001"}],
}


def plan(extension: str, agent: str = "") -> Plan:
    mobiles = [{"number": agent}] if agent else []
    return Plan.model_validate(
        BASE
        | {
            "extensions": [{"number": "1001", "mobiles": [{"number": extension}]}, {"number": "1002"}],
            "agents": [{"name": "ann", "extension": "1002", "mobiles": mobiles}],
        }
    )


@pytest.mark.parametrize(
    ("number", "what"),
    [
        ("113", "extension 1001: 113 is for emergencies; nobody's calls may ring there"),
        ("0012025550123", "may call no further than national"),
        ("12345", "extension 1001: no route takes 12345"),
    ],
)
def test_what_a_plan_refuses(number: str, what: str) -> None:
    with pytest.raises(ValidationError) as raised:
        plan(number)
    (error,) = raised.value.errors()
    assert error["loc"] == ("extensions", 0, "mobiles", 0, "number")
    assert what in error["msg"]


def test_an_agent_is_bound_by_the_rights_of_his_phone() -> None:
    with pytest.raises(ValidationError) as raised:
        plan("0901", agent="0012025550123")
    assert raised.value.errors()[0]["loc"] == ("agents", 0, "mobiles", 0, "number")
