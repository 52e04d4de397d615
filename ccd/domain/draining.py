"""Who is still to be served by a queue that lets nobody in any more."""

from collections.abc import Iterable

from ccd.domain.call import Call, CallState
from ccd.domain.ivr.nodes import BookCallback
from ccd.domain.queue import IN_LINE


def still_to_serve(calls: Iterable[Call], queue: str) -> list[Call]:
    """Those who wait there, in our hands or in the safety net; those who are to be called back; and those who
    were in line until they were asked whether they want to be."""
    return [call for call in calls if call.queue == queue and _is_to_be_served(call)]


def _is_to_be_served(call: Call) -> bool:
    if call.state is CallState.IN_FLOW:
        return bool(call.left) and isinstance(call.plan.node(*call.spot), BookCallback)
    waits_in_net = call.in_safety_net and not call.talked
    return call.state in IN_LINE or waits_in_net or (call.callback.booked and not call.talked)
