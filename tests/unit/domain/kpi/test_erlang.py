"""Vectors of Erlang C are common call-centre examples; Erlang A is held to the birth-death chain itself."""

from math import inf, isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccd.domain.kpi.erlang import (
    Traffic,
    agents_needed,
    erlang_a,
    erlang_b,
    erlang_c,
    staff_needed,
)

VECTORS = [
    (Traffic(200, 180), 14, 0.1741, 0.8884, 7.84, 0.714),
    (Traffic(200, 240), 17, None, 0.8104, 16.84, None),
    (Traffic(360, 240), 29, None, 0.8403, 11.63, None),
]

traffics = st.builds(Traffic, st.floats(1, 2000), st.floats(10, 600), st.floats(5, 600))
agents = st.integers(1, 150)


@pytest.mark.parametrize(("traffic", "n", "waits", "level", "asa_s", "occupancy"), VECTORS)
def test_erlang_c(
    traffic: Traffic, n: int, waits: float | None, level: float, asa_s: float, occupancy: float | None
) -> None:
    expected = erlang_c(traffic, n, 20)
    assert expected.service_level == pytest.approx(level, abs=5e-5)
    assert expected.asa_s == pytest.approx(asa_s, abs=5e-3)
    assert waits is None or expected.waits == pytest.approx(waits, abs=5e-5)
    assert occupancy is None or expected.occupancy == pytest.approx(occupancy, abs=5e-4)
    assert agents_needed(traffic, 20, 0.8) == n
    assert expected.abandon_rate == 0


def test_one_agent_fewer_is_not_enough() -> None:
    assert erlang_c(VECTORS[0][0], 13, 20).service_level == pytest.approx(0.7956, abs=5e-5)


def test_agents_who_cannot_keep_up_have_no_end() -> None:
    expected = erlang_c(Traffic(60, 60), 1, 20)
    assert (expected.service_level, expected.asa_s) == (0, inf)


def test_erlang_b_of_one_agent() -> None:
    assert erlang_b(3, 1) == pytest.approx(3 / 4)


def chain(traffic: Traffic, n: int) -> tuple[float, float]:
    """(waits, abandons) by the balance of neighbouring states, until they hold nobody."""
    weights, k = [1.0], 0
    while k < n + traffic.erlangs or weights[-1] > 1e-14 * max(weights):
        k += 1
        down = min(k, n) / traffic.handling_s + max(0, k - n) / traffic.patience_s
        weights.append(weights[-1] * traffic.per_s / down)
        if weights[-1] > 1e200:
            weights = [weight / 1e200 for weight in weights]
    total = sum(weights)
    in_line = sum(i * weight for i, weight in enumerate(weights[n:]))
    return sum(weights[n:]) / total, in_line / traffic.patience_s / traffic.per_s / total


@given(traffics, agents)
def test_erlang_a_is_the_chain(traffic: Traffic, n: int) -> None:
    expected = erlang_a(traffic, n, 20)
    waits, abandons = chain(traffic, n)
    assert expected.waits == pytest.approx(waits, rel=1e-6, abs=1e-9)
    assert expected.abandon_rate == pytest.approx(abandons, rel=1e-6, abs=1e-9)


@given(traffics, agents, st.floats(0, 120))
def test_erlang_a_obeys_little(traffic: Traffic, n: int, target_s: float) -> None:
    """Callers leave the line at the rate θ, so the mean time in line of all is the abandon rate times the
    mean patience; the answered have a part of it."""
    expected = erlang_a(traffic, n, target_s)
    answered = 1 - expected.abandon_rate
    assert 0 <= expected.service_level <= answered + 1e-9
    assert 0 <= expected.asa_s * answered <= expected.abandon_rate * traffic.patience_s * (1 + 1e-9)
    assert 0 <= expected.occupancy <= 1 + 1e-9


@given(traffics, agents)
def test_with_endless_time_all_who_stay_are_answered(traffic: Traffic, n: int) -> None:
    expected = erlang_a(traffic, n, 1e9)
    assert isclose(expected.service_level, 1 - expected.abandon_rate, abs_tol=1e-9)


@given(traffics, agents)
def test_patience_without_end_is_erlang_c(traffic: Traffic, n: int) -> None:
    patient = Traffic(traffic.arrivals_per_hour, traffic.handling_s)
    assert erlang_a(patient, n, 20) == erlang_c(patient, n, 20)


@pytest.mark.parametrize(("traffic", "n"), [(vector[0], vector[1]) for vector in VECTORS])
def test_much_patience_comes_close_to_erlang_c(traffic: Traffic, n: int) -> None:
    patient = Traffic(traffic.arrivals_per_hour, traffic.handling_s, patience_s=1e7)
    close, limit = erlang_a(patient, n, 20), erlang_c(traffic, n, 20)
    assert close.service_level == pytest.approx(limit.service_level, abs=1e-4)
    assert close.asa_s == pytest.approx(limit.asa_s, rel=1e-3)


@given(traffics, agents, st.floats(1, 120))
def test_one_more_agent_never_harms(traffic: Traffic, n: int, target_s: float) -> None:
    fewer, more = erlang_a(traffic, n, target_s), erlang_a(traffic, n + 1, target_s)
    assert more.service_level >= fewer.service_level - 1e-9
    assert more.abandon_rate <= fewer.abandon_rate + 1e-9


@settings(max_examples=25)  # each looks for the number
@given(st.builds(Traffic, st.floats(1, 500), st.floats(10, 300), st.floats(20, 300)), st.floats(0.5, 0.95))
def test_staffing_is_enough_and_no_more(traffic: Traffic, level: float) -> None:
    n = agents_needed(traffic, 20, level)
    assert erlang_a(traffic, n, 20).service_level >= level
    assert n == 1 or erlang_a(traffic, n - 1, 20).service_level < level


@pytest.mark.parametrize(("present", "shrinkage", "planned"), [(14, 0, 14), (14, 0.3, 20), (7, 0.5, 14)])
def test_people_who_are_away_are_planned_for(present: int, shrinkage: float, planned: int) -> None:
    assert staff_needed(present, shrinkage) == planned


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        Traffic(0, 180)
    with pytest.raises(ValueError, match="service level"):
        agents_needed(Traffic(1, 1), 20, 1.0)
    with pytest.raises(ValueError, match="shrinkage"):
        staff_needed(1, 1.0)


def test_an_empty_and_a_flooded_centre_have_figures_too() -> None:
    assert erlang_a(Traffic(1, 1, 60), 1000, 20).service_level == pytest.approx(1)
    assert erlang_a(Traffic(10_000, 300, 300_000), 700, 20).abandon_rate == pytest.approx(0.16)
