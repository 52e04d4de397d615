"""Nobody answered whom a call was sent to, or rang: what becomes of it."""

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.deadlines import SETTLE_MS
from ccd.domain.events import PhoneState
from ccd.domain.facts import (
    CallEnded,
    CallReturned,
    EndedBy,
    PartiesRung,
    PriorityRaised,
    ReachOutcome,
)
from ccd.domain.legs import PhoneLeg
from ccd.domain.orders import Cause, ReleaseCall, Verdict
from ccd.domain.rules.connecting import connect, unreached
from ccd.domain.rules.rule import Part
from ccd.domain.rules.waiting import keep_waiting, line_up

HEAD = 100_000
"""The priority of who has been served already and must not wait for his turn again."""


def go_elsewhere(centre: Centre, call: Call, cause: int, now_ms: int) -> Part:
    """A call that was sent on goes back to who sent it, if he is free, else to the head of the queue it came
    from. Everybody else is told why, by `cause`."""
    sender = call.parties.sender
    if sender and _is_free(centre, call, sender, now_ms):
        yield CallReturned(call.call_id, sender)
        yield from connect(centre, call, [PhoneLeg(sender)], now_ms)
    elif (sender or call.transferred) and call.queue in centre.plan.queues_by_name:
        yield CallReturned(call.call_id, "")
        yield from line_up(centre, call, call.queue, call.visit + 1, now_ms, call.own_skills, now_ms)
        yield PriorityRaised(call.call_id, call.visit, call.queue, HEAD)
        yield from keep_waiting(centre, call, now_ms)
    else:
        yield ReleaseCall(call.call_id, Verdict.HANG_UP, cause)
        yield CallEnded(call.call_id, call.outcome, EndedBy.SYSTEM)


def back_from_parking(centre: Centre, call: Call, now_ms: int) -> Part:
    """Nobody fetched him, and Asterisk has rung who parked him in vain."""
    parked_by = call.parties.sender
    yield CallReturned(call.call_id, parked_by)
    yield PartiesRung(call.call_id, parked_by)
    yield unreached(call, ReachOutcome.NO_ANSWER, now_ms)
    yield from go_elsewhere(centre, call, Cause.NO_ANSWER, now_ms)


def _is_free(centre: Centre, call: Call, extension: str, now_ms: int) -> bool:
    """A phone may look busy for a moment with the call that it has just sent on."""
    state = centre.seen.phone(extension)
    settling = now_ms - call.parties.sent_at_ms < SETTLE_MS and state is PhoneState.IN_USE
    agent = centre.agent_at(extension)
    busy = agent is not None and bool(agent.call_id)
    return not busy and (state is PhoneState.IDLE or settling)
