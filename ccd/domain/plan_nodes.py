"""Every node of the plan, wherever it stands: in a flow, or alone as somebody's target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccd.domain.circles import first_circle
from ccd.domain.ivr.nodes import CallGroup, CallOut, EnterFlow, EnterQueue, LeaveMessage, Node, OnCall
from ccd.domain.located import Place, Problem
from ccd.domain.plan_groups import group_holder
from ccd.domain.plan_outbound import route_for
from ccd.domain.plan_rotas import rota_holder

if TYPE_CHECKING:
    from ccd.domain.plan import Did, Plan

Spot = tuple[str, str]
"""Flow and node, by which calls know where they are. A target's flow is who holds it: `DID 842838220000`."""


@dataclass(frozen=True, slots=True)
class Site:
    """A node and where it stands; `holder` and `part` say so in words, `place` within the plan as written."""

    spot: Spot
    node: Node
    holder: str
    part: str
    place: Place

    @property
    def words(self) -> str:
        return f"{self.holder}, {self.part}"


def sites(plan: Plan) -> Iterator[Site]:
    """In the order in which they were written. Names may still lead nowhere."""
    for i, flow in enumerate(plan.flows):
        for name, node in flow.nodes.items():
            holder, part = f"flow {flow.name}", f"node {name}"
            yield Site((flow.name, name), node, holder, part, ("flows", i, "nodes", name))
    for i, queue in enumerate(plan.queues):
        for name, place, target in queue.exits():
            holder = queue_holder(queue.name)
            yield Site((holder, name), target, holder, name, ("queues", i, *place))
        if queue.number:
            node, place = EnterQueue(queue=queue.name), ("queues", i)
            yield Site(number_spot(queue.name), node, queue_holder(queue.name), "number", place)
    for i, box in enumerate(plan.voicemails):
        way = LeaveMessage(box=box.name)
        yield Site(box_spot(box.name), way, f"voicemail {box.name}", "box", ("voicemails", i))
    for i, group in enumerate(plan.groups):
        if group.number:
            holder = group_holder(group.name)
            yield Site((holder, "number"), CallGroup(group=group.name), holder, "number", ("groups", i))
    for i, rota in enumerate(plan.rotas):
        if rota.otherwise:
            holder, place = rota_holder(rota.name), ("rotas", i, "otherwise")
            yield Site((holder, "otherwise"), rota.otherwise, holder, "otherwise", place)
    yield from _sites_of_callers(plan)


def _sites_of_callers(plan: Plan) -> Iterator[Site]:
    """Where calls begin that come from outside."""
    for i, block in enumerate(plan.blocks):
        if block.target:
            yield Site(
                (block.holder, "target"), block.target, block.holder, "target", ("blocks", i, "target")
            )
    for i, did in enumerate(plan.dids):
        if did.target:
            yield Site((did.holder, "target"), did.target, did.holder, "target", ("dids", i, "target"))
        for name, place, target in did.when_closed.exits() if did.when_closed else ():
            yield Site((did.holder, name), target, did.holder, name, ("dids", i, *place))


def number_spot(queue: str) -> Spot:
    """Where calls find the way into a queue that is dialled."""
    return queue_holder(queue), "number"


def box_spot(box: str) -> Spot:
    """Where calls find the way into a voicemail box."""
    return f"voicemail {box}", "box"


def dangling_names(plan: Plan) -> Iterator[Problem]:
    """Of what nodes name and the plan does not have."""
    known = {
        "queue": plan.queues_by_name.keys(),
        "flow": plan.flows_by_name.keys(),
        "extension": plan.extensions_by_number.keys(),
        "hours": plan.hours_by_name.keys(),
        "voicemail": plan.voicemails_by_name.keys(),
        "group": plan.groups_by_name.keys(),
        "rota": plan.rotas_by_name.keys(),
    }
    for site in sites(plan):
        for field, (kind, name) in site.node.refers().items():
            if name not in known[kind]:
                yield (*site.place, field), f"{site.words}: there is no {kind} {name}"
        if site.place[0] != "flows":
            for field, target in site.node.targets().items():
                yield (*site.place, field), f"{site.words}: there is no node {target} beside it"
        if isinstance(site.node, CallOut) and not route_for(plan, site.node.number):
            yield (*site.place, "number"), f"{site.words}: no route takes {site.node.number}"
        if isinstance(site.node, EnterFlow) and site.node.node:
            flow = plan.flows_by_name.get(site.node.flow)
            if flow and site.node.node not in flow.nodes:
                what = f"{site.words}: flow {flow.name} has no node {site.node.node}"
                yield (*site.place, "node"), what


def endless_circles(plan: Plan) -> Iterator[Problem]:
    """`plan`: its names resolve. A way round, through flows or queues that let nobody in, on which the caller
    can do nothing but listen."""
    circle = first_circle(plan.sites, lambda spot: _leads_on(plan, spot))
    if circle:
        way = " -> ".join(plan.sites[spot].words for spot in circle)
        yield plan.sites[circle[0]].place, f"endless loop, the caller can only listen: {way}"


def queue_holder(queue: str) -> str:
    """The flow by which calls find the exits of a queue."""
    return f"queue {queue}"


def start_of(plan: Plan, did: Did) -> Spot:
    """Where the number leads first, when it is open."""
    return (did.flow, plan.flows_by_name[did.flow].start) if did.flow else (did.holder, "target")


def reached(plan: Plan, did: Did) -> list[Site]:
    """Every node that a caller of this number may come to without having been in a queue: flow by flow, the
    first one's first, each in the order it was written."""
    flows = list(dict.fromkeys((start_of(plan, did)[0], did.holder)))
    found: list[Site] = []
    for flow in flows:
        here = plan.sites_of.get(flow, [])
        found += here
        for site in here:
            if isinstance(site.node, EnterFlow) and site.node.flow not in flows:
                flows.append(site.node.flow)
    return found


def first_queue(plan: Plan, did: Did) -> str:
    """Where the safety net brings callers of this number; empty for none."""
    return next((site.node.queue for site in reached(plan, did) if isinstance(site.node, EnterQueue)), "")


def users_of_node(plan: Plan, kind: str, name: str) -> list[str]:
    """Who names a thing of the plan in one of his nodes: `flow main (node sales)`. Its own do not count."""
    return [
        f"{site.holder} ({site.part})"
        for site in plan.sites.values()
        if (kind, name) in site.node.refers().values() and site.holder != f"{kind} {name}"
    ]


def _leads_on(plan: Plan, spot: Spot) -> Iterator[Spot]:
    """Where the caller may come without doing or waiting for anything."""
    node = plan.sites[spot].node
    if isinstance(node, EnterQueue):
        yield from (
            (queue_holder(node.queue), exit) for exit in plan.queues_by_name[node.queue].at_the_door()
        )
    elif isinstance(node, EnterFlow):
        yield node.flow, node.node or plan.flows_by_name[node.flow].start
    elif isinstance(node, OnCall) and not node.otherwise:
        if plan.rotas_by_name[node.rota].otherwise:
            yield rota_holder(node.rota), "otherwise"
    elif not node.waits:
        yield from ((spot[0], target) for target in node.targets().values())
