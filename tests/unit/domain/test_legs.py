import pytest

from ccd.domain.legs import Leg, OutsideLeg, PhoneLeg, devices, party_at, spelled


def test_parties_are_spelled_in_one_line() -> None:
    assert spelled([PhoneLeg("1003"), OutsideLeg("0901", "carrier")]) == "1003 0901@carrier"


def test_a_mobile_stands_for_its_owner() -> None:
    legs: list[Leg] = [
        PhoneLeg("1003"),
        OutsideLeg("0901", "carrier", owner="1003"),
        OutsideLeg("0902", "carrier"),
    ]
    assert spelled(legs) == "1003 0902@carrier"
    assert devices(legs) == "0901@carrier"


@pytest.mark.parametrize(
    ("endpoint", "party"), [("1003", "1003"), ("carrier", "0901@carrier"), ("1009", "1009"), ("rier", "rier")]
)
def test_who_is_at_an_endpoint(endpoint: str, party: str) -> None:
    assert party_at("1003 0901@carrier", endpoint) == party
