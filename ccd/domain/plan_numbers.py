"""Numbers that phones dial: each means one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccd.domain.located import Problem

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

PARKING = frozenset(str(slot) for slot in range(700, 721))
"""Parking has them (`asterisk-config/res_parking.conf`)."""


def numbers_taken(plan: Plan) -> Iterator[Problem]:
    """Whoever wants a number that somebody before him has; help and parking come before everybody. Extensions
    are unique among themselves."""
    for i, route in enumerate(plan.routes):
        for j, number in enumerate(route.patterns):
            if number in PARKING and number in plan.emergency_routes:
                yield ("routes", i, "patterns", j), f"route {route.name}: {number} parks calls: no help there"
    for i, did in enumerate(plan.dids):
        if did.key in plan.emergency_routes:
            yield ("dids", i, "number"), f"DID {did.number}: {_calls_help(plan, did.key)}"
    taken: dict[str, str] = {}
    for (field, i), holder, number in _wanted(plan):
        place = (field, i, "number")
        if number in plan.emergency_routes:
            yield place, f"{holder}: {_calls_help(plan, number)}; take another number"
        elif number in PARKING:
            yield place, f"{holder}: {number} parks calls; take another number"
        elif number in taken and field != "extensions":
            yield place, f"{holder}: {taken[number]} has the number {number}"
        taken[number] = holder


def _calls_help(plan: Plan, number: str) -> str:
    return f"{number} is an emergency number (route {plan.emergency_routes[number].name})"


def _wanted(plan: Plan) -> Iterator[tuple[tuple[str, int], str, str]]:
    """Where, by whom, which number."""
    for i, extension in enumerate(plan.extensions):
        yield ("extensions", i), f"extension {extension.number}", extension.number
    for i, queue in enumerate(plan.queues):
        if queue.number:
            yield ("queues", i), f"queue {queue.name}", queue.number
    for i, group in enumerate(plan.groups):
        if group.number:
            yield ("groups", i), f"group {group.name}", group.number
