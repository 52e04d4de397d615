"""A team: who supervises whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccd.domain.located import Problem
from ccd.domain.names import Frozen, Name, Title

if TYPE_CHECKING:
    from ccd.domain.plan import Plan


class Team(Frozen):
    """`supervisors` may listen to the calls of `agents`, whisper and barge. A supervisor is an agent by his
    name, or somebody who serves no queue by the number of his extension. `tone`: the agent hears a short tone
    when somebody begins to listen."""

    name: Name
    title: Title = ""
    supervisors: tuple[Name, ...] = ()
    agents: tuple[Name, ...] = ()
    tone: bool = False


def supervised_by(plan: Plan, person: str) -> Iterator[Team]:
    """The teams of a supervisor."""
    return (team for team in plan.teams if person in team.supervisors)


def team_between(plan: Plan, person: str, agent: str) -> Team | None:
    """The first team in which the one supervises the other, who is somebody else."""
    shared = (team for team in supervised_by(plan, person) if agent in team.agents)
    return next(shared, None) if person != agent else None


def extension_of(plan: Plan, person: str) -> str:
    """Where a supervisor sits by the plan."""
    agent = plan.agents_by_name.get(person)
    return agent.extension if agent else person


def unknown_people(plan: Plan) -> Iterator[Problem]:
    numbers = {extension.number for extension in plan.extensions}
    for i, team in enumerate(plan.teams):
        for j, name in enumerate(team.supervisors):
            if name not in plan.agents_by_name and name not in numbers:
                what = f"team {team.name}: there is no agent and no extension {name}"
                yield ("teams", i, "supervisors", j), what
        for j, name in enumerate(team.agents):
            if name not in plan.agents_by_name:
                yield ("teams", i, "agents", j), f"team {team.name}: there is no agent {name}"
