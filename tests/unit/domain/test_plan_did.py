from typing import Any

import pytest

from tests.unit.domain.small_plan import GOOD, places


def test_a_did_with_and_without_plus_is_one() -> None:
    dids = [*GOOD["dids"], {"number": "84283822", "flow": "main"}]
    assert places(GOOD | {"dids": dids}) == [("dids", 1, "number")]


@pytest.mark.parametrize(
    ("leads", "field"),
    [({}, "flow"), ({"flow": "main", "target": {"kind": "queue", "queue": "support"}}, "target")],
)
def test_a_did_leads_to_one_place(leads: dict[str, Any], field: str) -> None:
    assert places(GOOD | {"dids": [{"number": "12", **leads}]}) == [("dids", 0, field)]
