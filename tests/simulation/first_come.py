"""First come, first served, in a few lines: what the floor must do with one queue, and fast enough for
millions of callers."""

from heapq import heapify, heapreplace

from ccd.domain.kpi.tally import Tally
from ccd.services.simulation.run import PARTS
from ccd.services.simulation.scenario import Chance, Scenario


def first_come_first_served(scenario: Scenario) -> list[Tally]:
    """As `simulate` counts: visits when they end, in each of its parts; but of agents' time only the talk
    that began there."""
    chance = Chance(scenario)
    target_ms, short_ms = scenario.target_s * 1000, scenario.short_abandon_s * 1000
    part_ms = scenario.hours * 3_600_000 / PARTS
    free_at = [0] * scenario.agents
    heapify(free_at)
    counts = [[0] * 8 for _ in range(PARTS)]
    at, end_ms = 0.0, scenario.warm_up_ms + scenario.hours * 3_600_000
    while at <= end_ms:
        at += chance.pause_ms()
        arrived_ms = round(at)
        patience_ms = chance.patience_ms()
        wait_ms = max(0, free_at[0] - arrived_ms)
        left = patience_ms is not None and wait_ms > patience_ms
        if left:
            wait_ms = patience_ms or 0
        talk_ms = 0 if left else chance.handling_ms()
        if not left:
            heapreplace(free_at, arrived_ms + wait_ms + talk_ms)
        part = int((arrived_ms + wait_ms - scenario.warm_up_ms - 1) // part_ms)
        if 0 <= part < PARTS:
            count = counts[part]
            count[left] += 1
            count[2 + left] += wait_ms <= target_ms
            count[4] += left and wait_ms <= short_ms
            count[5 + left] += wait_ms
            count[7] += talk_ms
    return [Tally(*count) for count in counts]
