"""Who the caller is, and what follows from it while he waits."""

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.facts import AgentPreferred, PreferenceGivenUp, PriorityRaised, SkillsAdded
from ccd.domain.plan import Queue
from ccd.domain.preferences import is_worth_waiting_for
from ccd.domain.rules.rule import Part
from ccd.domain.skills import Asked, asked_for, in_words, spelled


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


def line_up_anew(centre: Centre, call: Call, now_ms: int) -> Part:
    """As if it had been known when he came. An agent whose phone rings for him by now may answer."""
    waited_s = call.waited_ms(now_ms) // 1000
    own_skills = brought_by(centre, call, call.queue_settings, call.own_skills)
    if own_skills != call.own_skills:
        asked = asked_for(dict(call.asked), dict(own_skills))
        why = f"known after {waited_s} s in line: the customer always asks for {in_words(call.needs)}"
        yield SkillsAdded(call.call_id, call.visit, call.queue, spelled(asked), spelled(own_skills), why)
    priority = call.queue_settings.priority_after(call.waited_ms(now_ms)) + call.vip_priority
    if priority > call.priority:
        why = f"known after {waited_s} s in line: the customer is a VIP" if call.vip else ""
        yield PriorityRaised(call.call_id, call.visit, call.queue, priority, why)
    yield from prefer_last_agent(centre, call, now_ms)
