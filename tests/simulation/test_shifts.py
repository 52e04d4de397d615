"""Shift after shift, each with other people and other troubles."""

import pytest

from tests.simulation.shift import Shift
from tests.simulation.troubles import DEATHS


@pytest.mark.parametrize("seed", range(200))
def test_every_call_ends_once_and_no_agent_is_stuck(seed: int) -> None:
    Shift(seed).play()


@pytest.mark.parametrize("seed", range(100))
def test_they_die_again_and_again(seed: int) -> None:
    """The daemon at any moment, also between a fact and its order; Asterisk; the link between them."""
    Shift(seed, troubles=15, of_kind=DEATHS).play()
