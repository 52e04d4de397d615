"""A caller waits for an agent: with us, or in Asterisk's own `Queue()`."""

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.facts import CallDetached, CallQueued, OfferOutcome, QueueLeft, VisitOutcome
from ccd.domain.orders import HoldCaller, ReleaseCall, Verdict
from ccd.domain.rules.ending import offer_over
from ccd.domain.rules.rule import Part


def join_line(
    centre: Centre, call: Call, queue: str, visit: int, entered_at_ms: int, priority: int, now_ms: int
) -> Part:
    """`entered_at_ms` may lie in the past, and is the caller's place whatever happened since."""
    yield CallQueued(call.call_id, visit, queue, priority, min(entered_at_ms, now_ms))
    yield from keep_waiting(centre, call, now_ms)


def keep_waiting(centre: Centre, call: Call, now_ms: int) -> Part:
    """In a queue that is gone from the plan nobody would ever come for him."""
    if call.queue in centre.plan.queues_by_name:
        music = call.queue_settings.music
        yield HoldCaller(call.call_id, call.queue, call.visit, call.entered_at_ms, music)
    else:
        yield from hand_to_safety_net(call, now_ms)


def hand_to_safety_net(call: Call, now_ms: int) -> Part:
    """The call lives on in `Queue()`, and comes back to us if nobody answers it there. Nothing is done to a
    conversation."""
    if call.state in (CallState.TALKING, CallState.LEAVING):
        return
    yield ReleaseCall(call.call_id, Verdict.QUEUE)
    if call.state is CallState.OFFERED:
        yield offer_over(call, OfferOutcome.LOST, now_ms)
    yield from in_safety_net(call, now_ms)
    yield CallDetached(call.call_id)


def in_safety_net(call: Call, now_ms: int) -> Part:
    """`Queue()` has the caller: we gave him, or the dialplan did while we were away."""
    if call.state is CallState.WAITING:
        waited_ms = call.waited_ms(now_ms)
        yield QueueLeft(call.call_id, call.visit, call.queue, VisitOutcome.SAFETY_NET, waited_ms)
