"""A softphone in a browser, as far as Asterisk can tell: SIP by WebSocket, audio by WebRTC."""

from __future__ import annotations

from ssl import SSLContext

from .audio import Audio
from .phone import Phone
from .transaction import Place, Wire
from .webrtc import PeerAudio
from .websocket import WebSocketWire


class Browser(Phone):
    """`url` is the door for WebSockets, `trust` whose certificates it may have. It cannot press keys."""

    def __init__(self, username: str, secret: str, *, url: str, server: Place, trust: SSLContext) -> None:
        self._url = url
        self._trust = trust
        self._peers: list[PeerAudio] = []
        super().__init__(username, secret, server=server)

    def new_wire(self, t1_s: float) -> Wire:
        return WebSocketWire(self._url, self._trust, self._on_request, self._on_ack, t1_s)

    def new_audio(self) -> Audio:
        self._peers.append(PeerAudio())
        return self._peers[-1]

    async def close(self) -> None:
        await super().close()
        for peer in self._peers:
            peer.close()
            await peer.closed()

    async def close_page(self) -> None:
        """The socket is gone, and nobody was signed off."""
        await self.wire.close()
        self.is_registered = False
