"""Who is to be called back does not have to be: he has called himself, or it is given up."""

from collections.abc import Generator

from ccd.domain.call import Call, CallState
from ccd.domain.callback import policy_of
from ccd.domain.centre import Centre
from ccd.domain.facts import CalledIn, CallEnded, CallOutcome, EndedBy, QueueLeft, VisitOutcome
from ccd.domain.phone_number import e164
from ccd.domain.queue import due
from ccd.domain.rules.rule import Part, Step

_OVER = {
    VisitOutcome.NOT_REACHED: CallOutcome.NOT_REACHED,
    VisitOutcome.CALLBACK_EXPIRED: CallOutcome.CALLBACK_EXPIRED,
    VisitOutcome.CALLBACK_CANCELLED: CallOutcome.CALLBACK_CANCELLED,
    VisitOutcome.CALLED_IN: CallOutcome.CALLED_IN,
}


def has_place(centre: Centre, call: Call, queue: str) -> bool:
    return _callback(centre, call, queue) is not None


def take_place(centre: Centre, call: Call, queue: str, now_ms: int) -> Generator[Step, None, int]:
    """Since when the caller, who is about to wait in `queue`, does so: since he first came, if he was to be
    called back there, which is over with that. Else since now."""
    callback = _callback(centre, call, queue)
    if callback is None:
        return now_ms
    yield CalledIn(call.call_id, queue, callback.call_id, callback.entered_at_ms)
    yield from give_up(callback, VisitOutcome.CALLED_IN, now_ms)
    return callback.entered_at_ms


def give_up(callback: Call, outcome: VisitOutcome, now_ms: int) -> Part:
    """He is not called any more."""
    ended_by = EndedBy.CALLER if outcome is VisitOutcome.CALLED_IN else EndedBy.SYSTEM
    waited_ms = callback.waited_ms(now_ms)
    yield QueueLeft(callback.call_id, callback.visit, callback.queue, outcome, waited_ms)
    yield CallEnded(callback.call_id, _OVER[outcome], ended_by)


def _callback(centre: Centre, call: Call, queue: str) -> Call | None:
    """The first of his that waits there. While it is being done it is too late to take it back."""
    number = "" if call.phone else e164(call.caller_number, call.plan.country)
    if not number:
        return None
    waiting = (centre.calls[call_id] for call_id in centre.to_be_called)
    his = [
        callback
        for callback in waiting
        if callback.queue == queue
        and callback.state in (CallState.WAITING, CallState.HELD)
        and policy_of(callback).called_in
        and (callback.callback.number == number or callback.caller_number == call.caller_number)
    ]
    return min(his, key=due, default=None)
