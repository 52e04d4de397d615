"""Who listens to his box speaks the greeting that its callers hear."""

from collections.abc import Callable

from ccd.domain.boxes import Listening
from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.events import GreetingKept
from ccd.domain.facts import BoxAsks, GreetingChanged
from ccd.domain.orders import KeepGreeting, RecordGreeting, Spoken
from ccd.domain.plan_voicemail import DEFAULT_GREETING
from ccd.domain.rules.codes.speaking import offer, prompt
from ccd.domain.rules.rule import Part, Rule

GREETING, RECORDING, REVIEW = "greeting", "recording", "review"
LONGEST_S = 120

WORDS = {GREETING: prompt("box-greeting"), RECORDING: "", REVIEW: prompt("box-review")}


def menu(centre: Centre, call: Call, listening: Listening) -> Part:
    yield from _ask(call)


def _ask(call: Call, *first: str | Spoken) -> Part:
    yield BoxAsks(call.call_id, GREETING, "", 0)
    yield offer(call, *first, WORDS[GREETING])


def _hear(centre: Centre, call: Call, listening: Listening) -> Part:
    own, planned = centre.desk.boxes.greetings.get(listening.box), call.plan.voicemails_by_name[listening.box]
    yield from _ask(call, *((Spoken(own),) if own else planned.greeting or DEFAULT_GREETING))


def _record(centre: Centre, call: Call, listening: Listening) -> Part:
    yield BoxAsks(call.call_id, RECORDING, "", 0)
    yield RecordGreeting(call.call_id, _take(listening.box), (prompt("box-record"),), LONGEST_S)


def recorded(call: Call) -> Part:
    yield BoxAsks(call.call_id, REVIEW, "", 0)
    yield offer(call, WORDS[REVIEW])


def _hear_take(centre: Centre, call: Call, listening: Listening) -> Part:
    yield BoxAsks(call.call_id, REVIEW, "", 0)
    yield offer(call, Spoken(_take(listening.box)), WORDS[REVIEW])


def _keep(centre: Centre, call: Call, listening: Listening) -> Part:
    """Under a name of its own: who is just hearing the one before hears it to its end."""
    yield BoxAsks(call.call_id, RECORDING, "", 0)
    path = f"{_folder(listening.box)}/{call.call_id}.wav"
    yield KeepGreeting(call.call_id, listening.box, _take(listening.box), path)


def kept(centre: Centre, event: GreetingKept, now_ms: int) -> Rule:
    if event.path:
        yield GreetingChanged(event.call_id, event.box, event.path)
    call = centre.calls.get(event.call_id)
    if call and event.call_id in centre.desk.boxes.listening:
        yield from _ask(call, prompt("box-kept" if event.path else "not-possible"))
    return None


def _back_to_plan(centre: Centre, call: Call, listening: Listening) -> Part:
    yield GreetingChanged(call.call_id, listening.box, "")
    yield from _hear(centre, call, listening)


def _folder(box: str) -> str:
    return f"greetings/{box}"


def _take(box: str) -> str:
    return f"{_folder(box)}/take.wav"


Act = Callable[[Centre, Call, Listening], Part]

KEYS: dict[str, dict[str, Act]] = {
    GREETING: {"1": _hear, "2": _record, "3": _back_to_plan},
    RECORDING: {},
    REVIEW: {"1": _keep, "2": _hear_take, "3": _record},
}
"""What a key does at which step."""
