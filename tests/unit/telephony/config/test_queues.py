"""The safety net's queues."""

import re

import pytest

from ccd.domain.plan import Plan
from ccd.domain.routing import STRATEGIES
from ccd.telephony.config.queues import render_music, render_queues


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_safety_net_knows_something_like_each_strategy(strategy: str) -> None:
    """What `Queue()` has, by Asterisk's own list; another word and it would not load the queue."""
    plan = Plan.model_validate({"queues": [{"name": "support", "strategy": strategy}]})
    text = render_queues(plan)
    known = "ringall leastrecent fewestcalls random rrmemory rrordered linear wrandom"
    (nearest,) = re.findall(r"^strategy = (\w+)$", text, re.MULTILINE)
    assert nearest in known.split()


def test_music_of_one_s_own_is_named_once() -> None:
    queues = [{"name": "a", "music": "calm"}, {"name": "b", "music": "calm"}, {"name": "c"}]
    assert re.findall(r"^\[(.+)\]$", render_music(Plan.model_validate({"queues": queues})), re.M) == ["calm"]
