"""What people say into the line is recorded, and played to those who listen to their box."""

from pathlib import Path
from typing import Protocol, assert_never

from ccd.domain.events import Event, KeyChosen, MessageTaken, OwnerKnocked, PromptFinished
from ccd.domain.orders import DigitByDigit, Moment, OfferKeys, RecordGreeting, RecordMessage, Said, Spoken
from ccd.domain.plan_voicemail import pin_of
from ccd.telephony.agi import commands
from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.line import CallGoneError, Line
from ccd.telephony.agi.pressed import Pressed
from ccd.telephony.agi.wire import Answer

BoxOrder = RecordMessage | RecordGreeting | OfferKeys

GREETING_SILENCE_S = 3
WAIT_S = 1.0
"""So late at the most we hear by AMI of a key that came just before we waited for one."""
OWNER_KEY = "*"


class Pins(Protocol):
    """Of agents, and of boxes by `pin_of`. Nothing raises."""

    async def is_pin(self, whose: str, pin: str) -> bool: ...
    async def has_pin(self, whose: str) -> bool: ...


async def at_box(line: Line, folder: Path, order: BoxOrder, pins: Pins, pressed: Pressed) -> Event:
    """What came of it. CallGoneError: the caller is gone, and nothing did."""
    match order:
        case RecordMessage():
            return await _take_message(line, folder, order, pins, pressed)
        case RecordGreeting():
            return await _record_greeting(line, folder, order, pressed)
        case OfferKeys():
            return await _offer_keys(line, folder, order, pressed)
        case _:
            assert_never(order)


async def _take_message(
    line: Line, folder: Path, order: RecordMessage, pins: Pins, pressed: Pressed
) -> MessageTaken | OwnerKnocked:
    """Who hangs up after the beep has left a message all the same. `#` cuts the greeting short, and so does
    `*`, but of a box without a PIN nobody is the owner."""
    for sound in (_sound(folder, order.greeting),) if order.greeting else order.prompts:
        key = _key(await _heard(line, commands.stream(sound, "#" + OWNER_KEY)))
        pressed.took(key)
        if key == OWNER_KEY and await pins.has_pin(pin_of(order.box)):
            return OwnerKnocked(order.call_id, order.box)
        if key:
            break
    file = (folder / order.path).with_suffix(".sln")
    await line.ask(commands.record_message(file, order.silence_s, order.longest_s))
    hung_up = await _ended_by(line, pressed) == "HANGUP"
    return MessageTaken(order.call_id, order.box, order.path, hung_up, order.caller)


async def _record_greeting(
    line: Line, folder: Path, order: RecordGreeting, pressed: Pressed
) -> PromptFinished:
    await _heard(line, commands.play(order.prompts))
    await _heard(line, commands.record_message(folder / order.path, GREETING_SILENCE_S, order.longest_s))
    await _ended_by(line, pressed)
    return PromptFinished(order.call_id)


async def _ended_by(line: Line, pressed: Pressed) -> str:
    """What has ended the recording, in the words of `Record`; `#` is what its `DTMF` means."""
    status = (await line.ask(commands.RECORD_STATUS)).value
    pressed.took("#" * (status == "DTMF"))
    return status


async def _offer_keys(line: Line, folder: Path, order: OfferKeys, pressed: Pressed) -> KeyChosen:
    """A sound that is missing is passed over, and was not heard. Asterisk drops a key that comes between two
    sounds, but tells of it."""
    played_out, left_s = False, order.timeout_s
    key = pressed.early()
    for said in order.said:
        if key:
            break
        answer = await _heard(line, _words(folder, said))
        key = _key(answer)
        pressed.took(key)
        played_out |= isinstance(said, Spoken) and answer.done and not key
        key = key or pressed.early()
    while not key and left_s > 0:
        key = _key(await _heard(line, commands.wait_for_key(min(left_s, WAIT_S))))
        pressed.took(key)
        key = key or pressed.early()
        left_s -= WAIT_S
    return KeyChosen(order.call_id, key, played_out)


def _words(folder: Path, said: Said) -> Words:
    match said:
        case str():
            return commands.stream(said)
        case int():
            return commands.say_number(said)
        case Spoken():
            return commands.stream(_sound(folder, said.path))
        case DigitByDigit():
            return commands.say_digits(said.digits)
        case Moment():
            return commands.say_moment(said.at_ms // 1000, said.zone)
        case _:
            assert_never(said)


def _sound(folder: Path, path: str) -> str:
    """Asterisk finds the ending."""
    return str((folder / path).with_suffix(""))


def _key(answer: Answer) -> str:
    """Its ASCII code is the result; empty for none."""
    return chr(int(answer.result)) if answer.result.isdecimal() and answer.result != "0" else ""


async def _heard(line: Line, words: Words) -> Answer:
    """A sound that is missing is answered as if the caller had hung up. If he has, we hear of it before the
    next answer."""
    answer = await line.ask(words)
    if not answer.done:
        await line.ask(commands.NOTHING)
        if line.hung_up:
            raise CallGoneError(hung_up=True)
    return answer
