"""A caller in line whom the queue gives up, or who gives up the queue for another way out."""

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.facts import QueueLeft, VisitOutcome
from ccd.domain.plan_exits import key_exit
from ccd.domain.plan_nodes import queue_holder
from ccd.domain.rules.rule import Part
from ccd.domain.rules.waiting import keep_waiting
from ccd.domain.rules.walking import enter


def wait_on(centre: Centre, call: Call, now_ms: int) -> Part:
    """Back in line, or out of it if that came due while he could not be sent on."""
    due = exit_due(centre, call, now_ms)
    if due and call.attached:
        yield from send_on(centre, call, *due, now_ms)
    else:
        yield from keep_waiting(centre, call, now_ms)


def send_on_if_due(centre: Centre, call: Call, now_ms: int) -> Part:
    """Who is being offered to an agent may still be answered."""
    in_hand = call.state is CallState.WAITING and call.attached
    if in_hand and (due := exit_due(centre, call, now_ms)):
        yield from send_on(centre, call, *due, now_ms)


def send_on(centre: Centre, call: Call, exit: str, outcome: VisitOutcome, now_ms: int) -> Part:
    yield QueueLeft(call.call_id, call.visit, call.queue, outcome, call.waited_ms(now_ms))
    yield from enter(centre, call, (queue_holder(call.queue), exit), now_ms)


def send_on_from_unattended(centre: Centre, now_ms: int) -> Part:
    """After somebody signed out, or left a queue."""
    for call in list(centre.calls.values()):
        yield from send_on_if_due(centre, call, now_ms)


def exit_due(centre: Centre, call: Call, now_ms: int) -> tuple[str, VisitOutcome] | None:
    """Which exit a waiting caller is to take, and what becomes of his visit."""
    queue = call.queue_settings
    if call.exit_key:
        return key_exit(call.exit_key), VisitOutcome.LEFT_BY_KEY
    if call.callback.declined == call.queue:
        return None
    if queue.when_waited and call.waited_ms(now_ms) >= queue.when_waited.after_s * 1000:
        return "when_waited", VisitOutcome.WAITED_TOO_LONG
    if queue.when_nobody and queue.when_nobody.leave and not centre.is_attended(call.queue):
        return "when_nobody", VisitOutcome.NOBODY_LEFT
    return None
