"""Agents at work: how it is with them now, and what they may ask of the floor."""

from ccd.domain.agent import Agent as AgentOnFloor
from ccd.domain.centre import Centre
from ccd.domain.events import AgentCameBack, AgentNeedsLonger, AgentSignedOff, AgentSignedOn, AgentWentOnBreak
from ccd.domain.plan import Agent
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services.refusals import NotFound
from ccd.services.views import View

Asking = AgentSignedOn | AgentSignedOff | AgentWentOnBreak | AgentCameBack | AgentNeedsLonger
"""What agents ask for."""


class LiveAgentView(View):
    """`presence` is what he declared, `activity` what we see, `phone` what Asterisk shows of his phone (null:
    nothing yet); what is set there is `do_not_disturb`, and `forwarded_to`: a number, or empty. `since_ms` is
    when presence or activity last changed, null: not since ccd started."""

    presence: str
    activity: str
    break_reason: str
    extension: str
    phone: str | None
    do_not_disturb: bool
    forwarded_to: str
    call_id: str
    since_ms: int | None


class AgentView(View):
    """As planned, and as he is now."""

    name: str
    title: str
    extension: str
    queues: list[str]
    skills: dict[str, int]
    live: LiveAgentView


def listed(centre: Centre) -> list[AgentView]:
    """In the plan's order."""
    return [_view(centre, agent) for agent in centre.plan.agents]


def one(centre: Centre, name: str) -> AgentView | NotFound:
    agent = centre.plan.agents_by_name.get(name)
    return _view(centre, agent) if agent else NotFound(f"There is no agent {name}.")


async def ask(engine: Engine, event: Asking) -> AgentView | Refused:
    """What the agent wants, and how it is with him then."""
    if event.agent not in engine.floor.plan.agents_by_name:
        return NotFound(f"There is no agent {event.agent}.")
    refused = await engine.ask(event)
    return refused or one(engine.floor, event.agent)


def live(centre: Centre, name: str) -> LiveAgentView:
    agent = centre.agents.get(name) or AgentOnFloor(name)
    return LiveAgentView(
        presence=agent.presence,
        activity=agent.activity,
        break_reason=agent.break_reason,
        extension=agent.extension,
        phone=centre.seen.phones.get(agent.extension),
        do_not_disturb=agent.extension in centre.desk.phones.undisturbed,
        forwarded_to=centre.desk.phones.forwarded.get(agent.extension, ""),
        call_id=agent.call_id,
        since_ms=agent.since_ms or None,
    )


def _view(centre: Centre, agent: Agent) -> AgentView:
    return AgentView(
        name=agent.name,
        title=agent.title,
        extension=agent.extension,
        queues=[queue.name for queue in centre.plan.queues_of[agent.name]],
        skills=agent.skills,
        live=live(centre, agent.name),
    )
