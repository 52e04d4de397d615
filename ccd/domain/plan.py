"""The plan: the business set-up the floor works by. Frozen; a change is a new plan.

A plan that exists is a valid plan: names resolve, flows end, every agent has a phone. Everything a person
typed is checked here and nowhere else; pydantic's `ValidationError` says what is wrong and where.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from ccd.domain.ivr.flow import Flow
from ccd.domain.ivr.nodes import Node
from ccd.domain.ivr.target import Target
from ccd.domain.located import Place, Problem, refuse
from ccd.domain.names import Country, Frozen, Language, Name, Number, Prompts, Spoken, Title
from ccd.domain.plan_blocks import Block
from ccd.domain.plan_callback import callback_problems
from ccd.domain.plan_codes import FeatureCodes, clashing_codes
from ccd.domain.plan_devices import Mobiles, mobile_problems
from ccd.domain.plan_draining import led_to_while_draining
from ccd.domain.plan_exits import WhenClosed, unknown_hours
from ccd.domain.plan_extension import Extension
from ccd.domain.plan_groups import Group, unknown_members
from ccd.domain.plan_hours import Hours
from ccd.domain.plan_nodes import Site, Spot, dangling_names, endless_circles, sites
from ccd.domain.plan_numbers import numbers_taken
from ccd.domain.plan_outbound import Route, TollGuard, Trunk, unknown_trunks
from ccd.domain.plan_queue import Member, Queue, TicketPolicy
from ccd.domain.plan_recording import Policy, Recording
from ccd.domain.plan_rights import Rights
from ccd.domain.plan_rotas import Rota, unreachable_people
from ccd.domain.plan_team import Team, unknown_people
from ccd.domain.plan_voicemail import Voicemail, unknown_phones
from ccd.domain.skill_checks import unmet_skills
from ccd.domain.skills import Skills
from ccd.domain.spelled import FULL_NUMBER, ONE_LINE, Spelled

__all__ = [
    "Agent",
    "Block",
    "Country",
    "Did",
    "DidNumber",
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

DidNumber = Annotated[str, Spelled(r"^\+?[0-9]{2,20}$", FULL_NUMBER)]
BreakReason = Annotated[str, Spelled(ONE_LINE.replace("*", "+"), "one line of text, 1 to 80 characters", 80)]


BREAK_REASONS = ("lunch", "coffee", "meeting", "training", "other")


class Agent(Frozen):
    """A person who answers queues, normally at `extension`. `number` is what he types at a phone that is not
    his, with his PIN; his extension if nothing is said. His `mobiles` ring along with the phone where he is
    signed in, within the rights of `extension`."""

    name: Name
    title: Title = ""
    extension: Number
    number: Number | None = None
    mobiles: Mobiles = ()
    skills: Skills = Field(default_factory=dict)

    @property
    def typed(self) -> str:
        return self.number or self.extension


class Did(Frozen):
    """A number that callers dial (as the trunk delivers it), and the flow or else the `target` that answers
    it. In the folder of `language` its callers' prompts are looked for first. `skills` are asked of the agent
    on top of what the queue asks, and never relaxed."""

    number: DidNumber
    flow: Name | None = None
    target: Target | None = None
    title: Title = ""
    language: Language = ""
    skills: Skills = Field(default_factory=dict)
    recording: Policy | None = None
    recording_notice: Prompts = ()
    when_closed: WhenClosed | None = None

    @property
    def holder(self) -> str:
        """The flow by which calls find its targets."""
        return f"DID {self.number}"

    @model_validator(mode="after")
    def _leads_to_one_place(self) -> Self:
        if bool(self.flow) == bool(self.target):
            what = "needs either a `flow` or a `target` that says where its callers go, and not both"
            refuse("Did", [(("target" if self.target else "flow",), f"DID {self.number} {what}")])
        return self


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
    def flows_by_name(self) -> dict[str, Flow]:
        return {flow.name: flow for flow in self.flows}

    @cached_property
    def dids_by_number(self) -> dict[str, Did]:
        return {did.number.lstrip("+"): did for did in self.dids}

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
    def _names_resolve(self) -> Self:
        refuse(
            "Plan",
            [*self._repeated_names(), *self._dangling_names(), *unknown_people(self), *unknown_phones(self)],
        )
        refuse("Plan", [*endless_circles(self), *clashing_codes(self)])
        refuse("Plan", [*unmet_skills(self), *callback_problems(self), *led_to_while_draining(self)])
        refuse("Plan", [*mobile_problems(self), *unreachable_people(self)])
        return self

    def _repeated_names(self) -> Iterator[Problem]:
        yield from _repeated("break reason", self.break_reasons, ("break_reasons",))
        yield from _repeated("trunk", [t.name for t in self.trunks], ("trunks",), ("name",))
        yield from _repeated("extension", [e.number for e in self.extensions], ("extensions",), ("number",))
        yield from _repeated("agent", [a.name for a in self.agents], ("agents",), ("name",))
        yield from _repeated("team", [t.name for t in self.teams], ("teams",), ("name",))
        yield from _repeated("queue", [q.name for q in self.queues], ("queues",), ("name",))
        yield from _repeated("route", [r.name for r in self.routes], ("routes",), ("name",))
        yield from _repeated("block", [b.name for b in self.blocks], ("blocks",), ("name",))
        yield from _repeated("group", [g.name for g in self.groups], ("groups",), ("name",))
        yield from _repeated("rota", [r.name for r in self.rotas], ("rotas",), ("name",))
        yield from _repeated("hours", [h.name for h in self.hours], ("hours",), ("name",))
        boxes = [box.name for box in self.voicemails]
        yield from _repeated("voicemail", boxes, ("voicemails",), ("name",))
        yield from _repeated("flow", [f.name for f in self.flows], ("flows",), ("name",))
        yield from _repeated("DID", [d.number.lstrip("+") for d in self.dids], ("dids",), ("number",))
        typed = Counter(a.typed for a in self.agents)
        for i, a in enumerate(self.agents):
            if a.number and typed[a.number] > 1:
                yield ("agents", i, "number"), f"agent {a.name}: {a.number} is what another agent types"
        for i, q in enumerate(self.queues):
            yield from _repeated(f"queue {q.name}: member", q.member_names, ("queues", i, "members"))

    def _dangling_names(self) -> Iterator[Problem]:
        numbers = {e.number for e in self.extensions}
        for i, t in enumerate(self.trunks):
            if t.name in numbers:
                yield ("trunks", i, "name"), f"trunk {t.name}: an extension has that number"
        for i, a in enumerate(self.agents):
            if a.extension not in numbers:
                yield ("agents", i, "extension"), f"agent {a.name}: there is no extension {a.extension}"
        for i, q in enumerate(self.queues):
            for j, member in enumerate(q.member_names):
                if member not in self.agents_by_name:
                    yield ("queues", i, "members", j), f"queue {q.name}: there is no agent {member}"
        yield from dangling_names(self)
        yield from numbers_taken(self)
        yield from unknown_hours(self)
        yield from unknown_trunks(self)
        yield from unknown_members(self)
        for i, d in enumerate(self.dids):
            if d.flow and d.flow not in self.flows_by_name:
                yield ("dids", i, "flow"), f"DID {d.number}: there is no flow {d.flow}"


def _repeated(what: str, names: Sequence[str], before: Place, after: Place = ()) -> Iterator[Problem]:
    """Each later use of a name; its place is `before`, its position, `after`."""
    seen: set[str] = set()
    for i, name in enumerate(names):
        if name in seen:
            yield (*before, i, *after), f"{what} {name} is there more than once"
        seen.add(name)
