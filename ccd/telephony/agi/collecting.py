"""Prompts, and the keys that a caller presses at them."""

from ccd.domain.orders import CollectDigits
from ccd.telephony.agi import commands
from ccd.telephony.agi.line import Line
from ccd.telephony.agi.pressed import Pressed


async def collect(line: Line, order: CollectDigits, pressed: Pressed) -> str:
    """What was pressed before the prompts is the beginning, and no prompt is played then. CallGoneError: the
    caller hung up, or Asterisk refused."""
    if order.max_digits > 1 and len(order.prompts) > 1:
        await line.do(commands.time_between_digits(order.timeout_s))
    early = ""
    while len(early) < order.max_digits and (key := pressed.early()):
        if key == "#":
            return early or key
        early += key
    missing = order.max_digits - len(early)
    if not missing:
        return early
    prompts = () if early else order.prompts
    began = pressed.clock()
    status, digits = await _read(line, prompts, missing, order.timeout_s)
    if status == "ERROR":
        # The last file is missing, and then `Read` does not wait: the caller gets his time all the same.
        status, digits = await _read(line, (), missing, order.timeout_s)
    # `Read` swallows the `#` that ends it; alone, it is what the caller pressed.
    ended = status == "OK" and len(digits) < missing
    pressed.took(digits + "#" * ended, within_s=pressed.clock() - began)
    return early + digits or ("#" if ended else pressed.early())


async def _read(line: Line, prompts: tuple[str, ...], max_digits: int, timeout_s: float) -> tuple[str, str]:
    await line.do(commands.collect(prompts, max_digits, timeout_s))
    status, _, digits = (await line.do(commands.DIGITS_RESULT)).partition(",")
    return status, digits
