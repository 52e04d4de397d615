"""One AMI connection, from connect to loss: panoramisk's parser and its matching of answers.

Its `Manager` is not used: that one sends unanswered actions again after a reconnect, and calls back out of
order. Events that answer no action, ten for each call, are read here: panoramisk takes three times as long.
"""

import asyncio
import codecs
import socket
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from panoramisk.actions import Action as Exchange
from panoramisk.ami_protocol import AMIProtocol

from ccd.telephony.ami.perform import Action, checked

Message = Mapping[str, str]

_END = "\r\n\r\n"


class RefusedError(ConnectionError):
    """Asterisk will not do what the link cannot live without."""


class Connection(asyncio.Protocol):
    """`on_event` gets every event, in order, synchronously. `lost` is done when the connection is over."""

    def __init__(self, on_event: Callable[[Message], None]) -> None:
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._on_event = on_event
        self._parser = AMIProtocol()
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._unread = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._parser.connection_made(transport)
        self._parser.encoding = "utf-8"
        self._parser.factory = _Callbacks(self._on_event)

    def data_received(self, data: bytes) -> None:
        # A character may be split between two chunks, too.
        *messages, self._unread = (self._unread + self._decoder.decode(data)).split(_END)
        for message in messages:
            if _is_mere_event(message):
                self._on_event(_read_event(message))
            else:
                self._parser.data_received((message + _END).encode())

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.lost.done():
            self.lost.set_result(None)
        for exchange in list(self._parser.responses.values()):
            if not exchange.future.done():
                exchange.future.set_exception(ConnectionResetError("AMI went before it answered"))

    async def ask(self, action: Action, timeout_s: float) -> Message:
        """The one answer. TimeoutError, ConnectionError; ValueError: see `checked`."""
        message: Message = await self._exchange(Exchange(checked(action)), as_list=False, timeout_s=timeout_s)
        return message

    async def ask_list(self, action: Action, timeout_s: float) -> list[Message]:
        """The events that follow the answer. Raises as `ask` does, and RefusedError."""
        messages = await self._exchange(Exchange(checked(action)), as_list=None, timeout_s=timeout_s)
        if not isinstance(messages, list):
            raise RefusedError(f"Asterisk refuses {action['Action']}: {messages.get('Message')}")
        return messages[1:-1]

    def close(self) -> None:
        self._parser.transport.abort()

    async def _exchange(self, exchange: Any, as_list: bool | None, timeout_s: float) -> Any:
        if self.lost.done():
            raise ConnectionResetError("AMI is gone")
        try:
            async with asyncio.timeout(timeout_s):
                return await self._parser.send(exchange, as_list=as_list)
        except TimeoutError:
            raise TimeoutError(f"no answer to {exchange['Action']} in {timeout_s:g} s") from None
        finally:
            self._parser.responses.pop(exchange.id, None)


def _is_mere_event(message: str) -> bool:
    """It belongs to no answer, and does not end the connection."""
    return message.startswith("Event: ") and not (
        "\r\nActionID: " in message or message.startswith("Event: Shutdown")
    )


def _read_event(message: str) -> Message:
    """Its headers. Of one that comes twice the last."""
    return {name: value for name, _, value in [line.partition(": ") for line in message.split("\r\n")]}


class _Callbacks:
    """What the parser expects of its factory."""

    forgetable_actions = ()

    def __init__(self, on_event: Callable[[Message], None]) -> None:
        self._on_event = on_event
        self.awaiting_actions: deque[Any] = deque()

    def dispatch(self, message: Message) -> None:
        self._on_event(message)

    def connection_lost(self, reason: object) -> None:
        """Asterisk says it shuts down; the parser has closed the connection, and its end is told to us."""
