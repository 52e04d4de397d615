"""What comes of a number that is dialled on a phone of ours, or to which a phone sends a call."""

from typing import assert_never

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import ConnectFinished, DialStatus
from ccd.domain.facts import CallEnded, CallOutcome, EndedBy, PartiesRung, ReachOutcome
from ccd.domain.numbering import (
    CallDid,
    CallOutside,
    CallTheGroup,
    Meaning,
    NoSuchNumber,
    RingPhone,
    UseCode,
    WaitInQueue,
    meaning,
)
from ccd.domain.orders import AnswerCall, Cause, ReleaseCall, Verdict
from ccd.domain.plan_groups import group_holder
from ccd.domain.plan_nodes import box_spot, number_spot
from ccd.domain.rules.codes.talking import use_code
from ccd.domain.rules.connecting import (
    CAUSES,
    connect,
    cut_off_or,
    outcome_of,
    parties_left,
    party_answered,
    unreached,
)
from ccd.domain.rules.ending import hang_up_seen, release
from ccd.domain.rules.office import start_now
from ccd.domain.rules.outbound import NOT_ALLOWED, OUTSIDE_RING_S, call_outside, next_way
from ccd.domain.rules.returning import go_elsewhere
from ccd.domain.rules.ringing_along import not_accepted_abroad
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.rules.walking import enter, rang_in_vain, rings_from


def dial(centre: Centre, call: Call, meant: Meaning, now_ms: int) -> Part:
    """The call goes where the number leads. Who is to wait or to hear a menu is answered; who rings a phone
    is not, before it is."""
    match meant:
        case RingPhone():
            yield from _ring_phone(centre, call, meant, now_ms)
        case WaitInQueue():
            yield AnswerCall(call.call_id)
            yield from enter(centre, call, number_spot(meant.queue), now_ms)
        case CallTheGroup():
            yield from enter(centre, call, (group_holder(meant.group), "number"), now_ms)
        case CallDid():
            yield AnswerCall(call.call_id)
            did = call.plan.dids_by_number[meant.did]
            yield from enter(centre, call, start_now(centre, call.plan, did, now_ms), now_ms)
        case UseCode() if not call.talked:
            yield from use_code(centre, call, meant, now_ms)
        case CallOutside():
            yield from call_outside(centre, call, meant.number, meant.route, now_ms)
        case NoSuchNumber() | UseCode() if call.talked:
            yield PartiesRung(call.call_id, "")
            yield unreached(call, ReachOutcome.UNREACHABLE, now_ms)
            yield from go_elsewhere(centre, call, Cause.UNALLOCATED, now_ms)
        case NoSuchNumber() | UseCode():
            yield ReleaseCall(call.call_id, Verdict.HANG_UP, Cause.UNALLOCATED)
            yield CallEnded(call.call_id, CallOutcome.REFUSED, EndedBy.SYSTEM)
        case _:
            assert_never(meant)


def _ring_phone(centre: Centre, call: Call, meant: RingPhone, now_ms: int) -> Part:
    """Or where its people have their calls sent. Who is not to be disturbed is busy."""
    extension = meant.leg.extension
    phones = centre.desk.phones
    if extension in phones.undisturbed:
        yield PartiesRung(call.call_id, extension)
        yield unreached(call, ReachOutcome.BUSY, now_ms)
        yield from _not_reached(centre, call, extension, Cause.BUSY, now_ms)
    elif extension in phones.forwarded:
        last, number = phones.end_of(extension)
        elsewhere = meaning(call.plan, last, number)
        again = isinstance(elsewhere, RingPhone) and elsewhere.leg.extension in phones.forwarded
        if isinstance(elsewhere, CallOutside):
            yield from call_outside(centre, call, elsewhere.number, elsewhere.route, now_ms, last)
        else:
            yield from dial(centre, call, NoSuchNumber() if again else elsewhere, now_ms)
    else:
        outcome = yield from connect(centre, call, [meant.leg], now_ms)
        if outcome:
            yield from _not_reached(centre, call, extension, CAUSES[outcome], now_ms)


def connect_finished(centre: Centre, event: ConnectFinished, now_ms: int) -> Rule:
    """A caller who is no longer present may have been sent elsewhere by whom he talked to: only AMI's Hangup
    tells. When he is here by another session already, this was told of the earlier one."""
    call = centre.calls.get(event.call_id)
    if call is None or (call.sessions > 1 and not event.caller_present):
        return None
    yield from not_accepted_abroad(call, event.unaccepted)
    if call.state is CallState.CONNECTING and event.status is DialStatus.ANSWER:
        yield from party_answered(
            centre, call, call.parties.called, now_ms
        )  # AMI has not told us, or not yet
    if call.state is CallState.CONNECTED:
        seen = EndedBy.CALLEE if event.caller_present or event.sent_on else EndedBy.CALLER
        ended_by = cut_off_or(seen, call, now_ms)
        yield from parties_left(centre, call, ended_by, now_ms)
        if event.caller_present:
            yield from release(call, ended_by, NOT_ALLOWED if ended_by is EndedBy.SYSTEM else "")
    elif call.state is CallState.CONNECTING and event.caller_present:
        outcome = outcome_of(event.status, event.cause, event.unaccepted)
        failed = call.parties.called
        yield unreached(call, outcome, now_ms)
        if leg := next_way(centre, call, event, failed):
            yield from connect(centre, call, [leg], now_ms, OUTSIDE_RING_S)
        elif rings_from(call):
            yield from rang_in_vain(centre, call, failed, now_ms)
        else:
            yield from _not_reached(centre, call, failed, _cause(outcome, event.cause), now_ms)
    elif call.state is CallState.CONNECTING:
        yield from hang_up_seen(centre, call, EndedBy.CALLER, now_ms)
    return None


def _not_reached(centre: Centre, call: Call, called: str, cause: int, now_ms: int) -> Part:
    """Who has voicemail gets a message instead, but not of a call that he had sent elsewhere and that came
    back."""
    came_back = call.transferred and not call.parties.sender
    box = None if came_back else call.plan.voicemail_of.get(called)
    if box:
        yield from enter(centre, call, box_spot(box.name), now_ms)
    else:
        yield from go_elsewhere(centre, call, cause, now_ms)


def _cause(outcome: ReachOutcome, told: int) -> int:
    """What the callee's side said is passed on. That nobody picked up is said here: `Dial` would leave
    "declined"."""
    passed_on = CAUSES[outcome] is not Cause.NO_ANSWER and told not in (0, Cause.NORMAL)
    return told if passed_on else CAUSES[outcome]
