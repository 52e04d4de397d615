"""Where somebody is reached who is at one of our phones."""

from ccd.domain.agent import Agent
from ccd.domain.devices import is_afield, mobiles_at
from ccd.domain.events import PhoneState
from tests.unit.domain.test_plan_devices import plan


def test_an_agent_brings_his_mobile_to_the_phone_where_he_is() -> None:
    found = [(owner, mobile.number) for owner, mobile, _ in mobiles_at(plan("0901", "0902"), "1001", "ann")]
    assert found == [("1001", "0901"), ("1002", "0902")]


def test_whose_phone_is_not_there_is_reached_afield() -> None:
    assert is_afield(plan("0901"), Agent("ann", "1001"), {"1001": PhoneState.UNREACHABLE})
    assert not is_afield(plan("0901"), Agent("ann", "1001"), {})
    assert not is_afield(plan("0901"), Agent("ann", "1002"), {"1002": PhoneState.UNREACHABLE})
