"""Somebody listens to the messages of a box, by the keys of Asterisk's own voicemail where it has
them."""

from collections.abc import Callable

from ccd.domain.boxes import MENU, Listening, Message
from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.desk import Request
from ccd.domain.events import KeyChosen, MessageErased, OwnerKnocked
from ccd.domain.facts import BoxAsks, BoxKnocked, BoxOpened, MessageHeard, RecordingPlayed
from ccd.domain.orders import AskPin, CollectDigits, EraseMessage, Said, Spoken
from ccd.domain.plan_voicemail import box_of, pin_of
from ccd.domain.rules.codes import greeting
from ccd.domain.rules.codes.envelope import envelope
from ccd.domain.rules.codes.speaking import WHAT, at, offer, prompt, say_and_hang_up
from ccd.domain.rules.rule import Part, Rule

PIN, PIN_MOST, PIN_TIMEOUT_S = "pin", 12, 7.0
NUMBER_MOST = 10
OWN_BOX, ANY_BOX = "voicemail", "any_voicemail"
"""The codes whose PIN is not a person's, but a box's."""
MESSAGE, ERASING = "message", "erasing"
SILENCES = 3

SAVE_KEY, MENU_KEY, END_KEY = "9", "*", "#"


def open_box(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    box = call.plan.voicemail_of.get(call.phone)
    if box is None:
        yield from say_and_hang_up(call, "not-possible")
    elif box.pin_at_phone:
        yield from _ask_pin(call, box.name)
    else:
        yield from _opened(centre, call, box.name, "phone")


def open_any_box(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    """Of another phone, or of none."""
    yield from _ask_number(call)


def box_typed(centre: Centre, call: Call, request: Request, digits: str, now_ms: int) -> Part:
    """Whether there is such a box is not told."""
    box = call.plan.voicemails_by_number.get(digits)
    yield from _ask_pin(call, box.name if box else "")


def owner_knocked(centre: Centre, event: OwnerKnocked, now_ms: int) -> Rule:
    call = centre.calls.get(event.call_id)
    if call and call.state is CallState.IN_FLOW:
        yield BoxKnocked(call.call_id, event.box)
        yield from _ask_pin(call, event.box)
    return None


def pin_refused(call: Call, request: Request, whose: str) -> Part:
    if request.code == ANY_BOX:
        yield from _ask_number(call, "wrong")
    else:
        yield from _ask_pin(call, box_of(whose), "wrong")


def pin_taken(centre: Centre, call: Call, whose: str) -> Part:
    yield from _opened(centre, call, box_of(whose), "pin" if call.phone else "outside")


def _ask_number(call: Call, *first: str) -> Part:
    yield at(call, WHAT)
    prompts = tuple(prompt(words) for words in (*first, "enter-box"))
    yield CollectDigits(call.call_id, prompts, NUMBER_MOST, PIN_TIMEOUT_S)


def _ask_pin(call: Call, box: str, *first: str) -> Part:
    yield at(call, PIN)
    prompts = tuple(prompt(words) for words in (*first, "enter-pin"))
    yield AskPin(call.call_id, pin_of(box) if box else "", prompts, PIN_MOST, PIN_TIMEOUT_S)


def _opened(centre: Centre, call: Call, box: str, by: str) -> Part:
    yield BoxOpened(call.call_id, box, by)
    yield from menu(centre, call)


def key_chosen(centre: Centre, event: KeyChosen, now_ms: int) -> Rule:
    call, listening = centre.calls.get(event.call_id), centre.desk.boxes.listening.get(event.call_id)
    if call is None or listening is None:
        return None
    if listening.step == MESSAGE and (event.played_out or event.key == SAVE_KEY):
        yield from _heard(centre, call, listening)
    if event.key == END_KEY or (not event.key and listening.silences + 1 >= SILENCES):
        yield from say_and_hang_up(call, "box-goodbye")
    elif event.key == MENU_KEY:
        yield from menu(centre, call)
    elif act := KEYS[listening.step].get(event.key):
        yield from act(centre, call, listening)
    else:
        silences = 0 if event.key else listening.silences + 1
        yield BoxAsks(call.call_id, listening.step, listening.path, silences)
        yield offer(call, *[prompt("wrong")][: len(event.key)], WORDS[listening.step])
    return None


def message_erased(centre: Centre, event: MessageErased, now_ms: int) -> Rule:
    call, listening = centre.calls.get(event.call_id), centre.desk.boxes.listening.get(event.call_id)
    if call and listening and listening.step == ERASING:
        yield from _next(centre, call, listening, prompt("box-deleted" if event.done else "not-possible"))
    return None


def menu(centre: Centre, call: Call, *first: str) -> Part:
    yield BoxAsks(call.call_id, MENU, "", 0)
    new, old = centre.desk.boxes.counted(centre.desk.boxes.listening[call.call_id].box)
    yield offer(call, *first, *_how_many(new, old), WORDS[MENU])


def _heard(centre: Centre, call: Call, listening: Listening) -> Part:
    """To its end, or saved: it is no longer new."""
    message = centre.desk.boxes.played(listening)
    if message and not message.heard:
        yield MessageHeard(message.call_id, listening.box, message.path, _who(call))


def _who(call: Call) -> str:
    """For history: his phone, or his number."""
    return call.phone or call.caller_number or "unknown"


def _how_many(new: int, old: int) -> tuple[str | int, ...]:
    """In Asterisk's own words, which many languages have."""
    if not new and not old:
        return ("vm-youhave", "vm-no", "vm-messages")
    said: list[str | int] = [new, "vm-INBOX"] if new else []
    said += ["vm-and"] if new and old else []
    said += [old, "vm-Old"] if old else []
    return ("vm-youhave", *said, "vm-message" if new + old == 1 else "vm-messages")


def _first(centre: Centre, call: Call, listening: Listening) -> Part:
    yield from _next(centre, call, listening)


def _next(centre: Centre, call: Call, listening: Listening, *first: str) -> Part:
    if message := centre.desk.boxes.next_to(listening):
        box = call.plan.voicemails_by_name[listening.box]
        before = envelope(call.plan, box, message) if box.envelope else ()
        yield from _play(call, message, *first, *before)
    else:
        yield from menu(centre, call, *first, prompt("box-no-more"))


def _again(centre: Centre, call: Call, listening: Listening) -> Part:
    """What is said before it was heard already."""
    if message := centre.desk.boxes.played(listening):
        yield from _play(call, message)
    else:
        yield from _next(centre, call, listening)


def _with_envelope(centre: Centre, call: Call, listening: Listening) -> Part:
    if message := centre.desk.boxes.played(listening):
        box = call.plan.voicemails_by_name[listening.box]
        yield from _play(call, message, *envelope(call.plan, box, message))
    else:
        yield from _next(centre, call, listening)


def _play(call: Call, message: Message, *first: Said) -> Part:
    """It is a fact that it was played, as it is of every recording."""
    yield BoxAsks(call.call_id, MESSAGE, message.path, 0)
    yield RecordingPlayed(message.call_id, message.path, _who(call))
    yield offer(call, *first, Spoken(message.path), WORDS[MESSAGE])


def _delete(centre: Centre, call: Call, listening: Listening) -> Part:
    """Not if somebody holds it, which the database knows."""
    yield BoxAsks(call.call_id, ERASING, listening.path, 0)
    yield EraseMessage(call.call_id, listening.path, _who(call))


def _save(centre: Centre, call: Call, listening: Listening) -> Part:
    yield from _next(centre, call, listening, prompt("box-saved"))


Act = Callable[[Centre, Call, Listening], Part]

KEYS: dict[str, dict[str, Act]] = {
    MENU: {"1": _first, "0": greeting.menu},
    MESSAGE: {"1": _again, "3": _with_envelope, "5": _again, "6": _first, "7": _delete, SAVE_KEY: _save},
    ERASING: {},
    **greeting.KEYS,
}
"""What a key does at which step."""

WORDS = {MENU: prompt("box-menu"), MESSAGE: prompt("box-message"), **greeting.WORDS}
"""Which keys there are."""
