"""A call goes out by a trunk: allowed or not, by which, and by the next one when that cannot."""

from collections.abc import Generator
from dataclasses import replace

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.events import ConnectFinished, DialStatus
from ccd.domain.facts import (
    AbroadCalled,
    CallEnded,
    CallOutcome,
    EmergencyCalled,
    EndedBy,
    OutsideDialled,
    OutsideRefused,
)
from ccd.domain.ivr.nodes import OnCall
from ccd.domain.legs import OutsideLeg
from ccd.domain.numbering import CallOutside
from ccd.domain.orders import Cause, ReleaseCall, Verdict
from ccd.domain.outbound import Barred, barred, caller_id, leg_after, legs, talk_most_s
from ccd.domain.plan_outbound import Level, Route, route_for
from ccd.domain.rules.connecting import connect
from ccd.domain.rules.rule import Part, Step

OUTSIDE_RING_S = 90
"""How long it may ring outside: carriers give up by themselves before."""

NOT_ALLOWED = "ccd/codes/not-allowed"

_HIS_OWN_ANSWER = frozenset({Cause.UNALLOCATED, Cause.BUSY, Cause.NO_ANSWER, Cause.REJECTED})
"""Causes that come from whom we called, whom no other trunk would reach either."""


def call_outside(
    centre: Centre, call: Call, dialled: str, route: Route, now_ms: int, for_phone: str = ""
) -> Part:
    if reason := barred_from(centre, call, dialled, route, now_ms):
        yield OutsideRefused(call.call_id, call.phone, dialled, route.level, reason)
        yield ReleaseCall(call.call_id, Verdict.HANG_UP, Cause.REJECTED, NOT_ALLOWED)
        outcome = CallOutcome.ANSWERED if call.talked else CallOutcome.REFUSED
        yield CallEnded(call.call_id, outcome, EndedBy.SYSTEM)
        return
    if route.level is Level.EMERGENCY:
        phone = call.plan.extensions_by_number.get(call.phone)
        yield EmergencyCalled(call.call_id, call.phone, phone.title if phone else "", dialled)
    abroad = route.level is Level.INTERNATIONAL
    most_s = talk_most_s(call.plan, centre.tolls.used(call.phone, now_ms)) if abroad else 0
    yield OutsideDialled(call.call_id, call.phone, dialled, route.name, route.level, most_s, for_phone)
    if abroad:
        yield AbroadCalled(call.call_id, call.phone)
    yield from connect(centre, call, [_legs(centre, call, route, dialled)[0]], now_ms, OUTSIDE_RING_S)


def barred_from(centre: Centre, call: Call, dialled: str, route: Route, now_ms: int) -> Barred | None:
    """Why the phone that calls may not call there now."""
    return barred(call.plan, call.phone, dialled, route.level, centre.tolls.used(call.phone, now_ms))


def call_planned(
    centre: Centre, call: Call, dialled: str, now_ms: int, timeout_s: int, for_phone: str = ""
) -> Part:
    """The plan itself calls somebody outside for the caller, so that no phone's rights are asked."""
    if route := route_for(call.plan, dialled):
        level = route.level
        yield OutsideDialled(call.call_id, call.phone, dialled, route.name, level, for_phone=for_phone)
        yield from connect(centre, call, [_legs(centre, call, route, dialled)[0]], now_ms, timeout_s)


def call_for_phone(
    centre: Centre, call: Call, phone: str, meant: CallOutside, now_ms: int, timeout_s: int
) -> Generator[Step, None, bool]:
    """The phone has its calls sent there, with its own rights, but not abroad: nobody who calls it would be
    seen to pay for that. False: it may not."""
    reason = barred(call.plan, phone, meant.number, meant.route.level, centre.tolls.used(phone, now_ms))
    if reason is None and meant.route.level in (Level.INTERNATIONAL, Level.EMERGENCY):
        reason = Barred.RIGHTS
    if reason:
        yield OutsideRefused(call.call_id, phone, meant.number, meant.route.level, reason)
        return False
    yield from call_planned(centre, call, meant.number, now_ms, timeout_s, phone)
    return True


def next_way(centre: Centre, call: Call, event: ConnectFinished, party: str) -> OutsideLeg | None:
    """By which trunk to try again when that one failed to reach him."""
    failed = event.status in (DialStatus.CHANUNAVAIL, DialStatus.CONGESTION)
    route = route_for(call.plan, call.parties.outside)
    if not failed or event.cause in _HIS_OWN_ANSWER or route is None:
        return None
    ways = _legs(centre, call, route, call.parties.outside)
    if isinstance(call.plan.node(*call.spot), OnCall):
        ways = [replace(leg, confirm=True) for leg in ways]
    return leg_after(ways, party)


def _legs(centre: Centre, call: Call, route: Route, dialled: str) -> list[OutsideLeg]:
    agent = centre.agent_at(call.phone)
    phone = call.plan.extensions_by_number.get(call.phone)
    shown = caller_id(call.plan, phone, agent.name if agent else "")
    return legs(call.plan, route, dialled, shown)
