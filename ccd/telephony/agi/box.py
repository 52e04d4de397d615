"""What people say into the line is recorded, and played to those who listen to their box."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import assert_never

from ccd.domain.events import Event, KeyChosen, MessageTaken, PromptFinished
from ccd.domain.orders import OfferKeys, RecordGreeting, RecordMessage, Spoken
from ccd.telephony.agi import commands
from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.line import CallGoneError
from ccd.telephony.agi.wire import Answer

BoxOrder = RecordMessage | RecordGreeting | OfferKeys

Ask = Callable[[Words], Awaitable[Answer]]

GREETING_SILENCE_S = 3


async def at_box(ask: Ask, folder: Path, order: BoxOrder) -> Event:
    """What came of it. CallGoneError: the caller is gone, and nothing did."""
    match order:
        case RecordMessage():
            return await _take_message(ask, folder, order)
        case RecordGreeting():
            return await _record_greeting(ask, folder, order)
        case OfferKeys():
            return await _offer_keys(ask, folder, order)
        case _:
            assert_never(order)


async def _take_message(ask: Ask, folder: Path, order: RecordMessage) -> MessageTaken:
    """Who hangs up after the beep has left a message all the same."""
    greeting = (_sound(folder, order.greeting),) if order.greeting else order.prompts
    await _heard(ask, commands.play(greeting))
    file = (folder / order.path).with_suffix(".sln")
    await ask(commands.record_message(file, order.silence_s, order.longest_s))
    hung_up = (await ask(commands.RECORD_STATUS)).value == "HANGUP"
    return MessageTaken(order.call_id, order.box, order.path, hung_up)


async def _record_greeting(ask: Ask, folder: Path, order: RecordGreeting) -> PromptFinished:
    await _heard(ask, commands.play(order.prompts))
    await _heard(ask, commands.record_message(folder / order.path, GREETING_SILENCE_S, order.longest_s))
    return PromptFinished(order.call_id)


async def _offer_keys(ask: Ask, folder: Path, order: OfferKeys) -> KeyChosen:
    """A sound that is missing is passed over."""
    played_out = False
    for said in order.said:
        key = await _key(ask, _words(folder, said))
        if key:
            return KeyChosen(order.call_id, key, played_out)
        played_out |= isinstance(said, Spoken)
    key = await _key(ask, commands.wait_for_key(order.timeout_s))
    return KeyChosen(order.call_id, key, played_out)


def _words(folder: Path, said: str | int | Spoken) -> Words:
    if isinstance(said, int):
        return commands.say_number(said)
    return commands.stream(_sound(folder, said.path) if isinstance(said, Spoken) else said)


def _sound(folder: Path, path: str) -> str:
    """Asterisk finds the ending."""
    return str((folder / path).with_suffix(""))


async def _key(ask: Ask, words: Words) -> str:
    """By its ASCII code; empty for none."""
    result = (await _heard(ask, words)).result
    return chr(int(result)) if result.isdecimal() and result != "0" else ""


async def _heard(ask: Ask, words: Words) -> Answer:
    answer = await ask(words)
    if answer.tells_hangup:
        raise CallGoneError(hung_up=True)
    return answer
