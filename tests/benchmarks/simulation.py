"""How fast a centre is simulated, and how close it comes to Erlang: `python -m tests.benchmarks.simulation`.

First 24 hours of 200 agents on the floor. Then, about four minutes, twelve million callers for each case of
`tests/simulation/test_against_erlang.py`, by the queue of a few lines that the floor is held to there.
"""

from dataclasses import replace
from time import process_time

from ccd.services.simulation.figures import Figure, figures
from ccd.services.simulation.run import Run, simulate
from ccd.services.simulation.scenario import Scenario
from tests.benchmarks.results import Line
from tests.simulation.first_come import first_come_first_served
from tests.simulation.test_against_erlang import CASES, name

CALLERS = 12_000_000


def day() -> Line:
    """24 hours of 200 agents."""
    scenario = Scenario(arrivals_per_hour=2700, handling_s=240, agents=200, patience_s=120)
    started_s = process_time()
    run = simulate(scenario)
    cpu_s = process_time() - started_s
    what = f"{scenario.hours:g} simulated hours of {scenario.agents} agents ({run.events:,} events), s of CPU"
    return Line(what, None, cpu_s, "< 30", cpu_s < 30)


def print_closeness(case: Scenario) -> None:
    case = replace(case, hours=CALLERS / case.arrivals_per_hour, seed=8)
    found = figures(case, Run(first_come_first_served(case), events=0))
    print(name(case), *(_said(figure) for figure in found[:3]), sep=" | ", flush=True)


def _said(figure: Figure) -> str:
    theory = figure.erlang_c if figure.erlang_a is None else figure.erlang_a
    if figure.measured is None or not theory:
        return f"{figure.name}: none"
    off, sure = figure.measured / theory - 1, figure.sure / theory
    return f"{figure.name}: {figure.measured:.3f} {figure.unit}, theory {theory:.3f}, {off:+.2%} ± {sure:.2%}"


def main() -> None:
    print(*day().cells())
    for case in CASES:
        print_closeness(case)


if __name__ == "__main__":
    main()
