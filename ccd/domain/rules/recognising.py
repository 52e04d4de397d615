"""Who the caller is, is known now: perhaps before he hears the first word, perhaps while he waits."""

from ccd.domain.call import TRANSITIONS, Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import CallerIdentified, CallerUnknown
from ccd.domain.facts import CallerRecognised, PriorityRaised
from ccd.domain.rules.knowing import line_up_anew
from ccd.domain.rules.office import start_now
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.speaking import speak_his_own
from ccd.domain.rules.waiting import keep_waiting
from ccd.domain.rules.walking import enter


def caller_identified(centre: Centre, event: CallerIdentified, now_ms: int) -> Rule:
    """Look-up and record may both tell."""
    call = centre.calls.get(event.call_id)
    if call and call.customer_id != event.customer_id:
        last_agents = " ".join(event.last_agents)
        yield CallerRecognised(
            call.call_id, event.customer_id, event.vip, event.skills, last_agents, event.language, event.name
        )
        spoken = call.language
        yield from speak_his_own(call, event.language)
        if call.state in TRANSITIONS[PriorityRaised]:
            yield from line_up_anew(centre, call, now_ms)
        if call.state is CallState.WAITING and call.language != spoken:
            yield from keep_waiting(centre, call, now_ms)
        yield from begin_if_due(centre, call, now_ms)
    return None


def caller_unknown(centre: Centre, event: CallerUnknown, now_ms: int) -> Rule:
    if call := centre.calls.get(event.call_id):
        yield from begin_if_due(centre, call, now_ms)
    return None


def begin_if_due(centre: Centre, call: Call, now_ms: int) -> Part:
    """Where customers have languages a call waits for who it is: its first words are in his."""
    did = call.plan.did(call.did)
    if did and call.state is CallState.IN_FLOW and call.flow and not call.node and call.attached:
        yield from enter(centre, call, start_now(centre, call.plan, did, now_ms), now_ms)
