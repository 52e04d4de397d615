"""A queue that is to go: it lets nobody in any more, and is deleted when all who wait were served."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccd.domain.located import Problem
from ccd.domain.plan_nodes import users_of_node

if TYPE_CHECKING:
    from ccd.domain.plan import Plan


def is_draining(plan: Plan, queue: str) -> bool:
    found = plan.queues_by_name.get(queue)
    return found is not None and found.draining


def led_to_while_draining(plan: Plan) -> Iterator[Problem]:
    """`plan`: its names resolve. Whoever still leads callers to a queue that is to go."""
    for i, queue in enumerate(plan.queues):
        users = users_of_node(plan, "queue", queue.name) if queue.draining else []
        if users:
            what = (
                f"queue {queue.name} is being drained, but callers are still led there by {', '.join(users)}"
            )
            yield ("queues", i, "draining"), f"{what}; lead them elsewhere, or call the draining off"
