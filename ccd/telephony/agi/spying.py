"""A supervisor's channel listens to another one until a key is pressed or that one is gone."""

import asyncio
from collections.abc import Awaitable, Callable

from ccd.domain.events import SpyEnded
from ccd.domain.orders import Spy
from ccd.telephony.agi import commands
from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.wire import Answer

Ask = Callable[[Words], Awaitable[Answer]]

PEER_TRIES = 15
PEER_PAUSE_S = 0.1
"""Who answers is bridged a moment later, and so is who is put through."""

HEARD_S = 0.3
"""Less than that, and `ChanSpy` has found nobody: it looks for keys that long before it listens."""


async def spy(ask: Ask, order: Spy) -> SpyEnded:
    """Raises CallGoneError, as `ask` does. That the supervisor has hung up is for the line to tell."""
    channel = await _whom(ask, order)
    if not channel:
        return SpyEnded(order.call_id, key="", heard=False)
    if order.tone:
        await ask(commands.sound_tone(channel))
    await ask(commands.NAME_SPY_KEYS)
    await ask(commands.FORGET_SPY_KEY)
    began = asyncio.get_running_loop().time()
    await ask(commands.spy(channel, order.mode))
    lasted_s = asyncio.get_running_loop().time() - began
    # A key takes the channel to the extension of that name.
    context, _, key = (await ask(commands.SPY_KEY)).value.partition(",")
    pressed = context == commands.SPY_KEYS
    return SpyEnded(order.call_id, key if pressed else "", heard=lasted_s >= HEARD_S)


async def _whom(ask: Ask, order: Spy) -> str:
    """A channel's name or unique id, which are exact: a name's beginning would also be that of another
    phone's. Empty when nobody is there."""
    if not order.at_other_end:
        return order.channel_id
    for _ in range(PEER_TRIES):
        peer, _, _ = (await ask(commands.bridged_with(order.channel_id))).value.partition(",")
        if peer:
            return peer
        await ask(commands.wait(PEER_PAUSE_S))
    return ""
