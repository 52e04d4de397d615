"""Where people are reached besides their desk: numbers outside that ring along with an extension."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ccd.domain.located import Place, Problem
from ccd.domain.names import Frozen
from ccd.domain.plan_outbound import Level, route_for
from ccd.domain.plan_rights import decided
from ccd.domain.spelled import DIALLED, Spelled

if TYPE_CHECKING:
    from ccd.domain.plan import Plan
    from ccd.domain.plan_extension import Extension

MobileNumber = Annotated[str, Spelled(r"^\+?[0-9*#]{2,24}$", DIALLED)]

Delay = Annotated[int, Field(ge=0, le=120)]
"""Seconds after the call has come."""


class Mobile(Frozen):
    """`number` as a phone of ours would dial it. It rings when the call has been there for `after_s`; who
    answers has to press 1, so that no mailbox takes a caller."""

    number: MobileNumber
    after_s: Delay = 0


Mobiles = Annotated[tuple[Mobile, ...], Field(max_length=3)]


def mobile_problems(plan: Plan) -> Iterator[Problem]:
    """`plan`: its names resolve."""
    for i, extension in enumerate(plan.extensions):
        whose = f"extension {extension.number}"
        yield from _wrong(plan, extension.mobiles, whose, extension, ("extensions", i))
    for i, agent in enumerate(plan.agents):
        if owner := plan.extensions_by_number.get(agent.extension):
            yield from _wrong(plan, agent.mobiles, f"agent {agent.name}", owner, ("agents", i))


def _wrong(
    plan: Plan, mobiles: tuple[Mobile, ...], whose: str, owner: Extension, place: Place
) -> Iterator[Problem]:
    for i, mobile in enumerate(mobiles):
        if what := why_not(plan, mobile.number, owner):
            yield (*place, "mobiles", i, "number"), f"{whose}: {what}"


def why_not(plan: Plan, number: str, owner: Extension | None = None) -> str:
    """Why calls may not be sent to that number, by the rights of its owner if it has one; empty: they may."""
    route = route_for(plan, number)
    if route is None:
        return f"no route takes {number}"
    if route.level is Level.EMERGENCY:
        return f"{number} is for emergencies; nobody's calls may ring there"
    return _beyond_rights(plan, number, route.level, owner) if owner else ""


def _beyond_rights(plan: Plan, number: str, level: Level, owner: Extension) -> str:
    word = decided(owner.rights, plan.rights, (number,))
    if word is False:
        return f"`rights` deny {number} to extension {owner.number}"
    if word is None and level.reach > owner.outgoing.reach:
        far = f"{number} is {level}, and extension {owner.number}"
        return f"{far} may call no further than {owner.outgoing} (`outgoing`)"
    return ""
