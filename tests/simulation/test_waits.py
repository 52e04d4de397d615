"""Callers are told more truly how long they will wait than `app_queue` would tell them."""

import pytest

from ccd.services.simulation.scenario import Scenario
from tests.simulation.waits import errors_of


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    "scenario",
    [
        {"arrivals_per_hour": 180, "handling_s": 240, "agents": 14, "patience_s": 120},
        {"arrivals_per_hour": 360, "handling_s": 240, "agents": 25, "patience_s": 600, "queues": 3},
        {"arrivals_per_hour": 50, "handling_s": 240, "agents": 4, "patience_s": 600, "handling_cv": 1.2},
    ],
    ids=["impatient", "three queues", "small"],
)
def test_the_estimate_errs_less(scenario: dict[str, float], seed: int) -> None:
    errors = errors_of(Scenario(**scenario, hours=12, seed=seed))  # type: ignore[arg-type]
    assert errors.callers > 100
    assert errors.ours_s < 0.85 * errors.app_queue_s
