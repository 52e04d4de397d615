"""How sure a figure is that was measured over a while."""

from collections.abc import Sequence
from math import sqrt

_T_95 = {9: 2.262, 14: 2.145, 19: 2.093, 24: 2.064, 29: 2.045, 39: 2.023, 49: 2.010}
"""Student's t for two sides at 95 %, by degrees of freedom."""


def half_width(parts: Sequence[tuple[float, float]]) -> float:
    """Of the 95 % confidence interval around the share Σ numerator / Σ denominator, from (numerator,
    denominator) of parts of equal length that are long enough not to depend on each other: 10, 15, 20, 25,
    30, 40 or 50 of them.

    The method of batch means for a ratio; see A. M. Law, "Simulation Modeling and Analysis", ch. 9. Raises
    ValueError.
    """
    free = len(parts) - 1
    if free not in _T_95:
        raise ValueError(f"no interval from {len(parts)} parts")
    whole = sum(denominator for _, denominator in parts)
    if not whole:
        raise ValueError("nothing was counted")
    ratio = sum(numerator for numerator, _ in parts) / whole
    squares = sum((numerator - ratio * denominator) ** 2 for numerator, denominator in parts)
    return _T_95[free] * sqrt(squares * len(parts) / free) / whole
