"""Phones that ring for one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from ccd.domain.legs import PhoneLeg, spelled
from ccd.domain.located import Problem
from ccd.domain.names import Abbreviated, Frozen, Name, Number, NumberIfAny, Title
from ccd.domain.plan_devices import Delay

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

Turn = tuple[PhoneLeg, ...]
"""Those who ring together."""


class GroupMember(Abbreviated):
    """An extension that rings when its turn has been there for `after_s`; the number alone will do."""

    extension: Number
    after_s: Delay = 0


class Group(Frozen):
    """`members` ring all together, each after its delay, or, `in_turn`, one after the other, each for
    `ring_s`. Who dials `number` calls the group."""

    name: Name
    title: Title = ""
    number: NumberIfAny = ""
    members: tuple[GroupMember, ...] = Field(min_length=1, max_length=50)
    in_turn: bool = False
    ring_s: int = Field(default=20, ge=1, le=300)

    @property
    def extensions(self) -> tuple[str, ...]:
        return tuple(member.extension for member in self.members)

    @property
    def turns(self) -> tuple[Turn, ...]:
        legs = tuple(PhoneLeg(member.extension, member.after_s) for member in self.members)
        return tuple((leg,) for leg in legs) if self.in_turn else (legs,)

    def turns_after(self, parties: str) -> Iterator[Turn]:
        """`parties` as the fact of their ringing names them; empty: nobody has rung yet."""
        turns = iter(self.turns)
        if parties and not any(spelled(turn) == parties for turn in turns):
            return iter(())
        return turns


def group_holder(group: str) -> str:
    """The flow by which calls find the way into a group that is dialled."""
    return f"group {group}"


def unknown_members(plan: Plan) -> Iterator[Problem]:
    for i, group in enumerate(plan.groups):
        for j, member in enumerate(group.extensions):
            if member not in plan.extensions_by_number:
                yield ("groups", i, "members", j), f"group {group.name}: there is no extension {member}"
