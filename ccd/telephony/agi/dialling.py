"""Other people's phones are rung on the caller's own channel, and who answers first talks to him.

Both raise CallGoneError when the connection ended. Their events name the call that was ordered to.
"""

from ccd.domain.events import ConnectFinished, DialFinished, DialStatus
from ccd.domain.legs import OutsideLeg, PhoneLeg
from ccd.domain.orders import Connect, RingAgent
from ccd.telephony.agi import commands
from ccd.telephony.agi.line import Line


async def ring(line: Line, order: RingAgent, music: str) -> DialFinished:
    extensions = [phone.extension for phone in order.phones]
    await line.ask(commands.dial(extensions, order.timeout_s, music))
    result = (await line.ask(commands.DIAL_RESULT)).value
    ended, answered_at, exit = (result + ",,").split(",")[:3]
    status = DialStatus(ended)
    # A hang-up was told before this answer, if not before the one to `Dial`.
    caller_present = not line.hung_up
    # A caller who is there can have cancelled by a key only; then that is where the channel goes on.
    key = exit if caller_present and status is DialStatus.CANCEL else ""
    # Asterisk has no length of this talk: its ANSWEREDTIME counts from when the caller came to us.
    agents = tuple(phone.agent for phone in order.phones)
    return DialFinished(order.call_id, agents, status, None, caller_present, answered_at, key)


async def connect(line: Line, order: Connect) -> ConnectFinished:
    """Nobody is answered here: `Dial` does that when the callee is."""
    if shown := next((leg.caller_id for leg in order.legs if isinstance(leg, OutsideLeg)), ""):
        await line.do(commands.show_caller(shown))
    phones = [leg.extension for leg in order.legs if isinstance(leg, PhoneLeg)]
    found = (await line.ask(commands.contacts(phones))).value if phones else ""
    await line.ask(commands.connect(order, found))
    status, _, cause = (await line.ask(commands.CONNECT_RESULT)).value.partition(",")
    known_cause, present = int(cause) if cause.isdecimal() else 0, not line.hung_up
    return ConnectFinished(order.call_id, DialStatus(status), known_cause, present)
