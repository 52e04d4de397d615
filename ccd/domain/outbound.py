"""A call to the outside: may this phone make it, by which trunk, and what does the other side see? Pure."""

from collections.abc import Iterable
from enum import StrEnum

from ccd.domain.legs import OutsideLeg
from ccd.domain.phone_number import spellings, spelt
from ccd.domain.plan import Plan
from ccd.domain.plan_extension import Extension
from ccd.domain.plan_outbound import Level, Route, route_for
from ccd.domain.plan_rights import Rights, decided
from ccd.domain.tolls import Used

SENT_ON_REACH = Level.NATIONAL
"""How far a call may be sent that came from outside: it is no phone of ours whose rights we could ask."""


class Barred(StrEnum):
    """Why a call does not go out."""

    RIGHTS = "rights"
    NUMBER = "number"  # a pattern denies it
    CALLS = "calls"  # too many abroad within 24 hours
    MINUTES = "minutes"


def way_to(plan: Plan, number: str) -> tuple[Route, str] | None:
    """By which route the plan reaches a number in E.164, and how it is dialled there."""
    ways = ((route_for(plan, dialled), dialled) for dialled in spellings(number, plan.country))
    return next(((route, dialled) for route, dialled in ways if route), None)


def barred(plan: Plan, phone: str, dialled: str, level: Level, used: Used) -> Barred | None:
    """`phone` empty: the call came from outside. `used` is what the phone did abroad within 24 hours."""
    if level is Level.EMERGENCY:
        return None
    extension = plan.extensions_by_number.get(phone)
    word = decided(extension.rights if extension else Rights(), plan.rights, spelt(dialled, plan.country))
    if word is False:
        return Barred.NUMBER
    if not word and level.reach > (extension.outgoing if extension else SENT_ON_REACH).reach:
        return Barred.RIGHTS
    if level is Level.INTERNATIONAL and used.calls >= plan.toll_guard.calls:
        return Barred.CALLS
    if level is Level.INTERNATIONAL and used.talked_ms >= plan.toll_guard.minutes * 60_000:
        return Barred.MINUTES
    return None


def talk_most_s(plan: Plan, used: Used) -> int:
    """How long a call abroad may be that is not barred: the rest of the minutes."""
    return max(1, int(plan.toll_guard.minutes * 60) - used.talked_ms // 1000)


def legs(plan: Plan, route: Route, dialled: str, caller_id: str) -> list[OutsideLeg]:
    """In the order in which they are tried."""
    trunks = {trunk.name: trunk for trunk in plan.trunks}
    return [
        OutsideLeg(way.number(dialled), way.trunk, caller_id or trunks[way.trunk].caller_id)
        for way in route.ways
    ]


def leg_after(tried: Iterable[OutsideLeg], party: str) -> OutsideLeg | None:
    """The next to try when `party` could not be reached."""
    ways = iter(tried)
    return next(ways, None) if any(leg.party == party for leg in ways) else None


def caller_id(plan: Plan, phone: Extension | None, agent: str) -> str:
    """An agent who is signed in calls in the name of his first queue that has a number to show, everybody
    else in that of his phone; empty: the trunk's."""
    shown = (queue.caller_id for queue in plan.queues_of.get(agent, ()) if queue.caller_id)
    return next(shown, phone.caller_id if phone else "")
