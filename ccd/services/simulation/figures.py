"""What a run measured, beside what theory expects."""

from collections.abc import Callable
from dataclasses import dataclass

from ccd.domain.kpi.certainty import half_width
from ccd.domain.kpi.erlang import Expected, erlang_a, erlang_c
from ccd.domain.kpi.tally import Tally, share
from ccd.services.simulation.run import Run
from ccd.services.simulation.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Figure:
    """`measured` is None where nothing was there to measure; `sure` is half the 95 % interval around it.
    `erlang_a` is None when callers never give up."""

    name: str
    unit: str
    measured: float | None
    sure: float
    erlang_c: float
    erlang_a: float | None


Counts = Callable[[Tally], tuple[float, float]]
"""(numerator, denominator): the figure is the one by the other, of sums."""


def figures(scenario: Scenario, run: Run) -> list[Figure]:
    """The service level is the strict one: answered within the target, of all who were answered or left."""
    expected_c = erlang_c(scenario.traffic, scenario.agents, scenario.target_s)
    expected_a = erlang_a(scenario.traffic, scenario.agents, scenario.target_s)
    impatient = expected_a != expected_c

    def figure(name: str, unit: str, counts: Counts, theory: Callable[[Expected], float]) -> Figure:
        parts = [counts(part) for part in run.parts]
        measured = share(sum(part for part, _ in parts), whole := sum(whole for _, whole in parts))
        sure = half_width(parts) if whole else 0.0
        return Figure(
            name, unit, measured, sure, theory(expected_c), theory(expected_a) if impatient else None
        )

    target = f"{scenario.target_s:g} s"
    return [
        figure(
            f"service level, strict, {target}",
            "%",
            lambda t: (100 * t.answered_in_target, t.offered),
            lambda e: 100 * e.service_level,
        ),
        figure("ASA", "s", lambda t: (t.answered_wait_ms / 1000, t.answered), lambda e: e.asa_s),
        figure(
            "abandon rate, raw",
            "%",
            lambda t: (100 * t.abandoned, t.offered),
            lambda e: 100 * e.abandon_rate,
        ),
        figure(
            "occupancy",
            "%",
            lambda t: (100 * t.handling_ms, t.handling_ms + t.idle_ms),
            lambda e: 100 * e.occupancy,
        ),
    ]
