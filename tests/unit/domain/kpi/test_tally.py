from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.kpi.tally import ServiceLevel, Tally

ICMI = Tally(answered=1000, abandoned=60, answered_in_target=860, abandoned_in_target=20, abandoned_short=10)
"""The example with which ICMI shows how far apart its five definitions are."""


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    answered, abandoned = draw(st.integers(0, 1000)), draw(st.integers(0, 1000))
    times = st.integers(0, 10**9)
    return Tally(
        answered,
        abandoned,
        draw(st.integers(0, answered)),
        in_target := draw(st.integers(0, abandoned)),
        draw(st.integers(0, in_target)),
        *(draw(times) for _ in range(4)),
    )


@pytest.mark.parametrize(
    ("variant", "level"),
    [
        (ServiceLevel.STRICT, 0.8113),
        (ServiceLevel.NEUTRAL, 0.8269),
        (ServiceLevel.POSITIVE, 0.8302),
        (ServiceLevel.FLATTERING, 0.8600),
        (ServiceLevel.SHORT_CALL, 0.8208),
    ],
)
def test_variants_of_the_service_level(variant: ServiceLevel, level: float) -> None:
    assert ICMI.service_level(variant).value == pytest.approx(level, abs=5e-5)


def test_figures() -> None:
    tally = Tally(
        answered=4,
        abandoned=2,
        abandoned_short=1,
        answered_wait_ms=40_000,
        abandoned_wait_ms=7_000,
        handling_ms=400_000,
        idle_ms=100_000,
    )
    times = (tally.asa_ms, tally.aht_ms, tally.abandon_wait_ms)
    assert [time.value for time in times] == [10_000, 100_000, 3_500]
    assert (tally.abandon_rate.value, tally.raw_abandon_rate.value) == (1 / 5, 2 / 6)
    assert tally.occupancy.value == 0.8


def test_where_nothing_was_there_is_no_figure() -> None:
    nothing = Tally()
    levels = [nothing.service_level(variant) for variant in ServiceLevel]
    others = (nothing.asa_ms, nothing.aht_ms, nothing.abandon_wait_ms, nothing.abandon_rate)
    figures = (*levels, *others, nothing.raw_abandon_rate, nothing.occupancy)
    assert {figure.value for figure in figures} == {None}


@given(tallies())
def test_shares_are_shares_and_in_their_order(tally: Tally) -> None:
    levels = {variant: tally.service_level(variant).value for variant in ServiceLevel}
    assert all(level is None or 0 <= level <= 1 for level in levels.values())
    strict, neutral, flattering = (
        levels[v] for v in (ServiceLevel.STRICT, ServiceLevel.NEUTRAL, ServiceLevel.FLATTERING)
    )
    if strict is not None and neutral is not None and flattering is not None:
        assert strict <= neutral <= flattering
    rate, raw = tally.abandon_rate.value, tally.raw_abandon_rate.value
    assert rate is None or raw is None or rate <= raw


@given(st.lists(tallies(), min_size=1, max_size=5))
def test_figures_of_a_sum_come_from_its_counts(parts: list[Tally]) -> None:
    total = sum(parts, Tally())
    assert astuple(total) == tuple(map(sum, zip(*map(astuple, parts), strict=True)))
    assert total.asa_ms == tuple(map(sum, zip(*(part.asa_ms for part in parts), strict=True)))
