"""Which calls are recorded, and pauses. What Asterisk has done is true only when it has said so: an agent who
is told of a pause may ask for a card number."""

from collections.abc import Generator, Iterable

from ccd.domain.call import SPEAKING, Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.events import (
    RecordingBegun,
    RecordingKeyed,
    RecordingMuted,
    RecordingPauseAsked,
    RecordingResumeAsked,
    RecordingStartAsked,
)
from ccd.domain.facts import (
    RecordingAnnounced,
    RecordingDrawn,
    RecordingPaused,
    RecordingResumed,
    RecordingStarted,
    RecordingStopped,
)
from ccd.domain.legs import is_outside
from ccd.domain.orders import PauseRecording, ResumeRecording, StartRecording, StopRecording
from ccd.domain.plan_recording import ALWAYS, NEVER, ON_DEMAND, Policy, decisive, draw, share
from ccd.domain.refused import Refused
from ccd.domain.rules.rule import Part, Rule, Step

RETRY_MS = 5_000
"""How long Asterisk may take to end a pause before it is told again."""


def policy_of(call: Call, queue: str, phones: Iterable[str]) -> Policy:
    """What holds for a talk with those phones, and for the phone that called."""
    plan = call.plan
    extensions = [plan.extensions_by_number.get(phone) for phone in (call.phone, *phones)]
    did = plan.did(call.did)
    return decisive(
        (extension.recording for extension in extensions if extension),
        did.recording if did else None,
        call.settings_of(queue).recording if queue else None,
        getattr(plan.recording, call.direction.value),
    )


def recording_path(centre: Centre, call: Call, phones: Iterable[str]) -> Generator[Step, None, str]:
    """Where to record a talk with those phones; empty: it is not recorded."""
    policy = policy_of(call, call.queue, phones)
    yield from _draw(centre, call, policy)
    path = call.recording_path if _records(call, policy) else ""
    if call.recording and not path:
        yield RecordingStopped(call.call_id)
    return path


def recording_runs(call: Call) -> Part:
    """The talk that begins is recorded if it was to be."""
    if not call.recording and _records(call, policy_of(call, call.queue, call.rung)):
        yield RecordingStarted(call.call_id, call.recording_path)


def stop_for_callers(centre: Centre, call: Call, asker: str) -> Part:
    """Whom that phone has asked by keys may talk with the call from now on. Asterisk joins them as soon as
    nothing hangs on the channel between, as a recording does; theirs is the call's own."""
    for other in [*centre.calls.values()]:
        asked = other.by_keys and other.phone == asker and other is not call
        if asked and not other.tape.stopped:
            if _begun_or_to_begin(other):
                yield StopRecording(other.call_id, other.channel_id)
            yield RecordingStopped(other.call_id)


def notice_due(
    centre: Centre, call: Call, queue: str = "", turns: Iterable[Iterable[str]] = ((),)
) -> Generator[Step, None, tuple[str, ...]]:
    """What the caller has to hear before he waits in `queue`, or phones ring for him: in each of the `turns`
    some together, and he may come to talk to any of them."""
    did = call.plan.did(call.did)
    queues = call.settings_of(queue).recording_notice if queue else ()
    notice = (did.recording_notice if did else ()) or queues
    if call.tape.announced or not notice:
        return ()
    for policy in dict.fromkeys(policy_of(call, queue, phones) for phones in turns):
        yield from _draw(centre, call, policy)
        if policy == ON_DEMAND or _records(call, policy):
            return notice
    return ()


def notice_heard(call: Call) -> Part:
    if not call.tape.announced:
        yield RecordingAnnounced(call.call_id)


def start_asked(centre: Centre, event: RecordingStartAsked, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    if call is None or call.state not in SPEAKING:
        return _nobody_talks(event.call_id)
    if not call.recording:
        if policy_of(call, call.queue, _lines_in(call)) == NEVER:
            return Refused(
                f"Call {call.call_id} may not be recorded: phone, number, queue or plan say never."
            )
        if not centre.seen.linked:
            return _out_of_sight("not recorded")
        yield StartRecording(call.call_id, call.channel_id, call.recording_path)
    return None


def pause_asked(centre: Centre, event: RecordingPauseAsked, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    if call is None or call.state not in SPEAKING:
        return _nobody_talks(event.call_id)
    if not call.recording:
        return Refused(f"Call {call.call_id} is not recorded; there is nothing to pause.")
    if not call.tape.paused_until_ms:
        if not centre.seen.linked:
            return _out_of_sight("still recorded")
        yield PauseRecording(call.call_id, call.channel_id, event.by)
    return None


def resume_asked(centre: Centre, event: RecordingResumeAsked, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    if call is None or call.state not in SPEAKING:
        return _nobody_talks(event.call_id)
    if call.tape.paused_until_ms:
        if not centre.seen.linked:
            return _out_of_sight("not recorded")
        yield ResumeRecording(call.call_id, call.channel_id, event.by)
    return None


def keyed(centre: Centre, event: RecordingKeyed, now_ms: int) -> Rule:
    """The key pauses the talk's recording, goes on with it, or begins it."""
    call = next((call for call in centre.calls.values() if event.extension in _phones_in(call)), None)
    if call is None:
        return None
    agent = centre.agent_at(event.extension)
    by = agent.name if agent else event.extension
    if call.tape.paused_until_ms:
        return (yield from resume_asked(centre, RecordingResumeAsked(call.call_id, by), now_ms))
    if call.recording:
        return (yield from pause_asked(centre, RecordingPauseAsked(call.call_id, by), now_ms))
    return (yield from start_asked(centre, RecordingStartAsked(call.call_id, by), now_ms))


def begun(centre: Centre, event: RecordingBegun, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    if call and call.state in SPEAKING and not call.recording:
        yield RecordingStarted(call.call_id, call.recording_path)
    return None


def muted(centre: Centre, event: RecordingMuted, now_ms: int) -> Rule:
    """The talk may have ended before Asterisk's answer: then the next one would be muted."""
    call = centre.calls.get(event.call_id)
    if call is None:
        return None
    if not event.muted and call.tape.paused_until_ms:
        yield RecordingResumed(call.call_id, event.by)
    elif event.muted and not call.tape.paused_until_ms:
        if call.state in SPEAKING:
            yield RecordingPaused(call.call_id, event.by, now_ms + call.plan.recording.pause_most_s * 1000)
        else:
            yield ResumeRecording(call.call_id, call.channel_id, "")
    return None


def end_pause(centre: Centre, call: Call, now_ms: int) -> Part:
    """Again and again, until Asterisk has done it."""
    if call.tape.paused_until_ms:
        yield ResumeRecording(call.call_id, call.channel_id, "")
        centre.wake_for(call, now_ms + RETRY_MS)


def paused_long(centre: Centre, call: Call, now_ms: int) -> Part:
    if call.state not in SPEAKING or call.tape.paused_until_ms <= now_ms:
        yield from end_pause(centre, call, now_ms)


def _draw(centre: Centre, call: Call, policy: Policy) -> Part:
    """Once per call, and remembered: another daemon's seed would draw another lot."""
    if share(policy) is not None and call.tape.drawn is None:
        yield RecordingDrawn(call.call_id, draw(centre.seed, call.call_id))


def _records(call: Call, policy: Policy) -> bool:
    """A recording that was asked for goes on at the call's next talk."""
    if call.by_keys and call.tape.stopped:
        return False
    part = share(policy)
    if part is not None:
        return call.tape.drawn is not None and call.tape.drawn < part
    return policy == ALWAYS or (policy == ON_DEMAND and bool(call.recording))


def _begun_or_to_begin(call: Call) -> bool:
    """Asterisk is told before it rings."""
    if call.state is CallState.OFFERED:
        return _records(call, policy_of(call, call.queue, call.rung))
    return bool(call.recording or call.parties.to_record)


def _phones_in(call: Call) -> tuple[str, ...]:
    """That talk in it now."""
    others = (call.extension,) if call.extension else tuple(call.parties.talking)
    return (call.phone, *others) if call.state in SPEAKING else ()


def _lines_in(call: Call) -> tuple[str, ...]:
    """The same, and one that has its calls sent to somebody outside who talks."""
    sent = any(is_outside(party) for party in call.parties.talking)
    return (*_phones_in(call), *((call.parties.outside_for,) if sent else ()))


def _nobody_talks(call_id: str) -> Refused:
    return Refused(f"Nobody talks in call {call_id} now.")


def _out_of_sight(so: str) -> Refused:
    return Refused(f"Asterisk is out of sight (AMI), so the call is {so}. Try again in a moment.")
