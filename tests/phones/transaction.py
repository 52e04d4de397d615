"""SIP over UDP, reliably: one socket, its transactions and their retransmission (RFC 3261, section 17).

    sent request    repeated after T1, 2 T1, 4 T1 ... until its answer (an INVITE: any provisional one)
    refused INVITE  gets its ACK, and again for every repetition of the refusal
    sent 200        to an INVITE (and every refusal of one): repeated likewise until the ACK
    received twice  a request is answered again with what was answered before, and nobody else hears of it

Nothing for 64 T1: the asker gets a 408 of our own making.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from .message import Headers, MalformedMessageError, Request, Response, parse
from .waiting import Watch

Place = tuple[str, int]
OnResponse = Callable[[Response], None]
OnRequest = Callable[[Request, "Received"], None]
OnAck = OnRequest

T1_S = 0.5
T2_S = 4.0
_REMEMBERED = 512

_Key = TypeVar("_Key")
_Transaction = TypeVar("_Transaction", "Sent", "Received")


class _Repetition:
    """Sends one datagram again and again, ever more slowly, until told to stop."""

    def __init__(
        self,
        send: Callable[[], None],
        gave_up: Callable[[], None],
        first_s: float,
        cap_s: float,
        until_s: float,
    ) -> None:
        self._send = send
        self._gave_up = gave_up
        self._pause_s = first_s
        self._cap_s = cap_s
        self._end = time.monotonic() + until_s
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        self._send()
        pause_s = max(0.0, min(self._pause_s, self._end - time.monotonic()))
        self._timer = asyncio.get_running_loop().call_later(pause_s, self._again)

    def _again(self) -> None:
        if time.monotonic() >= self._end:
            self._timer = None
            self._gave_up()
            return
        self._pause_s = min(2 * self._pause_s, self._cap_s)
        self.start()

    def stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


class Sent:
    """A request of ours and its answers: every provisional one is told, the final one once."""

    def __init__(self, wire: Wire, request: Request, to: Place, on_response: OnResponse) -> None:
        self.request = request
        self.finished = False
        self._wire = wire
        self._to = to
        self._on_response = on_response
        self._ack = b""
        datagram = request.encode()
        cap_s = 64 * wire.t1_s if request.method == "INVITE" or wire.reliable else T2_S
        first_s = 64 * wire.t1_s if wire.reliable else wire.t1_s
        self._repetition = _Repetition(
            lambda: wire.send(datagram, to), self._give_up, first_s, cap_s, 64 * wire.t1_s
        )
        self._repetition.start()

    def acknowledge(self, ack: Request) -> None:
        """Send the ACK of a 2xx, and again whenever that 2xx is repeated."""
        self._ack = ack.encode()
        self._wire.send(self._ack, self._to)

    def receive(self, response: Response) -> None:
        invite = self.request.method == "INVITE"
        if response.status < 200:
            if invite:
                self._repetition.stop()
            if not self.finished:
                self._on_response(response)
            return
        self._repetition.stop()
        if self.finished:
            if self._ack:
                self._wire.send(self._ack, self._to)
            return
        self.finished = True
        if invite and response.status >= 300:
            self.acknowledge(_ack_of_refusal(self.request, response))
        self._on_response(response)
        self._wire.watch.changed()

    def stop(self) -> None:
        self._repetition.stop()

    def _give_up(self) -> None:
        self.finished = True
        self._on_response(Response(Headers(), b"", 408, f"no answer to our {self.request.method}"))
        self._wire.watch.changed()


def _ack_of_refusal(invite: Request, refusal: Response) -> Request:
    kept = ("Via", "Max-Forwards", "Route", "From", "Call-ID")
    headers = Headers((name, value) for name, value in invite.headers.lines if name in kept)
    headers.add("To", refusal.headers.get("To", invite.headers["To"]))
    headers.add("CSeq", f"{invite.cseq[0]} ACK")
    return Request(headers, b"", "ACK", invite.uri)


class Received:
    """A request that came in and what we answered to it."""

    def __init__(self, wire: Wire, request: Request, source: Place) -> None:
        self.request = request
        self.source = source
        self.finished = False
        self._wire = wire
        self._answer = b""
        self._repetition: _Repetition | None = None
        self._unacknowledged: Callable[[], None] | None = None

    def respond(self, response: Response, unacknowledged: Callable[[], None] | None = None) -> None:
        """Send an answer; to an INVITE, a final one until the ACK comes, or `unacknowledged` is called."""
        self._answer = response.encode()
        self.finished = response.status >= 200
        if self.finished and self.request.method == "INVITE":
            self._unacknowledged = unacknowledged
            self._repetition = _Repetition(
                self.repeat, self._give_up, self._wire.t1_s, T2_S, 64 * self._wire.t1_s
            )
            self._repetition.start()
        else:
            self.repeat()

    def repeat(self) -> None:
        if self._answer:
            self._wire.send(self._answer, self.source)

    def stop(self) -> None:
        if self._repetition:
            self._repetition.stop()

    def _give_up(self) -> None:
        if self._unacknowledged:
            self._unacknowledged()


class Wire(asyncio.DatagramProtocol):
    """One phone's SIP socket. `heard_at` is the monotonic time of the datagram being dealt with."""

    transport = "UDP"
    contact_params = ""
    reliable = False
    """What is sent arrives, so requests are not repeated."""

    def __init__(self, on_request: OnRequest, on_ack: OnAck, t1_s: float = T1_S) -> None:
        self.t1_s = t1_s
        self.unplugged = False
        self.malformed: list[tuple[bytes, str]] = []
        self.heard_at = 0.0
        self.local: Place = ("", 0)
        self.watch = Watch()
        self._on_request = on_request
        self._on_ack = on_ack
        self._transport: asyncio.DatagramTransport | None = None
        self._closed = asyncio.Event()
        self._sent: OrderedDict[tuple[str, str], Sent] = OrderedDict()
        self._received: OrderedDict[tuple[str, str], Received] = OrderedDict()
        self._invites: OrderedDict[tuple[str, str, int], Received] = OrderedDict()

    async def open(self, host: str, port: int) -> None:
        """Raises OSError when the port is taken. Port 0: any."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(host, port))
        self.local = self._transport.get_extra_info("sockname")[:2]

    async def settled(self) -> None:
        """Returns when every request of ours has its final answer, or 64 T1 are over."""
        await self.watch.until(
            lambda: all(sent.finished for sent in self._sent.values()),
            65 * self.t1_s,
            lambda: "requests are unanswered",
        )

    async def close(self) -> None:
        """Stops every repetition; returns when the socket is closed."""
        self.stop_repeating()
        if self._transport:
            self._transport.close()
            await self._closed.wait()

    def stop_repeating(self) -> None:
        for sent in self._sent.values():
            sent.stop()
        for received in self._received.values():
            received.stop()

    def connection_lost(self, exc: Exception | None) -> None:
        self._closed.set()

    def send(self, datagram: bytes, to: Place) -> None:
        if self._transport and not self.unplugged and not self._transport.is_closing():
            self._transport.sendto(datagram, to)

    def request(self, request: Request, to: Place, on_response: OnResponse) -> Sent:
        """Send a request whose topmost Via carries its branch (`via()`)."""
        sent = Sent(self, request, to, on_response)
        _remember(self._sent, (request.branch, request.method), sent)
        return sent

    def via(self) -> str:
        """A Via value with a fresh branch."""
        host, port = self.local
        return f"SIP/2.0/{self.transport} {host}:{port};rport;branch=z9hG4bK{secrets.token_hex(12)}"

    def datagram_received(self, data: bytes, addr: Place) -> None:
        # Top bit set: late RTP for whoever had this port before. Answering it makes Asterisk log errors.
        if self.unplugged or not data.strip() or data[0] & 0x80:
            return
        self.heard_at = time.monotonic()
        try:
            message = parse(data)
        except MalformedMessageError as problem:
            self.malformed.append((data, str(problem)))
            return
        if isinstance(message, Request):
            self._request_received(message, addr[:2])
        elif sent := self._sent.get((message.branch, message.cseq[1])):
            sent.receive(message)

    def _request_received(self, request: Request, source: Place) -> None:
        # The ACK of a 2xx has a branch of its own: it is known by the call and number of its INVITE.
        invite_key = (request.call_id, request.from_tag, request.cseq[0])
        if request.method == "ACK":
            if acknowledged := self._invites.pop(invite_key, None):
                acknowledged.stop()
                self._on_ack(request, acknowledged)
            return
        key = (request.branch, request.method)
        if known := self._received.get(key):
            known.repeat()
            return
        received = Received(self, request, source)
        _remember(self._received, key, received)
        if request.method == "INVITE":
            _remember(self._invites, invite_key, received)
        self._on_request(request, received)


def _remember(memory: OrderedDict[_Key, _Transaction], key: _Key, transaction: _Transaction) -> None:
    """Keep it to recognise repetitions; of many, the oldest finished ones are forgotten."""
    memory[key] = transaction
    while len(memory) > _REMEMBERED and next(iter(memory.values())).finished:
        memory.popitem(last=False)[1].stop()
