"""One FastAGI connection: one command at a time, each with its answer, and the hang-up whenever it comes."""

import asyncio
import socket
from collections.abc import Callable

from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.wire import Answer, Ear, Hangup, encode


class CallGoneError(Exception):
    """The caller is no longer in our hands. `hung_up`: he left or was transferred; else the line broke, or
    Asterisk would not do what was asked: `refused` says what, and its answer."""

    def __init__(self, hung_up: bool, refused: str = "") -> None:
        self.hung_up = hung_up
        self.refused = refused


class Line:
    """`listen()` has to run all the while. `on_gone` is called when the caller hung up, and when the
    connection ended."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, on_gone: Callable[[], None]
    ) -> None:
        self.hung_up = False
        self.ended = False
        self._reader = reader
        self._writer = writer
        self._on_gone = on_gone
        self._ear = Ear()
        self._answer: asyncio.Future[Answer] | None = None

    async def listen(self) -> None:
        """Until Asterisk, or `close()`, ends the connection."""
        try:
            while line := await self._reader.readline():
                self._take(self._ear.hear(line.decode(errors="replace")))
        except (OSError, ValueError):  # reset, or a line without end
            pass
        finally:
            self.ended = True
            self._on_gone()
            if self._answer is not None and not self._answer.done():
                self._answer.set_exception(CallGoneError(self.hung_up))

    async def ask(self, words: Words) -> Answer:
        """The answer, also when the caller has hung up meanwhile: Asterisk still answers then. Takes as long
        as what was asked for. CallGoneError: the connection ended. ValueError: the words cannot be said."""
        command = encode(words)
        if self.ended:
            raise CallGoneError(self.hung_up)
        self._answer = asyncio.get_running_loop().create_future()
        self._writer.write(command)
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
        self._writer.close()

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
            connection = self._writer.get_extra_info("socket")
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
