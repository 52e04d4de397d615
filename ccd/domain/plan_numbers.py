"""Numbers that phones dial: each means one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccd.domain.located import Problem

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

PARKING = range(700, 721)
"""Parking has them (`asterisk-config/res_parking.conf`)."""


def numbers_taken(plan: Plan) -> Iterator[Problem]:
    """Whoever wants a number that somebody before him has. Extensions come first, and are unique among
    themselves."""
    taken = {e.number: f"extension {e.number}" for e in plan.extensions}
    for i, queue in enumerate(plan.queues):
        if not queue.number:
            continue
        if int(queue.number) in PARKING:
            yield (
                ("queues", i, "number"),
                f"queue {queue.name}: {queue.number} parks calls; take another number",
            )
        elif queue.number in taken:
            place = ("queues", i, "number")
            yield place, f"queue {queue.name}: {taken[queue.number]} has the number {queue.number}"
        taken[queue.number] = f"queue {queue.name}"
