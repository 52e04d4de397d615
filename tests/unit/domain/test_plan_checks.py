"""A plan that exists is a valid plan; what is wrong is told with its place."""

from typing import Any

import pytest

from tests.unit.domain.small_plan import GOOD, places


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"agents": [{"name": "an", "extension": "1009"}]}, ("agents", 0, "extension")),
        ({"queues": [{"name": "support", "members": ["an", "cuc"]}]}, ("queues", 0, "members", 1)),
        ({"queues": [{"name": "support", "members": ["an", "an"]}]}, ("queues", 0, "members", 1)),
        ({"queues": [{"name": "sales"}]}, ("flows", 0, "nodes", "wait", "queue")),
        ({"dids": [{"number": "1", "flow": "main"}]}, ("dids", 0, "number")),
        ({"dids": [{"number": "12", "flow": "night"}]}, ("dids", 0, "flow")),
        ({"break_reasons": ["lunch", "tea", "lunch"]}, ("break_reasons", 2)),
        ({"break_reasons": []}, ("break_reasons",)),
        ({"break_reasons": ["a\nb", "tea"]}, ("break_reasons", 0)),
        ({"trunks": [{"name": "1002"}]}, ("trunks", 0, "name")),
    ],
)
def test_a_name_that_leads_nowhere(change: dict[str, Any], place: tuple[int | str, ...]) -> None:
    assert places(GOOD | change) == [place]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert len(places(GOOD | {"extensions": [], "queues": []})) == 3
