"""What a run measured, beside what theory expects."""

from collections.abc import Callable
from dataclasses import dataclass

from ccd.domain.kpi.certainty import half_width
from ccd.domain.kpi.erlang import Expected, erlang_a, erlang_c
from ccd.domain.kpi.tally import Ratio, ServiceLevel, Tally
from ccd.services.simulation.run import Run
from ccd.services.simulation.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Figure:
    """`measured` is None where nothing was there to measure; `sure` is half the 95 % interval around it.
    `erlang_c` is None where theory has no such figure, `erlang_a` also when callers never give up."""

    name: str
    unit: str
    measured: float | None
    sure: float
    erlang_c: float | None
    erlang_a: float | None


Of = Callable[[Tally], Ratio]
Theory = Callable[[Expected], float]


def figures(scenario: Scenario, run: Run) -> list[Figure]:
    """The strict service level first, for which theory has a word; its other variants last."""
    expected_c = erlang_c(scenario.traffic, scenario.agents, scenario.target_s)
    expected_a = erlang_a(scenario.traffic, scenario.agents, scenario.target_s)

    def figure(name: str, unit: str, scale: float, of: Of, theory: Theory | None = None) -> Figure:
        parts = [of(part) for part in run.parts]
        measured = of(run.whole).value
        return Figure(
            name,
            unit,
            None if measured is None else scale * measured,
            0.0 if measured is None else scale * half_width(parts),
            theory and theory(expected_c),
            theory and (theory(expected_a) if expected_a != expected_c else None),
        )

    def level(variant: ServiceLevel, theory: Theory | None = None) -> Figure:
        name = f"service level, {variant.replace('_', ' ')}, {scenario.target_s:g} s"
        return figure(name, "%", 100, lambda tally: tally.service_level(variant), theory)

    without_short = f"abandon rate, without those of {scenario.short_abandon_s:g} s"
    return [
        level(ServiceLevel.STRICT, lambda e: 100 * e.service_level),
        figure("ASA", "s", 0.001, lambda tally: tally.asa_ms, lambda e: e.asa_s),
        figure("abandon rate, raw", "%", 100, lambda t: t.raw_abandon_rate, lambda e: 100 * e.abandon_rate),
        figure("occupancy", "%", 100, lambda tally: tally.occupancy, lambda e: 100 * e.occupancy),
        figure("AHT", "s", 0.001, lambda tally: tally.aht_ms),
        figure(without_short, "%", 100, lambda tally: tally.abandon_rate),
        figure("wait before giving up", "s", 0.001, lambda tally: tally.abandon_wait_ms),
        *(level(variant) for variant in ServiceLevel if variant is not ServiceLevel.STRICT),
    ]
