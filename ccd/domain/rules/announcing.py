"""Callers in line are told how it stands."""

from collections.abc import Generator

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.estimate import expected_wait_ms
from ccd.domain.facts import CallerComforted, PlaceAnnounced
from ccd.domain.orders import Announce
from ccd.domain.plan_announcing import LEAST_S
from ccd.domain.rules.rule import Part, Step

Said = tuple[str | int, ...]

MINUTE_MS = 60_000


def announce_if_due(centre: Centre, call: Call, now_ms: int) -> Part:
    """Who is being offered to an agent, or is not in our hands, is told later if he still waits then. Who
    is to be called back hears nothing."""
    if call.state not in (CallState.WAITING, CallState.OFFERED) or call.callback.in_line:
        return
    due = [at_ms for at_ms in call.told.due_at_ms(call.queue_settings) if at_ms <= now_ms]
    if due and (call.state is CallState.OFFERED or not call.attached):
        centre.wake_for(call, now_ms + LEAST_S * 1000)
    elif due:
        said: Said = yield from _place(centre, call, now_ms)
        said += yield from _comfort(call, now_ms)
        yield Announce(call.call_id, said)
        centre.wake_for(call, call.next_step_at_ms(now_ms))


def _place(centre: Centre, call: Call, now_ms: int) -> Generator[Step, None, Said]:
    announce = call.queue_settings.announce
    due_at_ms = call.told.place_due_at_ms(call.queue_settings)
    if announce is None or due_at_ms is None or due_at_ms > now_ms:
        return ()
    position = centre.waiting(call.queue).index(call) + 1
    wait_ms = (expected_wait_ms(centre, call) or 0) if announce.expected_wait else 0
    yield PlaceAnnounced(call.call_id, call.visit, call.queue, position, wait_ms)
    return (*_position(position), *_wait(wait_ms)) if announce.position else _wait(wait_ms)


def _position(position: int) -> Said:
    return ("queue-youarenext",) if position == 1 else ("queue-thereare", position, "queue-callswaiting")


def _wait(wait_ms: int) -> Said:
    """In whole minutes: nobody can promise seconds."""
    if not wait_ms:
        return ()
    minutes = round(wait_ms / MINUTE_MS)
    how_long: Said = (minutes, "queue-minutes") if minutes > 1 else ("queue-less-than", 2, "queue-minutes")
    return ("queue-holdtime", *how_long)


def _comfort(call: Call, now_ms: int) -> Generator[Step, None, Said]:
    comfort = call.queue_settings.comfort
    due_at_ms = call.told.comfort_due_at_ms(call.queue_settings)
    if comfort is None or due_at_ms is None or due_at_ms > now_ms:
        return ()
    prompt = comfort.prompts[call.told.comforts % len(comfort.prompts)]
    yield CallerComforted(call.call_id, call.visit, call.queue, prompt)
    return (prompt,)
