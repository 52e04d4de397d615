from random import Random

import pytest

from ccd.domain.kpi.certainty import half_width


def test_equal_parts_are_sure() -> None:
    assert half_width([(3, 4)] * 20) == 0


def test_the_mean_of_numbers_has_the_usual_interval() -> None:
    """Twenty parts, half of them 0 and half 2: s = 1.026, so 2.093 * s / sqrt(20)."""
    assert half_width([(0, 1), (2, 1)] * 10) == pytest.approx(0.480, abs=5e-4)


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    """A share of 0.3, of as many throws as chance makes: between 92 and 98 % of 2000 intervals."""
    random, held = Random(1), 0
    for _ in range(2000):
        throws = [random.randrange(50, 150) for _ in range(10)]
        parts = [(sum(random.random() < 0.3 for _ in range(n)), n) for n in throws]
        share = sum(hits for hits, _ in parts) / sum(throws)
        held += abs(share - 0.3) <= half_width(parts)
    assert 0.92 <= held / 2000 <= 0.98


def test_what_has_no_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="from 3 parts"):
        half_width([(1, 2)] * 3)
    with pytest.raises(ValueError, match="nothing"):
        half_width([(0, 0)] * 20)
