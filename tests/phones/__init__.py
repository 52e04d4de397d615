"""SIP phones for tests: they call, listen, press keys, hold, transfer, against Asterisk or each other.

    async with Phone("1001", "secret") as ann, Phone("1002", "secret") as bob:
        await ann.register()
        await bob.register()
        call = await ann.call("1002")
        incoming = await bob.rings()
        await incoming.answer()
        await call.answered()
        call.send_tone(500)
        await incoming.hears({500})
        await call.hang_up()
        assert (await incoming.ended()).by_peer

House rules of the room:

- Standard library only, one event loop, no thread. All audio hangs on one 20 ms timer (`pacer.py`). Only a
  `browser.Browser` is otherwise: WebSockets and WebRTC are others' work, which decodes in threads.
- Nothing sleeps to wait. Every wait has a `timeout_s` and, when it fails, tells the story of its call.
- What a test hears decides, not what SIP claims: give each phone its own tone (`tones.py` says how to choose
  them), and wait until the parties hear each other before you transfer.
- Never claim what a holder hears: Asterisk may go on sending to him. Claim what the held party hears.
- Each test has its own accounts; `async with` hangs up and unregisters whatever happens.
- A phone is lenient in what it reads and strict in what it writes; lies are told through `from_header_raw`
  and `extra_headers` only.
- Imports point down. Signalling: phone > lamp > subscription, open_calls > call > transfer, incoming,
  outgoing > leg > account > dialog > transaction > message > address. Audio: call, leg > hearing > media >
  pacer, tones, dtmf, sdp.
"""

from .call import Call
from .hearing import declare_tones, known_tones
from .leg import State
from .phone import Phone
from .story import CallFailed, EndReason, RefusedError, RegistrationFailed, Story, TransferFailed

__all__ = [
    "Call",
    "CallFailed",
    "EndReason",
    "Phone",
    "RefusedError",
    "RegistrationFailed",
    "State",
    "Story",
    "TransferFailed",
    "declare_tones",
    "known_tones",
]
