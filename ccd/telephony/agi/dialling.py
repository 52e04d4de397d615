"""Other people's phones are rung on the caller's own channel, and who answers first talks to him.

Both raise CallGoneError when the connection ended. Their events name the call that was ordered to.
"""

from ccd.domain.events import ConnectFinished, DialFinished, DialStatus
from ccd.domain.legs import OutsideLeg
from ccd.domain.orders import Connect, RingAgent
from ccd.telephony.agi import commands
from ccd.telephony.agi.line import Line
from ccd.telephony.agi.reaching import addresses, legs_of, unaccepted
from ccd.telephony.channels import rung_at


async def ring(line: Line, channel_id: str, order: RingAgent, music: str) -> DialFinished:
    legs = [leg for phone in order.phones for leg in legs_of(phone)]
    rung = await addresses(line.ask, channel_id, legs)
    dialled = await line.ask(commands.dial(rung, order.timeout_s, music))
    result = (await line.ask(commands.DIAL_RESULT)).value
    ended, peer, exit = (result + ",,").split(",")[:3]
    status, (answered_at, device) = DialStatus(ended), rung_at(peer)
    missed = await unaccepted(line.ask, legs)
    # A hang-up was told before this answer, if not before the one to `Dial`.
    caller_present = not line.hung_up
    # A caller who is there can have cancelled by a key only; then that is where the channel goes on.
    key = exit if caller_present and status is DialStatus.CANCEL else ""
    # Asterisk has no length of this talk: its ANSWEREDTIME counts from when the caller came to us.
    agents = tuple(phone.agent for phone in order.phones)
    return DialFinished(
        order.call_id,
        agents,
        status,
        None,
        caller_present,
        answered_at,
        key,
        device,
        missed,
        sent_on=not caller_present and dialled.done,
    )


async def connect(line: Line, channel_id: str, order: Connect) -> ConnectFinished:
    """Nobody is answered here: `Dial` does that when the callee is."""
    strangers = [leg for leg in order.legs if isinstance(leg, OutsideLeg) and not leg.confirm]
    if shown := next((leg.caller_id for leg in strangers), ""):
        await line.do(commands.show_caller(shown))
    rung = await addresses(line.ask, channel_id, order.legs)
    dialled = await line.ask(commands.connect(order, rung))
    status, _, cause = (await line.ask(commands.CONNECT_RESULT)).value.partition(",")
    missed = await unaccepted(line.ask, order.legs)
    known_cause, present = int(cause) if cause.isdecimal() else 0, not line.hung_up
    sent_on = not present and dialled.done
    return ConnectFinished(order.call_id, DialStatus(status), known_cause, present, missed, sent_on)
