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
    dialled = [("queues", i, f"queue {queue.name}", queue.number) for i, queue in enumerate(plan.queues)]
    dialled += [("groups", i, f"group {group.name}", group.number) for i, group in enumerate(plan.groups)]
    for field, i, holder, number in dialled:
        if number and int(number) in PARKING:
            yield (field, i, "number"), f"{holder}: {number} parks calls; take another number"
        elif number in taken:
            yield (field, i, "number"), f"{holder}: {taken[number]} has the number {number}"
        if number:
            taken[number] = holder
