"""Who the caller is, and what follows from it while he waits."""

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import CallerIdentified
from ccd.domain.facts import AgentPreferred, CallerRecognised, PreferenceGivenUp, PriorityRaised, SkillsAdded
from ccd.domain.plan import Queue
from ccd.domain.preferences import is_worth_waiting_for
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.skills import Asked, asked_for, spelled


def caller_identified(centre: Centre, event: CallerIdentified, now_ms: int) -> Rule:
    """Look-up and record may both tell."""
    call = centre.calls.get(event.call_id)
    if call and call.customer_id != event.customer_id:
        last_agents = " ".join(event.last_agents)
        yield CallerRecognised(call.call_id, event.customer_id, event.vip, event.skills, last_agents)
        if call.state in (CallState.WAITING, CallState.OFFERED):
            yield from _line_up_anew(centre, call, now_ms)
    return None


def brought_by(centre: Centre, call: Call, settings: Queue, own_skills: Asked) -> Asked:
    """`own_skills`, and of what the customer always needs all that some member of the queue has."""
    for name, level in call.needs:
        more = asked_for(dict(own_skills), {name: level})
        if centre.somebody_has(asked_for(settings.skills_at_last, dict(more)), settings.name):
            own_skills = more
    return own_skills


def prefer_last_agent(centre: Centre, call: Call, now_ms: int) -> Part:
    """The member who talked to the customer last is waited for, if he is there. Not by a caller whom somebody
    sent on: that was him."""
    until_ms = call.entered_at_ms + call.queue_settings.same_agent_s * 1000
    if call.state is not CallState.WAITING or call.talked or now_ms >= until_ms:
        return
    members = call.queue_settings.member_names
    last = next((name for name in call.last_agents if name in members), "")
    if not last or not centre.might_serve(last, call):
        return
    agent = centre.agents[last]
    if is_worth_waiting_for(agent, centre.seen.phone(agent.extension)):
        yield AgentPreferred(call.call_id, call.visit, call.queue, last, until_ms)


def give_up_preference(call: Call) -> PreferenceGivenUp:
    return PreferenceGivenUp(call.call_id, call.visit, call.queue, call.preferred)


def _line_up_anew(centre: Centre, call: Call, now_ms: int) -> Part:
    """As if it had been known when he came."""
    own_skills = brought_by(centre, call, call.queue_settings, call.own_skills)
    if own_skills != call.own_skills:
        asked = asked_for(dict(call.asked), dict(own_skills))
        yield SkillsAdded(call.call_id, call.visit, call.queue, spelled(asked), spelled(own_skills))
    priority = call.queue_settings.priority_after(call.waited_ms(now_ms)) + call.vip_priority
    if priority > call.priority:
        yield PriorityRaised(call.call_id, call.visit, call.queue, priority)
    yield from prefer_last_agent(centre, call, now_ms)
