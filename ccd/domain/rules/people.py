"""What agents and admins ask for, and what time asks for."""

from dataclasses import replace

from ccd.domain.agent import Activity, Agent, Presence
from ccd.domain.call import TRANSITIONS, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import (
    AgentCameBack,
    AgentNeedsLonger,
    AgentSignedOff,
    AgentSignedOn,
    AgentWentOnBreak,
    DeadlineReached,
    PlanChanged,
)
from ccd.domain.facts import (
    AgentSignedIn,
    AgentSignedOut,
    BreakEnded,
    BreakStarted,
    PlanTaken,
    SkillsRelaxed,
    WrapUpEnded,
    WrapUpExtended,
)
from ccd.domain.orders import Membership
from ccd.domain.refused import Refused
from ccd.domain.rules import calling_back
from ccd.domain.rules.announcing import announce_if_due
from ccd.domain.rules.cancelling import cancel_if_unplanned
from ccd.domain.rules.connecting import note_phone
from ccd.domain.rules.knowing import give_up_preference
from ccd.domain.rules.mirroring import Members, members, mirror
from ccd.domain.rules.recording import paused_long
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.security import end_bans, free_trusted
from ccd.domain.rules.sending_on import send_on_from_unattended, send_on_if_due
from ccd.domain.rules.unanswered import doubt_offer
from ccd.domain.rules.waiting import ask_nobody_in_vain, hand_to_safety_net, waited_longer


def signed_on(centre: Centre, event: AgentSignedOn, now_ms: int) -> Rule:
    planned = centre.plan.agents_by_name.get(event.agent)
    if planned is None:
        return Refused(f"There is no agent {event.agent} in the plan.")
    agent = centre.agents[event.agent]
    extension = event.extension or planned.extension
    if agent.signed_in:
        if agent.extension == extension:
            return None
        return Refused(f"{event.agent} is signed in at {agent.extension}; sign out there first.")
    if extension not in {e.number for e in centre.plan.extensions}:
        return Refused(f"There is no extension {extension} in the plan.")
    if other := centre.agent_at(extension):
        return Refused(f"{other.name} is signed in at {extension}; only one agent can be at a phone.")
    centre.seen.out_of_reach.pop(extension, None)
    centre.seen.resting.pop(agent.name, None)
    yield AgentSignedIn(agent.name, extension)
    yield from note_phone(centre, agent)
    yield from mirror(centre, agent, Membership.PRESENT)
    return None


def signed_off(centre: Centre, event: AgentSignedOff, now_ms: int) -> Rule:
    """In a conversation it takes effect after it: no new call from now on."""
    agent = centre.agents.get(event.agent)
    if agent is None:
        return Refused(f"There is no agent {event.agent} in the plan.")
    if agent.signed_in:
        yield from mirror(centre, agent, Membership.ABSENT)
        yield from _sign_out(agent)
        yield from send_on_from_unattended(centre, now_ms)
    return None


def _sign_out(agent: Agent) -> Part:
    if agent.activity is Activity.WRAP_UP:
        yield WrapUpEnded(agent.name)
    yield AgentSignedOut(agent.name)


def went_on_break(centre: Centre, event: AgentWentOnBreak, now_ms: int) -> Rule:
    agent = centre.agents.get(event.agent)
    if agent is None or not agent.signed_in:
        return Refused(f"{event.agent} is not signed in.")
    if event.reason not in centre.plan.break_reasons:
        known = ", ".join(centre.plan.break_reasons)
        return Refused(f"{event.reason} is no reason for a break here; choose one of: {known}.")
    yield BreakStarted(agent.name, event.reason)
    yield from mirror(centre, agent, Membership.PAUSED)
    return None


def came_back(centre: Centre, event: AgentCameBack, now_ms: int) -> Rule:
    agent = centre.agents.get(event.agent)
    if agent is None or not agent.signed_in:
        return Refused(f"{event.agent} is not signed in.")
    centre.seen.resting.pop(agent.name, None)
    centre.join_pools(agent)
    if agent.activity is Activity.WRAP_UP:
        yield WrapUpEnded(agent.name)
    if agent.presence is Presence.ON_BREAK:
        yield BreakEnded(agent.name)
        yield from mirror(centre, agent, Membership.PRESENT)
    return None


def needs_longer(centre: Centre, event: AgentNeedsLonger, now_ms: int) -> Rule:
    agent = centre.agents.get(event.agent)
    if agent is None or agent.activity is not Activity.WRAP_UP:
        return Refused(f"{event.agent} is not in wrap-up.")
    yield WrapUpExtended(agent.name, max(now_ms, agent.wrap_up_until_ms) + event.seconds * 1000)
    return None


def plan_changed(centre: Centre, event: PlanChanged, now_ms: int) -> Rule:
    """Agents whose name or phone is gone from the plan are signed out; callers whose queue is gone are given
    to the safety net, and callers who ask for skills that are gone get anybody; membership follows the new
    plan."""
    before = members(centre)
    extensions = {extension.number for extension in event.plan.extensions}
    for agent in list(centre.agents.values()):
        gone = agent.name not in event.plan.agents_by_name or agent.extension not in extensions
        if agent.signed_in and gone:
            yield from _sign_out(agent)
    centre.take_plan(event.plan)
    centre.desk.boxes.unshown.update(event.plan.voicemails_by_name)
    yield PlanTaken(event.by)
    for call in list(centre.calls.values()):
        if call.state is CallState.WAITING and call.attached and call.queue not in event.plan.queues_by_name:
            yield from hand_to_safety_net(call, now_ms)
        elif call.state in TRANSITIONS[SkillsRelaxed]:
            yield from cancel_if_unplanned(centre, call, now_ms)
        if call.state in TRANSITIONS[SkillsRelaxed]:
            yield from ask_nobody_in_vain(centre, call)
            if call.preferred and not centre.might_serve(call.preferred, call):
                yield give_up_preference(call)
    yield from send_on_from_unattended(centre, now_ms)
    yield from _mirror_changes(before, members(centre))
    yield from free_trusted(centre, event.by)
    return None


def _mirror_changes(before: Members, after: Members) -> Part:
    """First who leaves: one phone may go from one agent to another."""
    for place, member in before.items():
        if place not in after:
            yield replace(member, membership=Membership.ABSENT)
    for place, member in after.items():
        if before.get(place) != member:
            yield member


def deadline_reached(centre: Centre, event: DeadlineReached, now_ms: int) -> Rule:
    agents, calls = centre.due(now_ms)
    for agent in agents:
        if agent.activity is Activity.WRAP_UP and agent.wrap_up_until_ms <= now_ms:
            yield WrapUpEnded(agent.name)
        call = centre.calls.get(agent.call_id)
        if call and call.state is CallState.OFFERED:
            yield from doubt_offer(centre, call, now_ms)
        if centre.seen.out_of_reach.get(agent.extension, now_ms + 1) <= now_ms:
            del centre.seen.out_of_reach[agent.extension]
        if centre.seen.resting.get(agent.name, now_ms + 1) <= now_ms:
            del centre.seen.resting[agent.name]
        yield from note_phone(centre, agent)
        centre.join_pools(agent)
    yield from end_bans(centre, now_ms)
    for call in calls:
        yield from waited_longer(centre, call, now_ms)
        yield from paused_long(centre, call, now_ms)
        yield from send_on_if_due(centre, call, now_ms)
        yield from announce_if_due(centre, call, now_ms)
        if call.callback.in_line:
            yield from calling_back.time_passed(centre, call, now_ms)
    return None
