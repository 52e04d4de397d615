"""The simulated centre is first come, first served, to the millisecond; and that is what Erlang expects.

Two steps, because queues have a long memory: a mean wait that is sure to 2 % takes millions of callers, too
many for the floor in a test. So the floor is held to a queue of a few lines, caller by caller of the same
seed, and that queue to theory.
"""

from dataclasses import replace
from math import inf

import pytest

from ccd.domain.kpi.erlang import erlang_a
from ccd.domain.kpi.tally import Tally
from ccd.services.simulation.figures import figures
from ccd.services.simulation.run import Run, simulate
from ccd.services.simulation.scenario import Scenario
from tests.simulation.first_come import first_come_first_served

CASES = [
    Scenario(arrivals, handling, agents, patience, hours)
    for arrivals, handling, agents in ((200, 180, 14), (200, 240, 17), (360, 240, 29))
    for patience, hours in ((inf, 50), (120, 50))
]


def name(case: Scenario) -> str:
    return f"{case.agents} agents, patience {case.patience_s:g} s"


def without_time(tally: Tally) -> Tally:
    return replace(tally, handling_ms=0, idle_ms=0)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_floor_is_first_come_first_served(case: Scenario) -> None:
    parts = simulate(case).parts
    plain = first_come_first_served(case)
    assert [without_time(part) for part in parts] == [without_time(part) for part in plain]
    assert sum(part.answered_wait_ms for part in parts) > 0


@pytest.mark.parametrize("case", CASES, ids=name)
def test_first_come_first_served_is_what_erlang_expects(case: Scenario) -> None:
    """A million callers each. The service level is sure to half a percent or better and within 2 % of
    theory; mean waits and the few abandons, sure to 6 %, are where their own intervals say. A longer run is
    `python -m tests.benchmarks.simulation`."""
    case = replace(case, hours=1_000_000 / case.arrivals_per_hour, seed=8)
    level, asa, abandons = figures(case, Run(first_come_first_served(case), events=0))[:3]
    theory = erlang_a(case.traffic, case.agents, case.target_s)
    assert level.sure < 0.75
    assert level.measured == pytest.approx(100 * theory.service_level, rel=0.02)
    assert asa.sure < 0.06 * theory.asa_s
    assert asa.measured == pytest.approx(theory.asa_s, abs=1.5 * asa.sure)
    assert abandons.sure <= 0.06 * 100 * theory.abandon_rate
    assert abandons.measured == pytest.approx(100 * theory.abandon_rate, abs=1.5 * abandons.sure)


def test_several_queues_that_share_their_agents_are_as_one() -> None:
    case = CASES[1]
    together, shared = simulate(case).whole, simulate(replace(case, queues=3)).whole
    assert without_time(together) == without_time(shared)


def test_the_same_seed_is_the_same_day_and_another_is_another() -> None:
    case = replace(CASES[1], hours=5)
    assert simulate(case) == simulate(case)
    assert simulate(case).whole != simulate(replace(case, seed=2)).whole


def test_handling_times_may_be_lognormal_with_the_same_mean() -> None:
    case = replace(CASES[1], handling_cv=0.5)
    steady, spread = simulate(case).whole, simulate(CASES[1]).whole
    assert steady.aht_ms.value == pytest.approx(180_000, rel=0.02)
    assert steady.asa_ms.value is not None
    assert spread.asa_ms.value is not None
    assert steady.asa_ms.value < spread.asa_ms.value, "less chance, less waiting"


@pytest.mark.parametrize("wrong", [{"agents": 0}, {"hours": 0}, {"queues": 0}, {"handling_s": 0}])
def test_what_cannot_be_simulated_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        simulate(replace(CASES[0], **wrong))
