"""SIP by WebSocket (RFC 7118): one message a frame, nothing is lost, and only the server can be reached."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from ssl import SSLContext

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from .transaction import OnAck, OnRequest, Place, Wire


class WebSocketWire(Wire):
    """`trust`: whose certificates are taken; None for `ws:`."""

    contact_params = ";transport=ws"
    reliable = True

    def __init__(
        self, url: str, trust: SSLContext | None, on_request: OnRequest, on_ack: OnAck, t1_s: float
    ) -> None:
        super().__init__(on_request, on_ack, t1_s)
        self.transport = "WSS" if trust else "WS"
        self._url = url
        self._trust = trust
        self._connection: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None
        self._outbox: asyncio.Queue[str] = asyncio.Queue()
        self._writing: asyncio.Task[None] | None = None

    async def open(self, host: str, port: int) -> None:
        """Raises OSError when nobody listens there, ssl.SSLError for a certificate that is not trusted."""
        self._connection = connection = await connect(
            self._url, ssl=self._trust, subprotocols=[Subprotocol("sip")], compression=None, proxy=None
        )
        self.local = connection.local_address[:2]
        self._reading = asyncio.create_task(self._read(connection), name="WebSocket in")
        self._writing = asyncio.create_task(self._write(connection), name="WebSocket out")

    async def close(self) -> None:
        self.stop_repeating()
        if not self._connection or not self._reading or not self._writing:
            return
        self._writing.cancel()
        await asyncio.gather(self._writing, return_exceptions=True)
        await self._connection.close()
        await self._reading

    def send(self, datagram: bytes, to: Place) -> None:
        if not self.unplugged:
            self._outbox.put_nowait(datagram.decode())

    async def _write(self, connection: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            while True:
                await connection.send(await self._outbox.get())

    async def _read(self, connection: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for message in connection:
                data = message.encode() if isinstance(message, str) else message
                self.datagram_received(data, connection.remote_address[:2])
