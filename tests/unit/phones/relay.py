"""A wire between two phones that loses exactly what it is told to lose."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from tests.phones.message import Request, parse
from tests.phones.transaction import Place
from tests.phones.waiting import Watch


@dataclass
class Loss:
    what: str
    times: int


class Relay(asyncio.DatagramProtocol):
    """What comes from `callee` goes to whoever wrote last from elsewhere, everything else to `callee`.

    `seen` holds every datagram in words, lost ones too: `INVITE`, or `200 INVITE` for an answer; `last` the
    last datagram by these words.
    """

    def __init__(self, callee: Place) -> None:
        self.seen: list[str] = []
        self.last: dict[str, bytes] = {}
        self._callee = callee
        self._watch = Watch()
        self._caller: Place | None = None
        self._losses: list[Loss] = []
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))

    def close(self) -> None:
        assert self._transport
        self._transport.close()

    @property
    def address(self) -> Place:
        assert self._transport
        host, port = self._transport.get_extra_info("sockname")[:2]
        return host, port

    async def has_seen(self, what: str, times: int) -> None:
        await self._watch.until(lambda: self.seen.count(what) >= times, 60, lambda: f"saw {self.seen}")

    def lose(self, what: str, times: int = 1) -> None:
        self._losses.append(Loss(what, times))

    def datagram_received(self, data: bytes, addr: Place) -> None:
        message = parse(data)
        words = message.method if isinstance(message, Request) else f"{message.status} {message.cseq[1]}"
        self.seen.append(words)
        self.last[words] = data
        self._watch.changed()
        if addr != self._callee:
            self._caller = addr
        for loss in self._losses:
            if loss.what == words and loss.times:
                loss.times -= 1
                return
        if addr == self._callee:
            self.deliver_to_caller(data)
        else:
            self._deliver(data, self._callee)

    def deliver_to_caller(self, datagram: bytes) -> None:
        """Also for one that was lost before."""
        self._deliver(datagram, self._caller)

    def _deliver(self, datagram: bytes, to: Place | None) -> None:
        assert self._transport
        assert to
        self._transport.sendto(datagram, to)
