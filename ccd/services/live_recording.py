"""The recording of a talk that goes on: begun, paused, gone on with."""

import asyncio
from collections.abc import AsyncIterator

from ccd.domain.events import RecordingPauseAsked, RecordingResumeAsked, RecordingStartAsked
from ccd.domain.facts import Recorded
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services.live import Dropped, LiveFeed
from ccd.services.refusals import NotFound
from ccd.services.views import View

CONFIRM_S = 3.0
"""How long Asterisk may take to say that it has done so."""

Asking = RecordingStartAsked | RecordingPauseAsked | RecordingResumeAsked


class LiveRecordingView(View):
    """`paused_until_ms` is when a pause that nobody ends is over; null: it is not paused."""

    call_id: str
    recorded: bool
    paused_until_ms: int | None


async def ask(engine: Engine, feed: LiveFeed, event: Asking) -> LiveRecordingView | Refused:
    """How it is when it is done. Refused: it is not, or not yet; nobody may say a card number now."""
    if event.call_id not in engine.floor.calls:
        return NotFound(f"There is no call {event.call_id} now.")
    with feed.subscribe(None) as told:
        if refused := await engine.ask(event):
            return refused
        try:
            async with asyncio.timeout(CONFIRM_S):
                return await _done(engine, told, event)
        except TimeoutError:
            return Refused(
                "Asterisk has not done it (yet); its log and ours say more. Look again in a moment."
            )


async def _done(
    engine: Engine, told: AsyncIterator[Recorded | Dropped], event: Asking
) -> LiveRecordingView | Refused:
    while call := engine.floor.calls.get(event.call_id):
        paused = bool(call.tape.paused_until_ms)
        wanted = {
            RecordingStartAsked: bool(call.recording),
            RecordingPauseAsked: paused,
            RecordingResumeAsked: not paused,
        }
        if wanted[type(event)]:
            return LiveRecordingView(
                call_id=call.call_id,
                recorded=bool(call.recording),
                paused_until_ms=call.tape.paused_until_ms or None,
            )
        await anext(told)
    return Refused(f"Call {event.call_id} is over.")
