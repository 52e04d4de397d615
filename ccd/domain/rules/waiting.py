"""A caller waits for an agent: with us, or in Asterisk's own `Queue()`."""

from ccd.domain.call import TRANSITIONS, Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.facts import (
    CallDetached,
    CallQueued,
    OfferOutcome,
    PriorityRaised,
    QueueLeft,
    SkillsRelaxed,
    VisitOutcome,
)
from ccd.domain.orders import HoldCaller, ReleaseCall, Verdict
from ccd.domain.rules.ending import offers_over
from ccd.domain.rules.knowing import brought_by, give_up_preference, prefer_last_agent
from ccd.domain.rules.rule import Part
from ccd.domain.skills import Asked, asked_for, spelled, weaker


def line_up(
    centre: Centre, call: Call, queue: str, visit: int, entered_at_ms: int, own_skills: Asked, now_ms: int
) -> Part:
    """`entered_at_ms` may lie in the past, and is the caller's place whatever happened since: what would have
    been relaxed or raised meanwhile is. `own_skills` is what he brings."""
    settings = call.settings_of(queue)
    entered_at_ms = min(entered_at_ms, now_ms)
    waited_ms = now_ms - entered_at_ms
    own_skills = brought_by(centre, call, settings, own_skills)
    asked = asked_for(settings.skills_after(waited_ms), dict(own_skills))
    yield CallQueued(
        call.call_id,
        visit,
        queue,
        settings.priority_after(waited_ms) + call.vip_priority,
        entered_at_ms,
        spelled(asked),
        spelled(own_skills),
    )
    yield from ask_nobody_in_vain(centre, call)
    yield from prefer_last_agent(centre, call, now_ms)


def keep_waiting(centre: Centre, call: Call, now_ms: int) -> Part:
    """In a queue that is gone from the plan nobody would ever come for him."""
    if call.queue in centre.plan.queues_by_name:
        music = call.queue_settings.music
        yield HoldCaller(call.call_id, call.queue, call.visit, call.entered_at_ms, music)
    else:
        yield from hand_to_safety_net(call, now_ms)


def ask_nobody_in_vain(centre: Centre, call: Call) -> Part:
    """The call's plan may in the end still ask for what nobody has in the present one."""
    at_last = asked_for(call.queue_settings.skills_at_last, dict(call.own_skills))
    if call.asked and at_last and not centre.somebody_has(at_last, call.queue):
        yield SkillsRelaxed(call.call_id, call.visit, call.queue, "")


def waited_longer(centre: Centre, call: Call, now_ms: int) -> Part:
    """Less is asked for and more urgently, never the reverse."""
    if call.state not in TRANSITIONS[PriorityRaised]:
        return
    settings, waited_ms = call.queue_settings, call.waited_ms(now_ms)
    asked = weaker(call.asked, asked_for(settings.skills_after(waited_ms), dict(call.own_skills)))
    if asked != call.asked:
        yield SkillsRelaxed(call.call_id, call.visit, call.queue, spelled(asked))
    priority = settings.priority_after(waited_ms) + call.vip_priority
    if priority > call.priority:
        yield PriorityRaised(call.call_id, call.visit, call.queue, priority)
    if call.preferred and call.preferred_until_ms <= now_ms:
        yield give_up_preference(call)
    centre.wake_for(call, call.next_step_at_ms(now_ms))


def hand_to_safety_net(call: Call, now_ms: int) -> Part:
    """The call lives on in `Queue()`, and comes back to us if nobody answers it there. Nothing is done to a
    conversation. Who is called back is not there to be handed on, and keeps his place here."""
    if call.state in (CallState.TALKING, CallState.LEAVING):
        return
    if call.callback.in_line:
        yield ReleaseCall(call.call_id, Verdict.HANG_UP)
        yield from offers_over(call, OfferOutcome.LOST, now_ms)
        return
    yield ReleaseCall(call.call_id, Verdict.QUEUE)
    if call.state is CallState.OFFERED:
        yield from offers_over(call, OfferOutcome.LOST, now_ms)
    if call.state is CallState.WAITING:
        waited_ms = call.waited_ms(now_ms)
        yield QueueLeft(call.call_id, call.visit, call.queue, VisitOutcome.SAFETY_NET, waited_ms)
    yield CallDetached(call.call_id)
