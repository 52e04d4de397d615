"""Whose messages a queue's people look after: those that its callers leave when they are sent on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccd.domain.ivr.nodes import EnterFlow, EnterQueue, LeaveMessage, OnCall
from ccd.domain.plan_nodes import Spot, queue_holder
from ccd.domain.plan_queue import Queue
from ccd.domain.plan_rotas import rota_holder

if TYPE_CHECKING:
    from ccd.domain.plan import Plan


def boxes_behind(plan: Plan, queue: Queue) -> frozenset[str]:
    """To which its exits lead: straight, whosever they are; or through flows, but then no box of a phone,
    which is somebody's own. Behind another queue they are that one's."""
    ways = [(queue_holder(queue.name), name) for name, _, _ in queue.exits()]
    straight = len(ways)
    boxes: set[str] = set()
    for i, spot in enumerate(ways):  # which grows meanwhile
        node = plan.node(*spot)
        if isinstance(node, LeaveMessage) and (
            i < straight or not plan.voicemails_by_name[node.box].extension
        ):
            boxes.add(node.box)
        ways += [onward for onward in _onward(plan, spot) if onward not in ways]
    return frozenset(boxes)


def _onward(plan: Plan, spot: Spot) -> Iterator[Spot]:
    node = plan.sites[spot].node
    if isinstance(node, EnterFlow):
        yield node.flow, node.node or plan.flows_by_name[node.flow].start
    elif isinstance(node, OnCall) and not node.otherwise and plan.rotas_by_name[node.rota].otherwise:
        yield rota_holder(node.rota), "otherwise"
    elif not isinstance(node, EnterQueue):
        yield from ((spot[0], target) for target in node.targets().values())
