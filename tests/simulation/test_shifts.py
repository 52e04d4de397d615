"""Shift after shift, each with other people and other troubles."""

import pytest

from tests.simulation.shift import Shift


@pytest.mark.parametrize("seed", range(200))
def test_every_call_ends_once_and_no_agent_is_stuck(seed: int) -> None:
    Shift(seed).play()
