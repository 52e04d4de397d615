"""The plan: the business set-up the floor works by. Frozen; a change is a new plan.

A plan that exists is a valid plan: names resolve, flows end, every agent has a phone. What a person typed is
checked by the parts' own models and as a whole (`plan_checks.py`), and nowhere else; pydantic's
`ValidationError` says what is wrong and where.
"""

from collections import Counter
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from ccd.domain.ivr.flow import Flow
from ccd.domain.ivr.nodes import Node
from ccd.domain.located import refuse
from ccd.domain.names import Country, Frozen, Number, Spoken
from ccd.domain.plan_agent import Agent
from ccd.domain.plan_blocks import Block
from ccd.domain.plan_checks import CHECKS
from ccd.domain.plan_codes import FeatureCodes
from ccd.domain.plan_did import Did, did_key
from ccd.domain.plan_extension import Extension
from ccd.domain.plan_groups import Group
from ccd.domain.plan_hours import Hours
from ccd.domain.plan_nodes import Site, Spot, sites
from ccd.domain.plan_outbound import Level, Route, TollGuard, Trunk
from ccd.domain.plan_queue import Member, Queue, TicketPolicy
from ccd.domain.plan_recording import Recording
from ccd.domain.plan_rights import Rights
from ccd.domain.plan_rotas import Rota
from ccd.domain.plan_team import Team
from ccd.domain.plan_voicemail import Voicemail
from ccd.domain.spelled import ONE_LINE, Spelled

__all__ = [
    "Agent",
    "Block",
    "Country",
    "Did",
    "Extension",
    "FeatureCodes",
    "Group",
    "Hours",
    "Member",
    "Number",
    "Plan",
    "Queue",
    "Rota",
    "Route",
    "Team",
    "TicketPolicy",
    "TollGuard",
    "Trunk",
]

BreakReason = Annotated[str, Spelled(ONE_LINE.replace("*", "+"), "one line of text, 1 to 80 characters", 80)]

BREAK_REASONS = ("lunch", "coffee", "meeting", "training", "other")


class Plan(Frozen):
    """The whole set-up. `country` (ISO 3166 alpha-2) is how national numbers are read; `break_reasons` are
    what agents may choose from, at a phone by their position in the list. `vip_priority` is added to the
    priority of a customer who is a VIP; customers are spoken to in their own language if it is one of
    `languages`. `rights` are every phone's, and count for callers who are sent on."""

    country: Country = "US"
    break_reasons: tuple[BreakReason, ...] = Field(default=BREAK_REASONS, min_length=1, max_length=50)
    vip_priority: int = Field(default=10, ge=0, le=1000)
    languages: tuple[Spoken, ...] = Field(default=(), max_length=50)
    feature_codes: FeatureCodes = FeatureCodes()
    rights: Rights = Rights()
    toll_guard: TollGuard = TollGuard()
    recording: Recording = Recording()
    trunks: tuple[Trunk, ...] = ()
    routes: tuple[Route, ...] = ()
    extensions: tuple[Extension, ...] = ()
    agents: tuple[Agent, ...] = ()
    teams: tuple[Team, ...] = ()
    hours: tuple[Hours, ...] = ()
    groups: tuple[Group, ...] = ()
    rotas: tuple[Rota, ...] = ()
    queues: tuple[Queue, ...] = ()
    voicemails: tuple[Voicemail, ...] = ()
    flows: tuple[Flow, ...] = ()
    dids: tuple[Did, ...] = ()
    blocks: tuple[Block, ...] = ()

    @cached_property
    def agents_by_name(self) -> dict[str, Agent]:
        return {agent.name: agent for agent in self.agents}

    @cached_property
    def agents_by_number(self) -> dict[str, Agent]:
        """By what they type. A phone's number that several share stands for none of them."""
        typed = Counter(agent.typed for agent in self.agents)
        return {agent.typed: agent for agent in self.agents if typed[agent.typed] == 1}

    @cached_property
    def queues_by_name(self) -> dict[str, Queue]:
        return {queue.name: queue for queue in self.queues}

    @cached_property
    def queues_by_number(self) -> dict[str, Queue]:
        """Those that can be dialled."""
        return {queue.number: queue for queue in self.queues if queue.number}

    @cached_property
    def extensions_by_number(self) -> dict[str, Extension]:
        return {extension.number: extension for extension in self.extensions}

    @cached_property
    def groups_by_name(self) -> dict[str, Group]:
        return {group.name: group for group in self.groups}

    @cached_property
    def groups_by_number(self) -> dict[str, Group]:
        """Those that can be dialled."""
        return {group.number: group for group in self.groups if group.number}

    @cached_property
    def rotas_by_name(self) -> dict[str, Rota]:
        return {rota.name: rota for rota in self.rotas}

    @cached_property
    def hours_by_name(self) -> dict[str, Hours]:
        return {hours.name: hours for hours in self.hours}

    @cached_property
    def voicemails_by_name(self) -> dict[str, Voicemail]:
        return {box.name: box for box in self.voicemails}

    @cached_property
    def voicemail_of(self) -> dict[str, Voicemail]:
        """By extension."""
        return {box.extension: box for box in self.voicemails if box.extension}

    @cached_property
    def voicemails_by_number(self) -> dict[str, Voicemail]:
        """What is typed at a phone that is not the box's own."""
        return {box.typed: box for box in self.voicemails if box.typed}

    @cached_property
    def flows_by_name(self) -> dict[str, Flow]:
        return {flow.name: flow for flow in self.flows}

    @cached_property
    def emergency_routes(self) -> dict[str, Route]:
        """By the number for help, which is always written out."""
        routes = [route for route in self.routes if route.level is Level.EMERGENCY]
        return {number: route for route in reversed(routes) for number in route.patterns}

    @cached_property
    def dids_by_number(self) -> dict[str, Did]:
        return {did.key: did for did in self.dids}

    def did(self, number: str) -> Did | None:
        """With or without its plus sign."""
        return self.dids_by_number.get(did_key(number))

    @cached_property
    def sites(self) -> dict[Spot, Site]:
        """Every node, be it in a flow or alone."""
        return {site.spot: site for site in sites(self)}

    @cached_property
    def sites_of(self) -> dict[str, list[Site]]:
        """The same by flow."""
        of: dict[str, list[Site]] = {}
        for site in self.sites.values():
            of.setdefault(site.spot[0], []).append(site)
        return of

    def node(self, flow: str, node: str) -> Node | None:
        """Where a call is that says so; a target's `flow` is who holds it. None: not in this plan."""
        site = self.sites.get((flow, node))
        return site.node if site else None

    @cached_property
    def queues_of(self) -> dict[str, tuple[Queue, ...]]:
        """The queues that each agent is a member of, in the plan's order."""
        of: dict[str, list[Queue]] = {agent.name: [] for agent in self.agents}
        for queue in self.queues:
            for member in queue.members:
                of[member.agent].append(queue)
        return {agent: tuple(queues) for agent, queues in of.items()}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for checks in CHECKS:
            refuse("Plan", [problem for check in checks for problem in check(self)])
        return self
