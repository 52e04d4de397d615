"""A channel comes to us, for the first time or again."""

from ccd.domain.call import Call, CallState
from ccd.domain.call_memory import PARKED
from ccd.domain.centre import Centre
from ccd.domain.events import CallArrived
from ccd.domain.facts import (
    CallEnded,
    CallerBlocked,
    CallOutcome,
    CallReattached,
    CallStarted,
    CallTransferred,
    Direction,
    EndedBy,
    OfferOutcome,
    ReachOutcome,
)
from ccd.domain.numbering import meaning
from ccd.domain.orders import AnswerCall, Cause, IdentifyCaller, ReleaseCall, TakeOver, Verdict
from ccd.domain.plan_blocks import Block, block_for
from ccd.domain.rules.connecting import stop_ringing
from ccd.domain.rules.dialling import dial
from ccd.domain.rules.ending import hang_up_seen, net_talk_over, offers_over, release, talk_over
from ccd.domain.rules.office import start_now
from ccd.domain.rules.returning import back_from_parking
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.sending_on import wait_on
from ccd.domain.rules.speaking import BY_NUMBER, speak
from ccd.domain.rules.waiting import line_up
from ccd.domain.rules.walking import enter

_SAID_GOOD_BYE = frozenset(
    {
        CallOutcome.ANSWERED,
        CallOutcome.COMPLETED_IN_MENU,
        CallOutcome.TURNED_AWAY,
        CallOutcome.REFUSED,
    }
)


_SENT_ON = frozenset({CallState.TALKING, CallState.CONNECTED, CallState.LEAVING})
"""A call that comes to us by a number that was dialled, and was seen last in one of these states, was sent
there by whom it talked to."""


def call_arrived(centre: Centre, event: CallArrived, now_ms: int) -> Rule:
    centre.hear_first(now_ms)
    call = centre.calls.get(event.call_id)
    if heir := _heir(centre, event):
        if call:
            yield from hang_up_seen(centre, call, EndedBy.CALLER, now_ms, unseen=True)
        yield TakeOver(event.call_id, heir.call_id)
        call = heir
    if call:
        in_hands = call.state in _SENT_ON and (call.net_answered_at_ms or not call.in_safety_net)
        sent_on = event.dialled if in_hands else ""
        yield CallReattached(call.call_id, event.channel_id)
        parked = call.transferred == PARKED and call.parties.sender
        if parked and call.state is CallState.LEAVING:
            yield from back_from_parking(centre, call, now_ms)
            return None
        if sent_on and not (call.transferred and call.state is CallState.LEAVING):
            yield CallTransferred(call.call_id, "blind", sent_on, event.sent_by)
        yield from _leave_agent(centre, call, now_ms)
        if sent_on:
            yield from dial(centre, call, meaning(call.plan, event.sent_by or call.phone, sent_on), now_ms)
        else:
            yield from _go_on(centre, call, event, now_ms)
    elif event.call_id in centre.ended:
        yield _dismiss_again(event, centre.ended[event.call_id])
    else:
        yield from _begin(centre, event, now_ms)
    return None


def _heir(centre: Centre, event: CallArrived) -> Call | None:
    """Who was given the place of a second call before anybody answered it: his channel names that call."""
    heir = centre.call_of_channel(event.channel_id)
    given = event.call_id in centre.calls or centre.ended.get(event.call_id) is CallOutcome.HANDED_OVER
    return heir if given and heir and heir.call_id != event.call_id else None


def _begin(centre: Centre, event: CallArrived, now_ms: int) -> Part:
    """A call that carries its place is one that we have no record of any more. A channel that we know by
    another call has lost that one: the connection broke before the channel could remember its id."""
    plan = centre.plan
    phone = event.phone or ("" if event.did else event.sent_by)
    phone = phone if phone in plan.extensions_by_number else ""
    meant = meaning(plan, phone, event.dialled) if event.dialled else None
    if earlier := centre.call_of_channel(event.channel_id):
        yield from hang_up_seen(centre, earlier, EndedBy.SYSTEM, now_ms, unseen=True)
    did = plan.did(event.did)
    start = start_now(centre, plan, did, now_ms) if did else None
    yield CallStarted(
        event.call_id,
        event.channel_id,
        event.dialled if phone else event.did,
        phone or event.caller_number,
        event.caller_name,
        start[0] if start else "",
        meant.direction if meant and phone else Direction.INBOUND,
        phone,
        by_keys=bool(phone) and not event.phone,
    )
    call = centre.calls[event.call_id]
    looked_up = bool(event.caller_number and not phone)
    if looked_up:
        yield IdentifyCaller(call.call_id, call.caller_number, call_waits=bool(plan.languages))
    carried = event.carried
    if carried and carried.queue in centre.plan.queues_by_name:
        yield from line_up(centre, call, carried.queue, carried.visit, carried.entered_at_ms, (), now_ms)
        yield from wait_on(centre, call, now_ms)
    elif meant:
        yield from dial(centre, call, meant, now_ms)
    elif block := block_for(plan, event.caller_number):
        yield from _turn_away(centre, call, block, now_ms)
    elif start:
        yield AnswerCall(call.call_id)
        yield from speak(call, did.language if did else "", BY_NUMBER)
        if not (looked_up and plan.languages):
            yield from enter(centre, call, start, now_ms)
    else:
        yield ReleaseCall(call.call_id, Verdict.HANG_UP)
        yield CallEnded(call.call_id, CallOutcome.REFUSED, EndedBy.SYSTEM)


def _turn_away(centre: Centre, call: Call, block: Block, now_ms: int) -> Part:
    yield CallerBlocked(call.call_id, block.name)
    if block.target:
        yield AnswerCall(call.call_id)
        yield from enter(centre, call, (block.holder, "target"), now_ms)
    else:
        cause = Cause.BUSY if block.answer == "busy" else Cause.REJECTED
        yield ReleaseCall(call.call_id, Verdict.HANG_UP, cause)
        yield CallEnded(call.call_id, CallOutcome.REFUSED, EndedBy.SYSTEM)


def _leave_agent(centre: Centre, call: Call, now_ms: int) -> Part:
    """A channel that asks us what to do is neither ringing an agent nor talking to one."""
    yield from stop_ringing(centre, call, ReachOutcome.LOST, EndedBy.CALLEE, now_ms)
    if call.state is CallState.OFFERED:
        yield from offers_over(call, OfferOutcome.LOST, now_ms)
    if call.state is CallState.TALKING:
        yield from talk_over(centre, call, EndedBy.AGENT, call.talked_ms(now_ms), now_ms)
    yield from net_talk_over(call, EndedBy.AGENT, now_ms)


def _go_on(centre: Centre, call: Call, event: CallArrived, now_ms: int) -> Part:
    """The dialplan had lost us, nobody answered in the safety net, or the caller was transferred to a number
    of ours."""
    did = call.plan.did(event.did)
    transferred = bool(call.transferred) or event.did != call.did
    if call.state is CallState.WAITING:
        yield from wait_on(centre, call, now_ms)
    elif call.state is CallState.LEAVING and call.in_safety_net and not transferred:
        again = call.visit + 1
        yield from line_up(centre, call, call.queue, again, call.entered_at_ms, call.own_skills, now_ms)
        yield from wait_on(centre, call, now_ms)
    elif call.state is CallState.IN_FLOW and call.spot in call.plan.sites:
        yield from enter(centre, call, call.spot, now_ms)  # after a restart the plan may be another one
    elif call.phone and event.dialled and call.state is CallState.IN_FLOW:
        yield from dial(centre, call, meaning(call.plan, call.phone, event.dialled), now_ms)
    elif did and (call.state is CallState.IN_FLOW or transferred):
        yield from enter(centre, call, start_now(centre, call.plan, did, now_ms), now_ms)
    else:
        yield from release(call, EndedBy.AGENT if call.talked else EndedBy.SYSTEM)


def _dismiss_again(event: CallArrived, outcome: CallOutcome) -> ReleaseCall:
    """A call that is over for us, but its channel is there. Either our last word did not reach it, or we
    took the caller for gone and were wrong: then `Queue()` has him answered, unless he is one of us."""
    over = outcome in _SAID_GOOD_BYE or event.phone
    return ReleaseCall(event.call_id, Verdict.HANG_UP if over else Verdict.QUEUE)
