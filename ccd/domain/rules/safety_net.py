"""What became of callers while we were away, most of all in Asterisk's own `Queue()`: seen live, or told by
its log when we are back.

A step may be told twice, by AMI and by the log, or after the call is over: what is known already says nothing
new."""

from collections.abc import Callable

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import NetRow, NetStep, SafetyNetTold
from ccd.domain.facts import (
    CallDetached,
    CallEnded,
    CallOutcome,
    CallQueued,
    CallStarted,
    CallTransferred,
    EndedBy,
    NetLeft,
    NetLogRead,
    NetTalkEnded,
    OfferOutcome,
    ReachOutcome,
)
from ccd.domain.orders import IdentifyCaller
from ccd.domain.plan_nodes import start_of
from ccd.domain.rules.answering import answered
from ccd.domain.rules.connecting import stop_ringing
from ccd.domain.rules.ending import hang_up_seen, leaves, offers_over, talk_over
from ccd.domain.rules.net_answering import answered_by, waits_there
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.taking_over import SENDABLE, given_away


def safety_net_told(centre: Centre, event: SafetyNetTold, now_ms: int) -> Rule:
    for row in event.rows:
        call = centre.calls.get(row.call_id) or centre.call_of_channel(row.channel_id)
        if row.step is NetStep.JOINED:
            yield from _joined(centre, call, row, now_ms)
        elif call and row.step is NetStep.HUNG_UP:
            yield from _hung_up(centre, call, row)
        elif call:
            yield from _STEPS[row.step](call, row)
    yield NetLogRead(event.read_to_s, event.lines)
    return None


def _joined(centre: Centre, call: Call | None, row: NetRow, now_ms: int) -> Part:
    """Whom we knew keeps his place in line, who is to be called back too; a call that we never saw begins
    now, with its own times."""
    caller = centre.call_of_channel(row.channel_id)
    if call and caller and call is not caller and not (call.attached or call.callback.booked):
        yield from _handed_over(centre, caller, call, row, now_ms)
        call = caller
    if call is None and row.call_id and row.call_id not in centre.ended:
        yield from _begin(centre, row)
        call = centre.calls[row.call_id]
        yield from _queue(call, row)
        yield CallDetached(call.call_id)
    elif call and not call.attached and not call.callback.booked:
        yield from _nobody_else_has(centre, call, row, now_ms)
        if call.state is not CallState.WAITING and not call.in_safety_net:
            yield from _queue(call, row)


def _nobody_else_has(centre: Centre, call: Call, row: NetRow, now_ms: int) -> Part:
    if call.state is CallState.OFFERED:
        yield from offers_over(call, OfferOutcome.LOST, now_ms)
    if call.state is CallState.TALKING:
        yield from talk_over(centre, call, EndedBy.UNKNOWN, call.talked_ms(row.at_ms), row.at_ms)
    yield from stop_ringing(centre, call, ReachOutcome.LOST, EndedBy.UNKNOWN, row.at_ms)


def _handed_over(centre: Centre, caller: Call, other: Call, row: NetRow, now_ms: int) -> Part:
    """A caller's channel that names another call has the place of that one: he was given it while we could
    not look, and is who is served there."""
    if caller.state in SENDABLE:
        yield CallTransferred(caller.call_id, "attended", other.did, other.phone)
        yield from leaves(centre, caller, other.phone, row.at_ms)
    yield from _nobody_else_has(centre, other, row, now_ms)
    yield from given_away(other, row.at_ms, row.at_ms)


def _begin(centre: Centre, row: NetRow) -> Part:
    did = centre.plan.did(row.did)
    yield CallStarted(
        row.call_id,
        row.channel_id,
        row.did,
        row.caller_number,
        "",
        start_of(centre.plan, did)[0] if did else "",
        began_at_ms=row.entered_at_ms,
    )
    if row.caller_number:
        yield IdentifyCaller(row.call_id, row.caller_number)


def _queue(call: Call, row: NetRow) -> Part:
    priority = call.settings_of(row.queue).priority_after(0)
    yield CallQueued(call.call_id, call.visit + 1, row.queue, priority, row.entered_at_ms)


def _answered(call: Call, row: NetRow) -> Part:
    yield from answered_by(call, row.member, row.at_ms, row.ring_ms)


def _talk_ended(call: Call, row: NetRow) -> Part:
    if call.net_answered_at_ms:
        yield NetTalkEnded(call.call_id, call.visit, row.ended_by, row.talk_ms)
        yield CallEnded(call.call_id, CallOutcome.ANSWERED, row.ended_by, row.at_ms)


def _handed_on(call: Call, row: NetRow) -> Part:
    """The caller goes on elsewhere: to a colleague, or back to us."""
    if call.net_answered_at_ms:
        yield NetTalkEnded(call.call_id, call.visit, row.ended_by, row.talk_ms)


def _gave_up(call: Call, row: NetRow) -> Part:
    if waits_there(call):
        yield NetLeft(call.call_id, call.visit, call.queue, call.waited_ms(row.at_ms))
        outcome = CallOutcome.ANSWERED if call.talked else CallOutcome.ABANDONED
        yield CallEnded(call.call_id, outcome, EndedBy.CALLER, row.at_ms)


def _hung_up(centre: Centre, call: Call, row: NetRow) -> Part:
    """While we look, AMI tells of it. Nobody knows when a phone that rang was picked up: its ringing counts
    as talk."""
    if centre.seen.linked or call.attached or call.callback.booked:
        return
    if row.queue and waits_there(call):
        yield from _gave_up(call, row)
        return
    at_ms = max(row.at_ms, call.started_at_ms, call.entered_at_ms, call.offered_at_ms, call.answered_at_ms)
    if call.state is CallState.OFFERED and row.extension:
        yield from answered(call, row.extension, call.offered_at_ms, row.device)
    if call.state is CallState.TALKING:
        yield from talk_over(centre, call, row.ended_by, call.talked_ms(at_ms), at_ms)
    others_left = row.ended_by is EndedBy.AGENT and call.state is CallState.CONNECTED
    ended_by = EndedBy.CALLEE if others_left else row.ended_by
    yield from hang_up_seen(centre, call, ended_by, at_ms, ended_at_ms=at_ms)


_STEPS: dict[NetStep, Callable[[Call, NetRow], Part]] = {
    NetStep.ANSWERED: _answered,
    NetStep.TALK_ENDED: _talk_ended,
    NetStep.HANDED_ON: _handed_on,
    NetStep.GAVE_UP: _gave_up,
}
