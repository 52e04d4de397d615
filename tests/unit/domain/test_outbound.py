"""Whether a call goes out, by which trunk, and under which number."""

import pytest

from ccd.domain.legs import OutsideLeg
from ccd.domain.outbound import Barred, barred, caller_id, leg_after, legs
from ccd.domain.plan import Plan
from ccd.domain.plan_outbound import Level, route_for
from ccd.domain.tolls import Used

PLAN = Plan.model_validate(
    {
        "country": "VN",
        "rights": {"deny": ["1900.", "00855."]},
        "toll_guard": {"calls": 3, "minutes": 1},
        "trunks": [
            {"name": "carrier", "host": "203.0.113.1", "caller_id": "8428"},
            {"name": "backup", "host": "203.0.113.2"},
        ],
        "routes": [
            {"name": "help", "level": "emergency", "patterns": ["113"], "ways": ["carrier"]},
            {
                "name": "national",
                "patterns": ["0X."],
                "ways": [{"trunk": "carrier", "strip": 1, "prepend": "84"}, "backup"],
            },
        ],
        "extensions": [
            {"number": "1001", "outgoing": "international", "caller_id": "8429"},
            {"number": "1002", "outgoing": "local", "rights": {"allow": ["0283."], "deny": ["113"]}},
        ],
        "agents": [{"name": "an", "extension": "1001"}],
        "queues": [
            {"name": "sales", "members": ["an"]},
            {"name": "support", "members": ["an"], "caller_id": "8427"},
        ],
    }
)


@pytest.mark.parametrize(
    ("phone", "level", "used", "why"),
    [
        ("1001", Level.INTERNATIONAL, Used(2, 59_999), None),
        ("1001", Level.INTERNATIONAL, Used(3, 0), Barred.CALLS),
        ("1001", Level.INTERNATIONAL, Used(0, 60_000), Barred.MINUTES),
        ("1001", Level.NATIONAL, Used(9, 99_999), None),
        ("1002", Level.LOCAL, Used(), None),
        ("1002", Level.NATIONAL, Used(), Barred.RIGHTS),
        ("1002", Level.EMERGENCY, Used(), None),
        ("", Level.NATIONAL, Used(), None),
        ("", Level.INTERNATIONAL, Used(), Barred.RIGHTS),
    ],
)
def test_rights_and_limits(phone: str, level: Level, used: Used, why: Barred | None) -> None:
    assert barred(PLAN, phone, "0901234567", level, used) is why


@pytest.mark.parametrize(
    ("phone", "dialled", "level", "why"),
    [
        ("1002", "02839001234", Level.NATIONAL, None),
        ("1002", "+842839001234", Level.NATIONAL, None),
        ("1002", "0902839001", Level.NATIONAL, Barred.RIGHTS),
        ("1002", "113", Level.EMERGENCY, None),
        ("1001", "1900123456", Level.LOCAL, Barred.NUMBER),
        ("1001", "0085523123456", Level.INTERNATIONAL, Barred.NUMBER),
        ("1001", "+85523123456", Level.INTERNATIONAL, Barred.NUMBER),
        ("1001", "0012025550123", Level.INTERNATIONAL, None),
        ("", "1900123456", Level.LOCAL, Barred.NUMBER),
    ],
)
def test_rights_by_number(phone: str, dialled: str, level: Level, why: Barred | None) -> None:
    assert barred(PLAN, phone, dialled, level, Used()) is why


def test_what_is_allowed_by_its_number_is_guarded_all_the_same() -> None:
    assert barred(PLAN, "1001", "0012025550123", Level.INTERNATIONAL, Used(3)) is Barred.CALLS


def test_ways_are_tried_in_their_order() -> None:
    national = route_for(PLAN, "0901")
    assert national is not None
    tried = legs(PLAN, national, "0901", "")
    assert tried == [OutsideLeg("84901", "carrier", "8428"), OutsideLeg("0901", "backup")]
    assert leg_after(tried, "84901@carrier") == tried[1]
    assert leg_after(tried, "0901@backup") is None
    assert leg_after(tried, "1001") is None
    assert route_for(PLAN, "999") is None


def test_the_number_that_is_shown() -> None:
    phone = PLAN.extensions_by_number["1001"]
    assert caller_id(PLAN, phone, "an") == "8427"
    assert caller_id(PLAN, phone, "") == "8429"
    assert caller_id(PLAN, None, "") == ""
