"""Who transfers before the third party has answered gives his caller the place of his own second call."""

from collections.abc import Mapping

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.facts import (
    AgentOffered,
    CallEnded,
    CallOutcome,
    CallReattached,
    EndedBy,
    NodeEntered,
    OfferOutcome,
    PartiesRung,
    QueueLeft,
    ReachOutcome,
    VisitOutcome,
)
from ccd.domain.orders import TakeOver
from ccd.domain.rules.connecting import unreached
from ccd.domain.rules.ending import offers_over
from ccd.domain.rules.rule import Part
from ccd.domain.rules.waiting import keep_waiting, line_up

SENDABLE = (CallState.TALKING, CallState.CONNECTED, CallState.LEAVING)
_UNDER_WAY = (CallState.CONNECTING, CallState.WAITING, CallState.OFFERED, CallState.IN_FLOW)
RINGS_ALREADY = "rings already for the call whose place this one takes"


def take_over(centre: Centre, call: Call, other: Call, now_ms: int) -> Part:
    """What rings for the other call, or where it waits or listens, is this one's from here on, and so is its
    session: Asterisk has put the caller's channel into it."""
    state, rung = other.state, other.parties.called
    if state not in _UNDER_WAY or not other.attached:
        return
    yield TakeOver(other.call_id, call.call_id)
    yield CallReattached(call.call_id, call.channel_id)
    ringing = dict(other.ringing)
    yield from given_away(other, now_ms)
    if state is CallState.CONNECTING:
        yield PartiesRung(call.call_id, rung)
    elif state is CallState.IN_FLOW:
        yield NodeEntered(call.call_id, *other.spot)
    else:
        yield from _take_place_in_line(centre, call, other, ringing, now_ms)


def given_away(other: Call, now_ms: int, ended_at_ms: int = 0) -> Part:
    """A second call is over: its place is the first one's caller's."""
    if other.state is CallState.CONNECTING:
        yield unreached(other, ReachOutcome.CALLER_LEFT, now_ms)
    elif other.state in (CallState.WAITING, CallState.OFFERED):
        yield from offers_over(other, OfferOutcome.CALLER_LEFT, now_ms)
        waited_ms = other.waited_ms(now_ms)
        yield QueueLeft(other.call_id, other.visit, other.queue, VisitOutcome.HANDED_OVER, waited_ms)
    yield CallEnded(other.call_id, CallOutcome.HANDED_OVER, EndedBy.CALLER, ended_at_ms)


def _take_place_in_line(
    centre: Centre, call: Call, other: Call, ringing: Mapping[str, str], now_ms: int
) -> Part:
    """Whoever rings there rings on."""
    place = other.queue, call.visit + 1, other.entered_at_ms, other.own_skills
    yield from line_up(centre, call, *place, now_ms)
    for agent, extension in ringing.items():
        yield AgentOffered(call.call_id, call.visit, call.queue, agent, extension, RINGS_ALREADY)
    if not ringing:
        yield from keep_waiting(centre, call, now_ms)
