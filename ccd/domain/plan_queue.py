"""A queue as it is planned, and its members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from ccd.domain.located import Problem, refuse, repeated
from ccd.domain.names import Abbreviated, DisplayPrefix, Frozen, Name, NumberIfAny, Prompts, Title
from ccd.domain.plan_announcing import Announcing
from ccd.domain.plan_callback import CallbackPolicy
from ccd.domain.plan_exits import Exits
from ccd.domain.plan_outbound import OutsideNumber
from ccd.domain.plan_recording import KeepDays, Policy
from ccd.domain.routing import StrategyName
from ccd.domain.skills import Level, Skills

if TYPE_CHECKING:
    from ccd.domain.plan import Plan


class TicketPolicy(StrEnum):
    """What an answered call does to tickets."""

    PER_CALL = "per_call"  # each answered call opens one
    JOIN_OPEN = "join_open"  # joins the customer's unfinished one, else opens one
    NONE = "none"


class Member(Abbreviated):
    """An agent who serves a queue; the name alone will do. Free members of a lower rank are rung first,
    whatever the strategy."""

    agent: Name
    rank: int = Field(default=1, ge=1, le=100)


class Relax(Frozen):
    """What the queue still asks for when a caller has waited so long."""

    after_s: int = Field(ge=1, le=86_400)
    skills: Skills = Field(default_factory=dict)


class Escalation(Frozen):
    """How much is added to a caller's priority when he has waited so long."""

    after_s: int = Field(ge=1, le=86_400)
    by: int = Field(ge=1, le=1000)


class Queue(Exits, Announcing):
    """`skills` are asked of the agent; `relax` lowers them step by step. `best_skill_first`: who has them at
    the best level comes before whom the strategy prefers. `weight` is the priority that callers begin with:
    an agent of several queues takes the caller of the highest priority first, and between equals who has
    waited for longest. Who has missed `missed_most` offers in a row goes on break; 0: never. With
    the strategy `ring_all` up to `ring_most` agents' phones ring at once. `mobiles`: those of its agents
    ring, too. For up to `same_agent_s` a caller waits for the member who talked to him last; 0: never.
    `recording_notice` is played before the wait to a caller who may be recorded. `number` is what phones
    dial, or transfer to, to get into the queue; without one only flows lead there. With `callback` callers
    may be called back (nodes of the kind `callback`). A `draining` queue serves those who wait, lets
    nobody in, and is deleted when nobody waits any more."""

    name: Name
    title: Title = ""
    display_prefix: DisplayPrefix = ""
    """Before the caller's name on the phones of agents."""
    number: NumberIfAny = ""
    strategy: StrategyName = "longest_idle"
    members: tuple[Member, ...] = ()
    skills: Skills = Field(default_factory=dict)
    relax: tuple[Relax, ...] = ()
    best_skill_first: bool = False
    weight: int = Field(default=0, ge=0, le=100)
    escalate: tuple[Escalation, ...] = ()
    ring_timeout_s: int = Field(default=15, ge=1, le=300)
    ring_most: int = Field(default=20, ge=2, le=50)
    mobiles: bool = True
    same_agent_s: int = Field(default=0, ge=0, le=3600)
    missed_most: int = Field(default=1, ge=0, le=100)
    wrap_up_s: int = Field(default=10, ge=0, le=3600)
    music: Name = "default"
    caller_id: OutsideNumber = ""
    recording: Policy | None = None
    recording_notice: Prompts = ()
    keep_recordings_days: KeepDays | None = None
    callback: CallbackPolicy | None = None
    tickets: TicketPolicy = TicketPolicy.JOIN_OPEN
    draining: bool = False

    @property
    def rings_at_once(self) -> int:
        """How many agents at the most."""
        return self.ring_most if self.strategy == "ring_all" else 1

    @property
    def member_names(self) -> tuple[str, ...]:
        return tuple(member.agent for member in self.members)

    @property
    def skills_at_last(self) -> Mapping[str, Level]:
        return self.relax[-1].skills if self.relax else self.skills

    def skills_after(self, waited_ms: int) -> Mapping[str, Level]:
        skills = self.skills
        for step in self.relax:
            if step.after_s * 1000 <= waited_ms:
                skills = step.skills
        return skills

    def priority_after(self, waited_ms: int) -> int:
        return self.weight + sum(step.by for step in self.escalate if step.after_s * 1000 <= waited_ms)

    @property
    def steps_s(self) -> tuple[int, ...]:
        """After which waits something changes for a caller."""
        limit = (self.when_waited.after_s,) if self.when_waited else ()
        return (*(step.after_s for step in self.relax), *(step.after_s for step in self.escalate), *limit)

    @model_validator(mode="after")
    def _steps_lead_down(self) -> Self:
        refuse("Queue", [*self._out_of_order(), *self._asks_more(), *self._too_late()])
        return self

    def _out_of_order(self) -> Iterator[Problem]:
        for i, (before, step) in enumerate(pairwise(self.relax), 1):
            if step.after_s <= before.after_s:
                what = f"comes after a step of {before.after_s} s; write the steps in the order of time"
                yield ("relax", i, "after_s"), what

    def _too_late(self) -> Iterator[Problem]:
        """What comes when every caller has been sent on."""
        if self.when_waited is None:
            return
        limit_s = self.when_waited.after_s
        steps = [("relax", i, s.after_s) for i, s in enumerate(self.relax)]
        steps += [("escalate", i, s.after_s) for i, s in enumerate(self.escalate)]
        for field, i, after_s in steps:
            if after_s >= limit_s:
                what = f"never comes: callers are sent on after {limit_s} s (`when_waited`)"
                yield (field, i, "after_s"), what
        if self.same_agent_s >= limit_s:
            what = (
                f"is as long as callers wait at all ({limit_s} s, `when_waited`): nobody else would be asked"
            )
            yield ("same_agent_s",), what

    def _asks_more(self) -> Iterator[Problem]:
        before: Mapping[str, Level] = self.skills
        for i, step in enumerate(self.relax):
            for name, level in step.skills.items():
                if level > before.get(name, 0):
                    asked = f"only {name} {before[name]}" if name in before else f"no {name} at all"
                    what = (
                        f"{name} {level} is more than is asked before ({asked}); a step can only ask for less"
                    )
                    yield ("relax", i, "skills", name), what
            before = step.skills


def wrong_members(plan: Plan) -> Iterator[Problem]:
    for i, queue in enumerate(plan.queues):
        place = ("queues", i, "members")
        yield from repeated(f"queue {queue.name}: member", queue.member_names, place)
        for j, member in enumerate(queue.member_names):
            if member not in plan.agents_by_name:
                yield (*place, j), f"queue {queue.name}: there is no agent {member}"
