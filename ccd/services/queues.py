"""Queues at work: who waits, who serves."""

from ccd.domain.centre import Centre
from ccd.domain.estimate import expected_wait_ms
from ccd.services.agents import LiveAgentView, live
from ccd.services.refusals import NotFound
from ccd.services.views import View


class WaitingView(View):
    """`position` counts from 1; callers of a higher `priority` come first; `skills` are those still asked
    for; `expected_wait_ms` is how much longer he will probably wait, null when no agent is there for him;
    `offered_to` are the agents whose phones ring for this caller now. `callback` is the
    number of one who has hung up and is to be called back, else null; between two attempts he is in line
    again at `again_at_ms`."""

    call_id: str
    caller_number: str
    caller_name: str
    customer_id: int | None
    position: int
    priority: int
    skills: dict[str, int]
    entered_at_ms: int
    wait_ms: int
    expected_wait_ms: int | None
    offered_to: list[str]
    callback: str | None = None
    again_at_ms: int | None = None


class MemberView(View):
    name: str
    live: LiveAgentView


class LiveQueueView(View):
    """`longest_wait_ms` is 0 when nobody waits; `free_agents` counts members who could be rung now.
    `draining`: nobody is let in, and it is deleted when nobody waits any more."""

    queue: str
    draining: bool
    waiting: list[WaitingView]
    longest_wait_ms: int
    members: list[MemberView]
    free_agents: int


def live_queue(centre: Centre, name: str, now_ms: int) -> LiveQueueView | NotFound:
    queue = centre.plan.queues_by_name.get(name)
    if queue is None:
        return NotFound(f"There is no queue {name}.")
    waiting = [
        WaitingView(
            call_id=call.call_id,
            caller_number=call.caller_number,
            caller_name=call.caller_name,
            customer_id=call.customer_id,
            position=position,
            priority=call.priority,
            skills=dict(call.asked),
            entered_at_ms=call.entered_at_ms,
            wait_ms=now_ms - call.entered_at_ms,
            expected_wait_ms=expected_wait_ms(centre, call),
            offered_to=[*call.ringing],
            callback=call.callback.number or None,
            again_at_ms=call.callback.again_at_ms or None,
        )
        for position, call in enumerate(centre.waiting(name), 1)
    ]
    return LiveQueueView(
        queue=name,
        draining=queue.draining,
        waiting=waiting,
        longest_wait_ms=max((w.wait_ms for w in waiting), default=0),
        members=[MemberView(name=member, live=live(centre, member)) for member in queue.member_names],
        free_agents=sum(centre.may_be_rung(centre.agents[member]) for member in queue.member_names),
    )
