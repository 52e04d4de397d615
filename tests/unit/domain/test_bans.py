import pytest

from ccd.domain import bans as bans_module
from ccd.domain.bans import BAN_MS, LONGEST_BAN_MS, TRIES_MOST, WINDOW_MS, Bans, is_trusted
from ccd.domain.facts import AddressBanned, BanEnded
from ccd.domain.plan import Plan

AT = "203.0.113.7"


def test_tries_count_within_a_window() -> None:
    bans = Bans()
    assert [bans.failed(AT, n * 1000) for n in range(3)] == [1, 2, 3]
    assert bans.failed(AT, WINDOW_MS + 1500) == 2
    assert bans.failed("203.0.113.8", 0) == 1


def test_a_storm_takes_no_more_room_than_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bans_module, "ADDRESSES_WATCHED", 3)
    bans = Bans()
    for n in range(10):
        for _ in range(2 * TRIES_MOST):
            assert bans.failed(f"203.0.113.{n}", n) <= TRIES_MOST
        bans.apply(AddressBanned(f"198.51.100.{n}", 10, "", 1000))
    assert list(bans.tries) == [f"203.0.113.{n}" for n in (7, 8, 9)]
    assert len(bans.before) == 3


def test_who_comes_back_is_kept_out_for_longer() -> None:
    bans = Bans()
    lengths = []
    for _ in range(12):
        lengths.append(bans.next_until_ms(AT, 0))
        bans.apply(AddressBanned(AT, 10, "", lengths[-1]))
        assert bans.over(lengths[-1]) == [AT]
        bans.apply(BanEnded(AT, ""))
    assert lengths[:3] == [BAN_MS, 2 * BAN_MS, 4 * BAN_MS]
    assert lengths[-1] == LONGEST_BAN_MS
    bans.apply(BanEnded(AT, "admin"))
    assert bans.next_until_ms(AT, 0) == BAN_MS


@pytest.mark.parametrize(
    ("address", "trusted"),
    [(AT, False), ("203.0.114.1", True), ("2001:db8::1", True), ("2001:db9::1", False), ("nowhere", True)],
)
def test_carriers_are_trusted(address: str, trusted: bool) -> None:
    carrier = {"name": "carrier", "addresses": ["203.0.114.0/24", "2001:db8::/64"]}
    assert is_trusted(Plan.model_validate({"trunks": [carrier]}), address) == trusted
