"""Who may not come into a queue, and where he goes instead."""

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.facts import VisitOutcome
from ccd.domain.hours import Opening
from ccd.domain.plan_draining import is_draining
from ccd.domain.plan_queue import Queue
from ccd.domain.rules.calling_in import has_place
from ccd.domain.rules.office import opening_of


def closed_by(centre: Centre, call: Call, queue: Queue, now_ms: int) -> tuple[str, VisitOutcome] | None:
    """By which exit the queue turns a caller away at the door, empty for none, and why."""
    if is_draining(centre.plan, queue.name):
        return _exit_when_closed(centre, call, queue, now_ms), VisitOutcome.REFUSED_DRAINING
    if queue.when_closed:
        opening = opening_of(centre, call.plan, queue.when_closed.hours, now_ms)
        if opening is not Opening.OPEN:
            return queue.when_closed.exit(opening), VisitOutcome.REFUSED_CLOSED
    if queue.when_nobody and not centre.is_attended(queue.name):
        return "when_nobody", VisitOutcome.REFUSED_NOBODY
    is_full = queue.when_full and centre.pace.in_line[queue.name] >= queue.when_full.callers
    if is_full and not has_place(centre, call, queue.name):
        return "when_full", VisitOutcome.REFUSED_FULL
    return None


def _exit_when_closed(centre: Centre, call: Call, queue: Queue, now_ms: int) -> str:
    """Of a queue that is closed whatever its hours say."""
    closed = queue.when_closed
    return closed.exit(opening_of(centre, call.plan, closed.hours, now_ms)) if closed else ""
