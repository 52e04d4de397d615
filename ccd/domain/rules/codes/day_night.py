"""The office is closed by a code, and goes by its hours again by the same."""

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.desk import Request
from ccd.domain.facts import HoursOverridden, HoursRestored
from ccd.domain.hours import Opening
from ccd.domain.orders import ShowClosed
from ccd.domain.rules.codes.speaking import say_and_hang_up
from ccd.domain.rules.rule import Part


def day_night(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    """All hours that are not left out (`by_code`); also what somebody closed over the API is taken back."""
    hours = [hours.name for hours in centre.plan.hours if hours.by_code]
    if not hours:
        yield from say_and_hang_up(call, "not-possible")
    elif closed_by_hand(centre, now_ms):
        for name in hours:
            yield HoursRestored(name, call.phone)
        yield from say_and_hang_up(call, "by-hours")
    else:
        for name in hours:
            yield HoursOverridden(name, Opening.CLOSED, 0, call.phone)
        yield from say_and_hang_up(call, "closed")


def closed_by_hand(centre: Centre, now_ms: int) -> bool:
    found = [centre.by_hand.of(hours.name, now_ms) for hours in centre.plan.hours if hours.by_code]
    return bool(found) and all(override and override.state is Opening.CLOSED for override in found)


def show_closed(centre: Centre, now_ms: int) -> Part:
    """The lamp beside the key. When what was set by hand ends by itself, the floor is woken."""
    seen = centre.seen
    if not seen.linked or not centre.plan.hours:
        return
    closed = closed_by_hand(centre, now_ms)
    if closed is not seen.shown_closed:
        seen.shown_closed = closed
        yield ShowClosed(closed)
