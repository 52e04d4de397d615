"""Who gets the call: strategies, and the table that names them.

House rules: a strategy only chooses. It is one function, one per file, from what the floor knows of a free
agent to a sort key; the smallest key is rung first. Equal keys are decided by the agent's name, so that the
same input always gives the same choice. A key may use only what does not change while the agent is free.
"""

from typing import Literal

from ccd.domain.routing.fewest_calls import fewest_calls
from ccd.domain.routing.least_occupied import least_occupied
from ccd.domain.routing.linear import linear
from ccd.domain.routing.longest_idle import longest_idle
from ccd.domain.routing.random import random
from ccd.domain.routing.ring_all import ring_all
from ccd.domain.routing.round_robin import round_robin
from ccd.domain.routing.standing import Preference, Standing, Strategy
from ccd.domain.routing.talked_last import talked_last

StrategyName = Literal[
    "longest_idle", "fewest_calls", "least_occupied", "round_robin", "linear", "random", "ring_all"
]

STRATEGIES: dict[str, Strategy] = {
    "longest_idle": longest_idle,
    "fewest_calls": fewest_calls,
    "least_occupied": least_occupied,
    "round_robin": round_robin,
    "linear": linear,
    "random": random,
    "ring_all": ring_all,
}

LOTTERIES = frozenset({random})
"""Those that look at `draw`, which costs."""

__all__ = ["LOTTERIES", "STRATEGIES", "Preference", "Standing", "Strategy", "StrategyName", "talked_last"]
