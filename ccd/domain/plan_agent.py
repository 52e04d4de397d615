"""A person who takes calls, as he is planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from ccd.domain.located import Problem
from ccd.domain.names import Frozen, Name, Number, Title
from ccd.domain.plan_devices import Mobiles
from ccd.domain.skills import Skills

if TYPE_CHECKING:
    from ccd.domain.plan import Plan


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


def unknown_seats(plan: Plan) -> Iterator[Problem]:
    """Agents whose phone is not there."""
    for i, agent in enumerate(plan.agents):
        if agent.extension not in plan.extensions_by_number:
            yield ("agents", i, "extension"), f"agent {agent.name}: there is no extension {agent.extension}"


def shared_numbers(plan: Plan) -> Iterator[Problem]:
    """A phone may be shared, and then nobody is known by it; a number of one's own may not."""
    typed = Counter(agent.typed for agent in plan.agents)
    for i, agent in enumerate(plan.agents):
        if agent.number and typed[agent.number] > 1:
            yield ("agents", i, "number"), f"agent {agent.name}: {agent.number} is what another agent types"
