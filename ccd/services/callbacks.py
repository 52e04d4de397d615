"""Callbacks: who is to be called back, and calling it off."""

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.events import CallbackCancelAsked
from ccd.domain.queue import due
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services.refusals import NotFound
from ccd.services.views import View


class CallbackView(View):
    """`state` is `waiting` (for an agent), `offered` (an agent's phone rings), `calling_back`, `talking`, or
    `held` (nobody was reached; he is tried again at `again_at_ms`, else null). `attempts` is how often the
    customer was dialled."""

    call_id: str
    queue: str
    number: str
    caller_number: str
    caller_name: str
    customer_id: int | None
    state: str
    attempts: int
    again_at_ms: int | None
    booked_at_ms: int
    entered_at_ms: int
    offered_to: list[str]


def listed(centre: Centre, queue: str | None) -> list[CallbackView]:
    """In the order in which they are due."""
    booked = [call for call in centre.calls.values() if call.callback.booked]
    return [_view(call) for call in sorted(booked, key=due) if queue in (None, call.queue)]


async def cancel(engine: Engine, call_id: str, by: str) -> Refused | None:
    if call_id not in engine.floor.calls:
        return NotFound(f"There is no callback {call_id}.")
    return await engine.ask(CallbackCancelAsked(call_id, by))


def _view(call: Call) -> CallbackView:
    callback = call.callback
    return CallbackView(
        call_id=call.call_id,
        queue=call.queue,
        number=callback.number,
        caller_number=call.caller_number,
        caller_name=call.caller_name,
        customer_id=call.customer_id,
        state=call.state,
        attempts=callback.attempts,
        again_at_ms=callback.again_at_ms or None,
        booked_at_ms=callback.booked_at_ms,
        entered_at_ms=call.entered_at_ms,
        offered_to=[*call.with_agents],
    )
