"""The phone: an account, a SIP socket, and its calls."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from .account import Account
from .address import host_and_port, parse_name_address, sip_uri
from .audio import Audio
from .call import Call
from .dialog import Dialog
from .incoming import IncomingLeg
from .lamp import ACCEPT, DIALOG, Lamp
from .leg import ALLOW
from .mailbox import ACCEPT as ACCEPT_SUMMARY
from .mailbox import Mailbox
from .media import Stream
from .message import Request, response_to
from .open_calls import KEPT, OpenCalls
from .outgoing import OutgoingLeg
from .registration import Registration, contact_uri
from .sdp import PCMU
from .story import CallFailed
from .subscription import Subscription
from .transaction import T1_S, Place, Received, Wire
from .waiting import PATIENCE_S, Watch

_CLOSING_S = 1.0


class Phone:
    """Use it with `async with`: at the end its calls are hung up and it is unregistered.

    `secret` None or "": it answers no challenge (a trunk known by its address or name). `server` and `host`
    (where the phone itself listens) are IP addresses. `port` 0: any free one. `codec`: `sdp.PCMU`, or
    `sdp.PCMA` for a phone of A-law. Attributes to set at any time:

    `auto_answer`   False; True: every call is answered at once; a number: after that many seconds
    `auto_reject`   None; a status: every call is refused with it at once
    `tone_hz`       None; a tone that every call plays from its start
    """

    def __init__(
        self,
        username: str,
        secret: str | None = None,
        *,
        server: Place = ("127.0.0.1", 5060),
        display_name: str = "",
        host: str = "127.0.0.1",
        port: int = 0,
        t1_s: float = T1_S,
        codec: int = PCMU,
    ) -> None:
        self.account = Account(username, secret or "", server, server[0], display_name, codec)
        self.auto_answer: bool | float = False
        self.auto_reject: int | None = None
        self.tone_hz: int | None = None
        self.is_registered = False
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.wire = self.new_wire(t1_s)
        self._host = host
        self._port = port
        self.open_calls = OpenCalls()
        self._unseen: deque[Call] = deque()
        self._watch = Watch()
        self._tasks: set[asyncio.Task[None]] = set()
        self._subscriptions: dict[str, Subscription] = {}
        self.mailbox = Mailbox()
        """What this phone's lamp for messages shows, as it is told unasked."""
        self._registration = Registration(self.account, self.wire)

    @property
    def username(self) -> str:
        return self.account.username

    @property
    def address(self) -> Place:
        """Where this phone's SIP socket is."""
        return self.wire.local

    @property
    def uri(self) -> str:
        """The phone's own address as a URI that another phone can call directly."""
        return contact_uri(self.account, self.wire)

    def __repr__(self) -> str:
        return f"<Phone {self.username} at {self.address[0]}:{self.address[1]}>"

    def new_wire(self, t1_s: float) -> Wire:
        return Wire(self._on_request, self._on_ack, t1_s)

    def new_audio(self) -> Audio:
        """Of the next call."""
        return Stream(self._host, self.account.codec)

    # Life

    async def __aenter__(self) -> Self:
        await self.wire.open(self._host, self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Hang up everything, unregister, leave nothing behind; takes a second if nobody answers."""
        for task in self._tasks:
            task.cancel()
        self.auto_reject = 480
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if not self.wire.unplugged:
            with suppress(TimeoutError):
                async with asyncio.timeout(_CLOSING_S):
                    await self._say_goodbye()
        for call in self.open_calls:
            call.leg.finish(by_us=True, status=408, reason="the phone was switched off")
        await self.wire.close()

    async def _say_goodbye(self) -> None:
        goodbyes: list[Coroutine[Any, Any, None]] = [call.hang_up() for call in self.open_calls]
        goodbyes += [subscription.end() for subscription in self._subscriptions.values()]
        if self.is_registered:
            goodbyes.append(self.unregister(timeout_s=_CLOSING_S))
        await asyncio.gather(*goodbyes, return_exceptions=True)
        await self.wire.settled()

    def unplug(self) -> None:
        """Pull the cable: nothing goes out, nothing comes in, nobody is told. `plug_in()` undoes it."""
        self._plug(unplugged=True)

    def plug_in(self) -> None:
        self._plug(unplugged=False)

    def _plug(self, *, unplugged: bool) -> None:
        self.wire.unplugged = unplugged
        for call in self.open_calls:
            if call.stream:
                call.stream.unplugged = unplugged

    # Registration

    async def register(self, expires_s: int = 3600, timeout_s: float = PATIENCE_S) -> None:
        """Raises RegistrationFailed when refused, TimeoutError when not answered. It is not refreshed."""
        await self._registration.ask(expires_s, timeout_s)
        self.is_registered = True

    async def unregister(self, timeout_s: float = PATIENCE_S) -> None:
        """Raises as `register()`."""
        await self._registration.ask(0, timeout_s)
        self.is_registered = False

    async def watch(self, number: str, timeout_s: float = PATIENCE_S, *, event: str = DIALOG) -> Lamp:
        """A lamp for another extension. Raises CallFailed when refused, TimeoutError when nothing is told."""
        lamp = Lamp(self._subscription(number, event, ACCEPT[event]), event)
        await lamp.switch_on(timeout_s)
        return lamp

    async def watch_mailbox(self) -> Mailbox:
        """Its lamp for messages, as it is told to who asks for it. Raises as `watch()`."""
        subscription = self._subscription(self.username, "message-summary", ACCEPT_SUMMARY)
        mailbox = Mailbox()
        subscription.take = mailbox.take
        await subscription.begin()
        return mailbox

    def _subscription(self, number: str, event: str, accept: str) -> Subscription:
        made = Subscription(self.account, self.wire, self.uri, number, event, accept)
        self._subscriptions[made.dialog.call_id] = made
        return made

    # Calls out

    async def call(
        self,
        number: str,
        *,
        from_number: str | None = None,
        from_name: str | None = None,
        extra_headers: Sequence[tuple[str, str]] = (),
        from_header_raw: str | None = None,
    ) -> Call:
        """Send an INVITE and return its Call at once; `ringing()`, `answered()` tell how it goes.

        `number`: any text, escaped as a URI wants it (`#` becomes %23), or a whole `sip:` URI, which is
        called directly. `from_number`, `from_name`: the caller's identity, by default the phone's own; "" for
        none, "anonymous" as RFC 3323 has it. Raises ValueError for control characters in a name.

        For lies and attacks: `from_header_raw` is the whole value of From without its tag, each of
        `extra_headers` a name and a value; both go out byte for byte, line breaks and all.
        """
        place = host_and_port(number) if number.startswith("sip:") else self.account.server
        uri = number if number.startswith("sip:") else sip_uri(number, *place)
        local = self.account.identity(from_number, from_name) if from_header_raw is None else from_header_raw
        dialog = Dialog(
            self.wire, place, self.uri, secrets.token_hex(12), local=local, remote=f"<{uri}>", target=uri
        )
        audio = self.new_audio()
        await audio.prepare_offer()
        leg = OutgoingLeg(self.account, dialog, lambda: audio, extra_headers)
        call = Call(f"{self.username} -> {number}", leg, parse_name_address(local))
        self._keep(call)
        return call

    # Calls in

    async def rings(self, timeout_s: float = PATIENCE_S, *, missed_too: bool = False) -> Call:
        """The next incoming call that this method has not returned before. Raises TimeoutError.

        A call that was over before anybody asked is skipped, unless `missed_too`.
        """

        def waiting() -> bool:
            while self._unseen and self._unseen[0].is_over and not missed_too:
                self._unseen.popleft()
            return bool(self._unseen)

        await self._watch.until(
            waiting, timeout_s, lambda: f"{self!r} should ring; its calls: {list(self.calls)}"
        )
        return self._unseen.popleft()

    def _keep(self, call: Call) -> None:
        self.calls.append(call)
        self.open_calls.add(call)
        if self.tone_hz:
            call.send_tone(self.tone_hz)

    def _on_ack(self, request: Request, received: Received) -> None:
        if call := self.open_calls.of(request):
            call.leg.on_ack(request)

    def _on_request(self, request: Request, received: Received) -> None:
        call = self.open_calls.of(request)
        if call and (request.to_tag or request.method == "CANCEL"):
            call.leg.on_request(request, received)
        elif request.method == "NOTIFY" and (asked := self._subscriptions.get(request.call_id)):
            asked.on_notify(request, received)
        elif request.method == "INVITE" and not request.to_tag:
            self._on_invite(request, received)
        elif request.to_tag or request.method in ("BYE", "CANCEL"):
            received.respond(response_to(request, 481))
        else:
            if request.method == "NOTIFY":
                self.mailbox.take(request)
            status = 200 if request.method in ("OPTIONS", "NOTIFY", "INFO", "MESSAGE") else 405
            received.respond(response_to(request, status, to_tag=secrets.token_hex(6), headers=[ALLOW]))

    def _on_invite(self, request: Request, received: Received) -> None:
        caller = parse_name_address(request.headers.get("From", ""))
        dialog = Dialog.of_incoming(self.wire, received.source, self.uri, request)
        leg = IncomingLeg(self.account, dialog, self.new_audio, received)
        call = Call(f"{self.username} <- {caller.user or 'unknown'}", leg, caller)
        self._keep(call)
        if self.auto_reject:
            leg.reject(self.auto_reject)
        elif self.auto_answer is not False:
            self._start(self._answer(call, 0.0 if self.auto_answer is True else float(self.auto_answer)))
        self._unseen.append(call)
        self._watch.changed()

    async def _answer(self, call: Call, after_s: float) -> None:
        if after_s:
            with suppress(TimeoutError):
                await call.ended(after_s)
        with suppress(CallFailed):
            await call.answer()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=f"phone {self.username}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
