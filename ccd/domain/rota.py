"""Who is on call now, and until when. Pure.

Days on call go from one instant of handing over to the next, which are found by the clock on the wall. So on
the nights on which it is put forward or back somebody is on call for an hour less or more, and nobody twice.
"""

import datetime as dt
from collections.abc import Iterator

from ccd.domain.legs import Leg, OutsideLeg, PhoneLeg
from ccd.domain.outbound import legs
from ccd.domain.plan import Plan
from ccd.domain.plan_outbound import route_for
from ccd.domain.plan_rotas import DAY, Person, Rota

AHEAD_DAYS = 400
"""How far a change is looked for: a turn of a year's weeks, and more."""


def day_on_call(rota: Rota, now_ms: int) -> dt.date:
    """The day whose people are on call; early in the morning it is yesterday."""
    today = dt.datetime.fromtimestamp(now_ms / 1000, rota.tz).date()
    return today if handed_over_ms(rota, today) <= now_ms else today - DAY


def handed_over_ms(rota: Rota, day: dt.date) -> int:
    """When the day's people take over; a time that the clock leaves out comes an hour later by it."""
    time = dt.time.fromisoformat(rota.hand_over)
    return round(dt.datetime.combine(day, time, rota.tz).timestamp() * 1000)


def on_call(rota: Rota, now_ms: int) -> tuple[Person, ...]:
    """In the order in which they are called; empty: nobody."""
    return rota.people_on(day_on_call(rota, now_ms))


def changes(rota: Rota, now_ms: int) -> Iterator[tuple[int, tuple[Person, ...]]]:
    """When it will be others, and who; within `AHEAD_DAYS`."""
    day = day_on_call(rota, now_ms)
    people = rota.people_on(day)
    for ahead in range(1, AHEAD_DAYS + 1):
        then = rota.people_on(day + ahead * DAY)
        if then != people:
            yield handed_over_ms(rota, day + ahead * DAY), then
            people = then


def leg_to(plan: Plan, person: Person) -> Leg | None:
    """At his phones, or outside, where he has to accept; None: no route takes his number any more."""
    if person.number in plan.extensions_by_number:
        return PhoneLeg(person.number)
    route = route_for(plan, person.number)
    if route is None:
        return None
    first = legs(plan, route, person.number, "")[0]
    return OutsideLeg(first.number, first.trunk, first.caller_id, confirm=True)
