"""A free agent is offered the caller who is due first, until `Dial` comes back."""

from collections.abc import Generator

from ccd.domain.call import Call, CallState
from ccd.domain.call_memory import PARKED
from ccd.domain.centre import Centre
from ccd.domain.events import DialFinished, DialStatus, PhoneState
from ccd.domain.facts import AgentOffered, CallReattached, EndedBy
from ccd.domain.legs import OutsideLeg, devices
from ccd.domain.orders import CallAgent, RingAgent, RungPhone
from ccd.domain.phone_number import as_dialled
from ccd.domain.queue import Choice
from ccd.domain.reasons import reason
from ccd.domain.rules.answering import answered
from ccd.domain.rules.connecting import cut_off_or, parties_left
from ccd.domain.rules.ending import release, talk_over
from ccd.domain.rules.knowing import give_up_preference
from ccd.domain.rules.recording import recording_path
from ccd.domain.rules.ringing_along import not_accepted_abroad, ring_along
from ccd.domain.rules.rule import Part, Rule, Step
from ccd.domain.rules.sending_on import wait_on
from ccd.domain.rules.unanswered import nobody_answered


def match_callers(centre: Centre, now_ms: int) -> Rule:
    """After every event: until no free agent may serve a caller who waits."""
    for call in centre.waiting_in_vain():
        yield give_up_preference(call)
    if centre.returning.somebody(now_ms):
        return None
    while pair := centre.next_pair():
        call, first = pair
        queue = call.queue_settings
        phones = [(yield from _offer(centre, call, first, now_ms))]
        if call.callback.in_line:
            number = as_dialled(call.callback.number, call.plan.country)
            yield CallAgent(call.call_id, call.channel_id, phones[0], number, queue.ring_timeout_s)
            continue
        while len(phones) < queue.rings_at_once and (also := centre.next_like(call, first)):
            phones.append((yield from _offer(centre, call, also, now_ms)))
        path = yield from recording_path(centre, call, call.rung)
        shown = call.shown(queue.display_prefix)
        yield RingAgent(call.call_id, tuple(phones), queue.ring_timeout_s, path, shown)
    return None


def _offer(centre: Centre, call: Call, choice: Choice, now_ms: int) -> Generator[Step, None, RungPhone]:
    extension = centre.agents[choice.agent].extension
    phone = centre.plan.extensions_by_number[extension]
    mobiles: tuple[OutsideLeg, ...] = ()
    if call.queue_settings.mobiles and not call.callback.in_line:
        mobiles = yield from ring_along(centre, call, extension, now_ms)
    why, rung_at = reason(call, choice, now_ms), devices(mobiles)
    yield AgentOffered(call.call_id, call.visit, call.queue, choice.agent, extension, why, rung_at)
    at_desk = not mobiles or centre.seen.phone(extension) is not PhoneState.UNREACHABLE
    return RungPhone(choice.agent, extension, phone.ring_after_s, phone.devices > 1, at_desk, mobiles)


def dial_finished(centre: Centre, event: DialFinished, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    if call is None:
        return None
    yield from not_accepted_abroad(call, event.unaccepted)
    picked_up_by_another = call.state is CallState.TALKING and call.agent in call.offered
    if not {*call.with_agents, *(call.offered if picked_up_by_another else ())} & set(event.agents):
        yield from _finished_late(centre, call, event, now_ms)
        return None
    if call.state is CallState.OFFERED and event.status is DialStatus.ANSWER:
        at_ms = now_ms - (event.talk_ms or 0)
        yield from answered(call, event.answered_at, at_ms, event.device)  # AMI has not told us
    if call.state is CallState.TALKING:
        talk_ms = call.talked_ms(now_ms) if event.talk_ms is None else event.talk_ms
        seen = EndedBy.AGENT if event.caller_present or event.sent_on else EndedBy.CALLER
        ended_by = cut_off_or(seen, call, now_ms)
        yield from talk_over(centre, call, ended_by, talk_ms, now_ms)
        yield from parties_left(centre, call, ended_by, now_ms)
        if event.caller_present:
            yield from release(call, ended_by)
    elif call.state is CallState.OFFERED:
        yield from nobody_answered(centre, call, event, now_ms)
    return None


def _finished_late(centre: Centre, call: Call, event: DialFinished, now_ms: int) -> Part:
    """`Dial` came back after we had the agent already freed."""
    if not event.caller_present:
        return
    over = call.state is CallState.LEAVING and call.transferred not in ("blind", PARKED)
    if call.attached and (over or call.state is CallState.CONNECTED):
        ended_by = EndedBy.AGENT if over else EndedBy.CALLEE
        yield from parties_left(centre, call, ended_by, now_ms)
        yield from release(call, ended_by)
    elif call.state is CallState.WAITING and not call.attached:
        yield CallReattached(call.call_id, call.channel_id)
        yield from wait_on(centre, call, now_ms)
