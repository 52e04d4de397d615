"""A caller in line presses a key."""

from ccd.domain.call import CallState
from ccd.domain.centre import Centre
from ccd.domain.events import KeyPressed
from ccd.domain.facts import ExitChosen
from ccd.domain.rules.rule import Rule
from ccd.domain.rules.sending_on import send_on_if_due


def key_pressed(centre: Centre, event: KeyPressed, now_ms: int) -> Rule:
    """When an agent is about to be rung the caller takes his exit after that, unless he is answered."""
    call = centre.calls.get(event.call_id)
    if call is None or call.state not in (CallState.WAITING, CallState.OFFERED):
        return None
    if event.key in call.queue_settings.keys:
        yield ExitChosen(call.call_id, call.visit, call.queue, event.key)
        yield from send_on_if_due(centre, call, now_ms)
    return None
