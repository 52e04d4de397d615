"""Prompts, and the keys that a caller presses at them."""

from ccd.domain.orders import CollectDigits
from ccd.telephony.agi import commands
from ccd.telephony.agi.line import Line


async def collect(line: Line, order: CollectDigits) -> str:
    """CallGoneError: the caller hung up, or Asterisk refused."""
    if order.max_digits > 1 and len(order.prompts) > 1:
        await line.do(commands.time_between_digits(order.timeout_s))
    status, digits = await _read(line, order.prompts, order)
    if status == "ERROR":
        # The last file is missing, and then `Read` does not wait: the caller gets his time all the same.
        status, digits = await _read(line, (), order)
    # `Read` swallows the `#` that ends it; alone, it is what the caller pressed.
    return "#" if status == "OK" and not digits else digits


async def _read(line: Line, prompts: tuple[str, ...], order: CollectDigits) -> tuple[str, str]:
    await line.do(commands.collect(prompts, order.max_digits, order.timeout_s))
    status, _, digits = (await line.do(commands.DIGITS_RESULT)).partition(",")
    return status, digits
