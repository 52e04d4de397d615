"""Recordings on disk: complete, behind, and what becomes of them afterwards."""

from ccd.domain.centre import Centre
from ccd.domain.events import (
    RecordingClosed,
    RecordingErased,
    RecordingFellBehind,
    RecordingFoundDamaged,
    RecordingHoldAsked,
    RecordingOpened,
    RecordingReleaseAsked,
    RecordingRewritten,
)
from ccd.domain.facts import (
    RecordingConverted,
    RecordingDamaged,
    RecordingDeleted,
    RecordingGap,
    RecordingHeld,
    RecordingPlayed,
    RecordingReleased,
    RecordingStored,
)
from ccd.domain.rules.rule import Rule

SHORT_MS = 3_000
"""How much of a talk may be missing in its recording: sound begins a moment after the answer."""


def closed(centre: Centre, event: RecordingClosed, now_ms: int) -> Rule:
    """Comes after the call's end as a rule; before it when recording stopped."""
    yield RecordingStored(event.call_id, event.path, event.length_ms, event.size_bytes, event.sha256)
    bridged_ms = centre.seen.awaited.pop(event.path, (0, 0))[0]
    if bridged_ms - event.length_ms > SHORT_MS:
        yield RecordingGap(event.call_id, event.path, bridged_ms, event.length_ms)
    return None


def fell_behind(centre: Centre, event: RecordingFellBehind, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    bridged_ms = call.tape.due_ms(now_ms) if call else centre.seen.awaited.pop(event.path, (0, 0))[0]
    if bridged_ms - event.recorded_ms > SHORT_MS:
        yield RecordingGap(event.call_id, event.path, bridged_ms, event.recorded_ms)
    return None


def rewritten(centre: Centre, event: RecordingRewritten, now_ms: int) -> Rule:
    yield RecordingConverted(event.call_id, event.path, event.size_bytes, event.sha256)
    return None


def opened(centre: Centre, event: RecordingOpened, now_ms: int) -> Rule:
    yield RecordingPlayed(event.call_id, event.path, event.by)
    return None


def found_damaged(centre: Centre, event: RecordingFoundDamaged, now_ms: int) -> Rule:
    yield RecordingDamaged(event.call_id, event.path, event.sha256)
    return None


def hold_asked(centre: Centre, event: RecordingHoldAsked, now_ms: int) -> Rule:
    yield RecordingHeld(event.call_id, event.path, event.by, event.reason)
    return None


def release_asked(centre: Centre, event: RecordingReleaseAsked, now_ms: int) -> Rule:
    yield RecordingReleased(event.call_id, event.path, event.by)
    return None


def erased(centre: Centre, event: RecordingErased, now_ms: int) -> Rule:
    yield RecordingDeleted(event.call_id, event.path, event.by)
    return None
