"""A caller who has hung up is called back: an agent is rung and, when he is there, the customer.

The call's channel is the agent's then, so the same events mean something else than for a caller who is on the
line (`OF_CALLBACKS`). That the customer is dialled is a fact before it is an order: whoever comes after a
crash knows of it, and `docs/callback.md` says what follows from each moment of it.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from ccd.domain import events as e
from ccd.domain.call import Call, CallState
from ccd.domain.callback import give_up_at_ms, policy_of
from ccd.domain.centre import Centre
from ccd.domain.events import DialStatus, SeenChannel
from ccd.domain.facts import (
    CallbackDue,
    CallbackPickedUp,
    CallDetached,
    CallEnded,
    CallReattached,
    CustomerDialled,
    CustomerUnreached,
    EndedBy,
    OfferOutcome,
    ReachOutcome,
    VisitOutcome,
)
from ccd.domain.orders import CollectDigits, Connect, PlayPrompts, ReleaseCall, Verdict
from ccd.domain.outbound import legs, way_to
from ccd.domain.phone_number import as_dialled
from ccd.domain.plan_did import did_key
from ccd.domain.rules.answering import answered
from ccd.domain.rules.booking import say_good_bye
from ccd.domain.rules.calling_in import give_up
from ccd.domain.rules.connecting import outcome_of
from ccd.domain.rules.ending import offers_over, talk_over
from ccd.domain.rules.net_answering import net_answered
from ccd.domain.rules.recording import recording_path
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.unanswered import offer_failed
from ccd.domain.rules.waiting import line_up

GO = "1"
KEY_S = 10.0


def agent_not_called(centre: Centre, event: e.AgentNotCalled, now_ms: int) -> Rule:
    call = centre.call_of_channel(event.channel_id)
    if call and call.callback.in_line and call.state is CallState.OFFERED:
        yield from _agent_left(centre, call, event.status, now_ms)
    return None


def arrived(centre: Centre, call: Call, event: e.CallArrived, now_ms: int) -> Part:
    """The agent has picked up; or the customer is still there, because the good-bye was cut off."""
    if call.callback.in_line and (call.state, call.channel_id) != (CallState.OFFERED, event.channel_id):
        yield ReleaseCall(event.call_id, Verdict.HANG_UP)
        return
    yield CallReattached(call.call_id, event.channel_id)
    if not call.callback.in_line:
        yield from say_good_bye(call)
        return
    yield CallbackPickedUp(call.call_id, call.visit, _agent(call), call.rung_ms(now_ms))
    yield from _tell_agent(call)


def prompt_finished(centre: Centre, call: Call, event: e.PromptFinished, now_ms: int) -> Part:
    if _is_told(call) and not policy_of(call).press_one:
        yield from _dial_customer(centre, call, now_ms)


def digits_entered(centre: Centre, call: Call, event: e.DigitsEntered, now_ms: int) -> Part:
    """Who presses nothing, or something else, is as good as not there."""
    if _is_told(call) and event.digits == GO:
        yield from _dial_customer(centre, call, now_ms)
    elif _is_told(call):
        yield from _let_agent_go(call)
        yield from _agent_left(centre, call, DialStatus.BUSY, now_ms)


def dial_answered(centre: Centre, call: Call, event: e.DialAnswered, now_ms: int) -> Part:
    if call.callback.dialled and call.state is CallState.CALLING_BACK:
        yield from answered(call, event.extension, now_ms)
    elif not call.callback.in_line:
        yield from net_answered(centre, call, event.extension, now_ms)


def ring_ended(centre: Centre, call: Call, event: e.RingEnded, now_ms: int) -> Part:
    """While a session of ours is in `Dial`, `ConnectFinished` tells the same, and more."""
    if call.callback.dialled and not call.attached:
        yield from _unreached(centre, call, outcome_of(event.status, 0), now_ms)


def connect_finished(centre: Centre, call: Call, event: e.ConnectFinished, now_ms: int) -> Part:
    """`caller_present`: the agent is, so it was the customer who hung up, or did not answer."""
    if call.callback.dialled and event.status is DialStatus.ANSWER:
        yield from answered(call, "", now_ms)  # AMI has not told us
    if call.state is CallState.TALKING:
        yield from _talked(centre, call, EndedBy.CALLER if event.caller_present else EndedBy.AGENT, now_ms)
    elif call.callback.dialled and event.caller_present:
        yield PlayPrompts(call.call_id, policy_of(call).prompts.unreached)
        yield from _let_agent_go(call)
        yield from _unreached(centre, call, outcome_of(event.status, event.cause), now_ms)
    elif call.callback.dialled:
        yield from _unreached(centre, call, ReachOutcome.CALLER_LEFT, now_ms)


def session_ended(centre: Centre, call: Call, event: e.SessionEnded, now_ms: int) -> Part:
    if event.channel_id == call.channel_id and call.attached:
        yield CallDetached(call.call_id)
        if event.hung_up and _is_told(call):
            yield from _agent_left(centre, call, DialStatus.BUSY, now_ms)


def channel_hung_up(centre: Centre, call: Call, event: e.ChannelHungUp, now_ms: int) -> Part:
    yield from _channel_gone(centre, call, now_ms, unseen=False)


def find(centre: Centre, call: Call, channel: SeenChannel | None, now_ms: int) -> Part:
    """What Asterisk shows after a blind spell. While a session of ours is open, it tells the rest."""
    if channel and channel.talking_to and call.callback.dialled:
        yield from answered(call, channel.talking_to, now_ms)
    elif channel and channel.talking_to and not call.callback.in_line:
        yield from net_answered(centre, call, channel.talking_to, now_ms)
    elif channel is None and not call.attached:
        yield from _channel_gone(centre, call, now_ms, unseen=True)


def time_passed(centre: Centre, call: Call, now_ms: int) -> Part:
    if call.state in (CallState.WAITING, CallState.HELD) and now_ms >= give_up_at_ms(call):
        yield from give_up(call, VisitOutcome.CALLBACK_EXPIRED, now_ms)
    elif call.state is CallState.HELD and now_ms >= call.callback.again_at_ms:
        yield CallbackDue(call.call_id, call.visit, call.queue)


def _agent(call: Call) -> str:
    return next(iter(call.ringing))


def _is_told(call: Call) -> bool:
    """The agent is there, and the customer not yet dialled."""
    return call.state is CallState.CALLING_BACK and not call.callback.dialled


def _tell_agent(call: Call) -> Part:
    policy = policy_of(call)
    said = (*policy.prompts.agent, *policy.prompts.spell(as_dialled(call.callback.number, call.plan.country)))
    if policy.press_one:
        yield CollectDigits(call.call_id, (*said, *policy.prompts.press_one), 1, KEY_S)
    else:
        yield PlayPrompts(call.call_id, said)


def _dial_customer(centre: Centre, call: Call, now_ms: int) -> Part:
    """By the first way of the route. Where a newer plan has none, he is given up."""
    policy, callback = policy_of(call), call.callback
    way = way_to(call.plan, callback.number)
    if way is None:
        yield from _let_agent_go(call)
        yield from offers_over(call, OfferOutcome.LOST, now_ms)
        yield from give_up(call, VisitOutcome.NOT_REACHED, now_ms)
        return
    leg = legs(call.plan, *way, policy.caller_id or did_key(call.did))[0]
    recording = yield from recording_path(centre, call, call.rung)
    attempt = callback.attempts + 1
    yield CustomerDialled(call.call_id, call.visit, _agent(call), attempt, leg.number, leg.trunk)
    yield Connect(call.call_id, (leg,), policy.ring_timeout_s, recording, feature_codes=True)


def _let_agent_go(call: Call) -> Part:
    yield ReleaseCall(call.call_id, Verdict.HANG_UP)
    yield CallDetached(call.call_id)


def _agent_left(centre: Centre, call: Call, status: DialStatus, now_ms: int) -> Part:
    """Before the customer was rung: somebody else is, and the customer keeps his place."""
    yield from offer_failed(centre, call, _agent(call), status, now_ms)


def _unreached(centre: Centre, call: Call, outcome: ReachOutcome, now_ms: int) -> Part:
    policy, attempt = policy_of(call), call.callback.attempts
    last = attempt >= policy.attempts
    again_at_ms = 0 if last else now_ms + policy.retry_after_s * 1000
    yield CustomerUnreached(
        call.call_id, call.visit, _agent(call), attempt, outcome, call.rung_ms(now_ms), again_at_ms
    )
    if last:
        yield from give_up(call, VisitOutcome.NOT_REACHED, now_ms)


def _talked(centre: Centre, call: Call, ended_by: EndedBy, now_ms: int) -> Part:
    yield from talk_over(centre, call, ended_by, call.talked_ms(now_ms), now_ms)
    if call.attached:
        yield ReleaseCall(call.call_id, Verdict.HANG_UP)
    yield CallEnded(call.call_id, call.outcome, ended_by)


def _channel_gone(centre: Centre, call: Call, now_ms: int, *, unseen: bool) -> Part:
    """The customer has hung up and is in line from here on; or the agent is gone."""
    if not call.callback.in_line:
        call.callback.within_reach = centre.seen.linked
        since_ms, own_skills = call.entered_at_ms, call.own_skills
        yield from line_up(centre, call, call.queue, call.visit + 1, since_ms, own_skills, now_ms)
    elif call.state is CallState.TALKING:
        yield from _talked(centre, call, EndedBy.AGENT if call.attached else EndedBy.UNKNOWN, now_ms)
    elif call.callback.dialled:
        yield from _unreached(centre, call, ReachOutcome.LOST if unseen else ReachOutcome.CALLER_LEFT, now_ms)
    elif call.state in (CallState.OFFERED, CallState.CALLING_BACK) and unseen:
        yield from offers_over(call, OfferOutcome.LOST, now_ms)
    elif call.state is CallState.OFFERED and call.rang_to_the_end(now_ms):
        yield from _agent_left(centre, call, DialStatus.NOANSWER, now_ms)
    elif call.state in (CallState.OFFERED, CallState.CALLING_BACK):
        yield from _agent_left(centre, call, DialStatus.BUSY, now_ms)


_Meaning = Callable[[Centre, Call, Any, int], Part]

OF_CALLBACKS: dict[type[e.Event], _Meaning] = {
    e.CallArrived: arrived,
    e.PromptFinished: prompt_finished,
    e.DigitsEntered: digits_entered,
    e.DialAnswered: dial_answered,
    e.RingEnded: ring_ended,
    e.ConnectFinished: connect_finished,
    e.SessionEnded: session_ended,
    e.ChannelHungUp: channel_hung_up,
}
"""What these events mean for a call that is one."""


def unless_called_back(
    kind: type[e.Event], rule: Callable[[Centre, Any, int], Rule]
) -> Callable[[Centre, Any, int], Rule]:
    """The rule of an event of that kind, for callers on the line and for those who are called back."""
    return partial(_either, rule, OF_CALLBACKS[kind])


def _either(
    rule: Callable[[Centre, Any, int], Rule], of_callback: _Meaning, centre: Centre, event: Any, now_ms: int
) -> Rule:
    call_id: str = getattr(event, "call_id", "")
    call = centre.calls.get(call_id) if call_id else centre.call_of_channel(event.channel_id)
    if call and call.callback.booked:
        yield from of_callback(centre, call, event, now_ms)
        return None
    return (yield from rule(centre, event, now_ms))
