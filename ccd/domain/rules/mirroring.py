"""Keep Asterisk's own `Queue()` ready to take over with the members that are signed in."""

from ccd.domain.agent import Agent, Presence
from ccd.domain.centre import Centre
from ccd.domain.orders import Membership, MirrorMember
from ccd.domain.rules.rule import Part

Members = dict[tuple[str, str], MirrorMember]
"""By (queue, extension)."""


def mirror(centre: Centre, agent: Agent, membership: Membership) -> Part:
    """The same in all his queues."""
    for queue in centre.plan.queues_of.get(agent.name, ()):
        yield MirrorMember(queue.name, agent.extension, agent.name, membership)


def members(centre: Centre) -> Members:
    """Who is to be in which queue."""
    return {
        (queue.name, agent.extension): MirrorMember(queue.name, agent.extension, agent.name, _as_is(agent))
        for agent in centre.agents.values()
        if agent.signed_in
        for queue in centre.plan.queues_of.get(agent.name, ())
    }


def _as_is(agent: Agent) -> Membership:
    return {
        Presence.READY: Membership.PRESENT,
        Presence.ON_BREAK: Membership.PAUSED,
        Presence.SIGNED_OUT: Membership.ABSENT,
    }[agent.presence]
