"""One FastAGI connection: how the call is introduced, one command at a time, each with its answer, and the
hang-up whenever it comes."""

import asyncio
import socket
from collections.abc import Callable, Mapping
from typing import cast

from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.wire import Answer, Ear, Hangup, encode, parse_environment

UNREAD_MOST_BYTES = 128 * 1024
"""A caller's name may fill a SIP packet, which is up to 64 KiB."""

_ENVIRONMENT_END = b"\n\n"


class CallGoneError(Exception):
    """The caller is no longer in our hands. `hung_up`: he left or was transferred; else the line broke, or
    Asterisk would not do what was asked: `refused` says what, and its answer."""

    def __init__(self, hung_up: bool, refused: str = "") -> None:
        self.hung_up = hung_up
        self.refused = refused


class Line(asyncio.Protocol):
    """`environment` is what Asterisk tells of the call before all else, or OSError: it did not. `on_open` is
    called when the connection stands. (A protocol, not a pair of streams: those cost a task and a dozen
    wake-ups more for each call.)"""

    def __init__(self, on_open: Callable[["Line"], None]) -> None:
        self.environment: asyncio.Future[Mapping[str, str]] = asyncio.get_running_loop().create_future()
        self.hung_up = False
        self.ended = False
        self._on_open = on_open
        self._on_gone: Callable[[], None] = lambda: None
        self._transport: asyncio.Transport
        self._unread = b""
        self._ear = Ear()
        self._answer: asyncio.Future[Answer] | None = None

    @property
    def peer(self) -> tuple[str, int] | None:
        """None: it was gone before we looked."""
        peer: tuple[str, int] | None = self._transport.get_extra_info("peername")
        return peer

    def when_gone(self, do: Callable[[], None]) -> None:
        """Whenever the caller hangs up, and when the connection ends; at once if that was before."""
        self._on_gone = do
        if self.hung_up or self.ended:
            do()

    async def ask(self, words: Words) -> Answer:
        """The answer, also when the caller has hung up meanwhile: Asterisk still answers then. Takes as long
        as what was asked for. CallGoneError: the connection ended. ValueError: the words cannot be said."""
        command = encode(words)
        if self.ended:
            raise CallGoneError(self.hung_up)
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(command)
        return await self._answer

    async def do(self, words: Words) -> str:
        """The answer's text in brackets. CallGoneError: the caller hung up, or Asterisk refused."""
        answer = await self.ask(words)
        if answer.tells_hangup or self.hung_up:
            raise CallGoneError(hung_up=True)
        if not answer.done:
            raise CallGoneError(hung_up=False, refused=f"{words}: {answer}")
        return answer.value

    def close(self) -> None:
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass
        self._on_open(self)

    def data_received(self, data: bytes) -> None:
        self._unread += data
        if not self.environment.done() and not self._take_environment():
            return
        *lines, self._unread = self._unread.split(b"\n")
        for line in lines:
            self._take(self._ear.hear(line.decode(errors="replace")))
        if len(self._unread) > UNREAD_MOST_BYTES:
            self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        if not self.environment.done():
            self._refuse(exc or ConnectionResetError("it was closed"))
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(CallGoneError(self.hung_up))
        self._on_gone()

    def _take_environment(self) -> bool:
        text, end, rest = self._unread.partition(_ENVIRONMENT_END)
        if not end and len(text) <= UNREAD_MOST_BYTES:
            return False
        self._unread = rest
        if end:
            self.environment.set_result(parse_environment(text.decode(errors="replace").split("\n")))
        else:
            self._refuse(OSError("too long"))
        return True

    def _refuse(self, error: Exception) -> None:
        self.environment.set_exception(error)
        self.environment.exception()  # who waited for it may have given up

    def _take(self, heard: Answer | Hangup | None) -> None:
        if heard is Hangup.HANGUP:
            self.hung_up = True
            self._acknowledge()
            self._on_gone()
        elif isinstance(heard, Answer) and self._answer is not None and not self._answer.done():
            self._answer.set_result(heard)

    def _acknowledge(self) -> None:
        """Asterisk writes `HANGUP` and the answer behind it as two small packets. It sends the second when it
        has our ACK for the first, which Linux would keep back for 40 ms."""
        if hasattr(socket, "TCP_QUICKACK"):
            connection = self._transport.get_extra_info("socket")
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
