"""Who gets the call: strategies, and the table that names them.

House rules: a strategy only chooses. It is one function, one per file, from what the floor knows of a free
agent to a sort key; the smallest key is rung first. Equal keys are decided by the agent's name, so that the
same input always gives the same choice.
"""

from typing import Literal

from ccd.domain.routing.longest_idle import longest_idle
from ccd.domain.routing.standing import Standing, Strategy

StrategyName = Literal["longest_idle"]

STRATEGIES: dict[str, Strategy] = {"longest_idle": longest_idle}

__all__ = ["STRATEGIES", "Standing", "Strategy", "StrategyName"]
