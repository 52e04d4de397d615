"""What people set for the office as a whole."""

from ccd.domain.centre import Centre
from ccd.domain.events import BackToPlan, OpenedByHand
from ccd.domain.facts import HoursOverridden, HoursRestored
from ccd.domain.hours import Opening
from ccd.domain.plan import Did, Plan
from ccd.domain.plan_nodes import Spot, start_of
from ccd.domain.refused import Refused
from ccd.domain.rules.rule import Rule


def opening_of(centre: Centre, plan: Plan, hours: str, now_ms: int) -> Opening:
    """`plan` is that of the call it is asked for, and has these hours."""
    return centre.by_hand.opening(plan.hours_by_name[hours], now_ms)


def start_now(centre: Centre, plan: Plan, did: Did, now_ms: int) -> Spot:
    """Where the number leads at this moment."""
    if did.when_closed:
        opening = opening_of(centre, plan, did.when_closed.hours, now_ms)
        if opening is not Opening.OPEN:
            return did.holder, did.when_closed.exit(opening)
    return start_of(plan, did)


def opened_by_hand(centre: Centre, event: OpenedByHand, now_ms: int) -> Rule:
    """In the place of what was set by hand before."""
    if event.hours not in centre.plan.hours_by_name:
        return Refused(f"There are no hours {event.hours} in the plan.")
    if event.until_ms is not None and event.until_ms <= now_ms:
        return Refused("That moment is past; name one that is to come, or none.")
    yield HoursOverridden(event.hours, event.state, event.until_ms or 0, event.by)
    return None


def back_to_plan(centre: Centre, event: BackToPlan, now_ms: int) -> Rule:
    """Asking for what is so already changes nothing."""
    if centre.by_hand.of(event.hours, now_ms):
        yield HoursRestored(event.hours, event.by)
    return None
