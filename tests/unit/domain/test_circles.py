import pytest

from ccd.domain.circles import first_circle

Ways = dict[str, str]


def circle(ways: Ways) -> str:
    return "".join(first_circle(ways, lambda place: ways[place]))


@pytest.mark.parametrize(
    "ways", [{}, {"a": ""}, {"a": "b", "b": ""}, {"a": "bc", "b": "d", "c": "d", "d": ""}]
)
def test_no_way_back(ways: Ways) -> None:
    assert circle(ways) == ""


@pytest.mark.parametrize(
    ("ways", "found"),
    [
        ({"a": "a"}, "aa"),
        ({"a": "b", "b": "c", "c": "b"}, "bcb"),
        ({"a": "bc", "b": "", "c": "da", "d": ""}, "aca"),
        ({"a": "b", "b": "", "x": "yb", "y": "x"}, "xyx"),
    ],
)
def test_a_way_back(ways: Ways, found: str) -> None:
    assert circle(ways) == found


def test_a_long_way_is_no_recursion() -> None:
    ways = {n: [n + 1] for n in range(5_000)} | {5_000: [4_999]}
    assert first_circle(ways, lambda place: ways[place]) == [4_999, 5_000, 4_999]
