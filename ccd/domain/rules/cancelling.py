"""Somebody of ours says that a callback is not to be made, or the plan does."""

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import CallbackCancelAsked
from ccd.domain.facts import VisitOutcome
from ccd.domain.refused import Refused
from ccd.domain.rules.calling_in import give_up
from ccd.domain.rules.rule import Part, Rule


def cancel_asked(centre: Centre, event: CallbackCancelAsked, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    if call is None or not call.callback.in_line:
        return Refused(f"Nobody is to be called back for call {event.call_id}.")
    if not _waits(call):
        return Refused(f"Call {event.call_id} is being called back now.")
    yield from give_up(call, VisitOutcome.CALLBACK_CANCELLED, now_ms)
    return None


def cancel_if_unplanned(centre: Centre, call: Call, now_ms: int) -> Part:
    """In a queue that is gone nobody would ever call him."""
    if call.callback.in_line and _waits(call) and call.queue not in centre.plan.queues_by_name:
        yield from give_up(call, VisitOutcome.CALLBACK_CANCELLED, now_ms)


def _waits(call: Call) -> bool:
    return call.state in (CallState.WAITING, CallState.HELD)
