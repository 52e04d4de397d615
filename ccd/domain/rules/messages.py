"""A caller leaves a message, and somebody hears it."""

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.events import MessageKept, MessageMoveAsked, MessageOpened, MessageSent
from ccd.domain.facts import (
    MessageHeard,
    MessageLeft,
    MessageMailed,
    MessageMoved,
    RecordingStored,
    VoicemailReached,
)
from ccd.domain.orders import AnswerCall, RecordMessage, ShowMessages
from ccd.domain.plan_voicemail import DEFAULT_GREETING
from ccd.domain.refused import Refused
from ccd.domain.rules.rule import Part, Rule


def ask_for_message(centre: Centre, call: Call, name: str) -> Part:
    """Also of a caller who was not answered yet: whom he called is not there."""
    box = call.plan.voicemails_by_name[name]
    path = f"{call.recording_path.removesuffix('.wav')}-m{call.messages + 1}.wav"
    yield VoicemailReached(call.call_id, name, path)
    yield AnswerCall(call.call_id)
    prompts = box.greeting or DEFAULT_GREETING
    own = centre.desk.boxes.greetings.get(name, "")
    yield RecordMessage(
        call.call_id, name, path, prompts, box.longest_s, box.silence_s, own, call.caller_number
    )


def kept(centre: Centre, event: MessageKept, now_ms: int) -> Rule:
    """The call may be over."""
    yield RecordingStored(event.call_id, event.path, event.length_ms, event.size_bytes, event.sha256)
    yield MessageLeft(event.call_id, event.box, event.path, event.length_ms, event.caller)
    return None


def opened(centre: Centre, event: MessageOpened, now_ms: int) -> Rule:
    yield MessageHeard(event.call_id, event.box, event.path, event.by)
    return None


def moved(centre: Centre, event: MessageMoveAsked, now_ms: int) -> Rule:
    """Asking for where it is already changes nothing."""
    boxes = centre.desk.boxes
    if event.box not in centre.plan.voicemails_by_name:
        return Refused(f"There is no voicemail {event.box} in the plan.")
    if not (here := boxes.box_of(event.path)):
        return Refused("The message is not in any box any more.")
    if here != event.box:
        yield MessageMoved(event.call_id, event.box, event.path, event.by)
    return None


def show_messages(centre: Centre) -> Part:
    """What has changed since phones were told, and Asterisk is there to hear of it."""
    boxes = centre.desk.boxes
    if not centre.seen.linked or not boxes.unshown:
        return
    unshown, boxes.unshown = boxes.unshown, set()
    for name in sorted(unshown):
        box = centre.plan.voicemails_by_name.get(name)
        if box and box.extension:
            yield ShowMessages(name, *boxes.counted(name))


def sent(centre: Centre, event: MessageSent, now_ms: int) -> Rule:
    yield MessageMailed(event.call_id, event.box, event.path, event.to)
    return None
