"""Asterisk's own `Queue()` has found somebody for a caller."""

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.facts import CallbackDeclined, CallQueued, NetAnswered
from ccd.domain.rules.rule import Part


def net_answered(centre: Centre, call: Call, extension: str, now_ms: int) -> Part:
    """Seen to talk to that phone, and it was not we who rang it."""
    agent = centre.agent_at(extension)
    yield from answered_by(call, agent.name if agent else "", now_ms, 0)


def answered_by(call: Call, member: str, at_ms: int, ring_ms: int) -> Part:
    if call.callback.booked and not call.callback.in_line:
        yield from _need_not_be_called(call, at_ms)
    if waits_there(call):
        wait_ms, tickets = call.waited_ms(at_ms), call.queue_settings.tickets.value
        yield NetAnswered(call.call_id, call.visit, call.queue, member, ring_ms, wait_ms, tickets)


def _need_not_be_called(call: Call, at_ms: int) -> Part:
    """He had said yes, and was still on the phone when we went away: somebody has answered at his place."""
    place = call.queue, call.queue_settings.priority_after(call.waited_ms(at_ms)), call.entered_at_ms
    yield CallbackDeclined(call.call_id, call.queue)
    yield CallQueued(call.call_id, call.visit + 1, *place)


def waits_there(call: Call) -> bool:
    """In our own line, as far as we knew, or handed over by us."""
    given = call.state is CallState.LEAVING and call.in_safety_net and not call.net_answered_at_ms
    return not call.attached and (given or call.state is CallState.WAITING)
