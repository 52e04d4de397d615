"""The audio of one call: RTP (RFC 3550), keys (RFC 4733), and the last seconds of what was heard."""

from __future__ import annotations

import asyncio
import secrets
import socket
import struct
import time
from collections import deque
from typing import ClassVar

from . import dtmf, tones
from .pacer import TICK_S, pacer
from .sdp import OUR_EVENT_TYPE, PCMA, PCMU, Description

_KEPT_PACKETS = 300
_READ_AT_ONCE = 100
_HEADER = struct.Struct("!BBHII")
_MARKER = 0x80


class Stream:
    """One RTP socket, open from construction to `close()`.

    It sends silence, a tone or other audio once it knows where to (`direct_to`), and it listens all the time.
    It sends nothing at all while `holding`, and is deaf as well while `unplugged`. `next_sequence` is the RTP
    number of its next packet. What is played and heard is u-law here, whatever the `codec` on the wire.
    """

    open_streams: ClassVar[set[Stream]] = set()

    def __init__(self, host: str) -> None:
        """Opens a socket on any port of that address. Raises OSError when there is none."""
        self._loop = asyncio.get_running_loop()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind((host, 0))
        self.port: int = self._socket.getsockname()[1]
        self._loop.add_reader(self._socket, self._read)
        self._to: tuple[str, int] | None = None
        self._wanted = False
        self.holding = False
        self.unplugged = False
        self._event_type = OUR_EVENT_TYPE
        self.codec = PCMU
        self.next_sequence = secrets.randbelow(1 << 16)
        self._timestamp = secrets.randbelow(1 << 31)
        self._ssrc = secrets.randbits(32)
        self._payloads: tuple[bytes, ...] = (tones.SILENCE_PAYLOAD,)
        self._position = 0
        self._talkspurt = True
        self._keys: deque[list[dtmf.KeyEvent]] = deque()
        self._key_timestamp = 0
        self._keys_sent: asyncio.Future[None] | None = None
        self._heard: deque[tuple[float, bytes]] = deque(maxlen=_KEPT_PACKETS)
        self._last_key_timestamp = -1
        self.tones_sent: set[int] = set()
        self.keys_heard = ""
        self.packets_sent = 0
        self.packets_heard = 0
        self.open_streams.add(self)

    def close(self) -> None:
        """Silence for good. What was heard stays readable for as long as the object lives."""
        if self not in self.open_streams:
            return
        self.open_streams.discard(self)
        pacer().leave(self)
        self._loop.remove_reader(self._socket)
        self._socket.close()
        self._keys_done()

    # What goes out

    def direct_to(self, remote: Description) -> None:
        """Send to where the other side says it listens; stop when it does not listen."""
        self._event_type = OUR_EVENT_TYPE if remote.event_type is None else remote.event_type
        self._to = (remote.host, remote.port)
        self._wanted = remote.listens
        if self in self.open_streams:
            pacer().join(self)

    def play(self, payloads: tuple[bytes, ...], tones_hz: tuple[int, ...] = ()) -> None:
        """Play these 20 ms payloads over and over from now on."""
        self._payloads = payloads
        self._position = 0
        self.tones_sent.update(tones_hz)

    async def press(self, keys: str, down_ms: int, pause_ms: int) -> None:
        """Returns when all of them are sent, pause included. Raises as `dtmf.key_ticks()` does."""
        ticks = [tick for key in keys for tick in dtmf.key_ticks(key, down_ms, pause_ms)]
        while self._keys_sent:
            await asyncio.wait([self._keys_sent])
        if not ticks or self not in self.open_streams:
            return
        self._keys.extend(ticks)
        self._keys_sent = self._loop.create_future()
        await self._keys_sent

    def _keys_done(self) -> None:
        self._keys.clear()
        if self._keys_sent and not self._keys_sent.done():
            self._keys_sent.set_result(None)
        self._keys_sent = None

    def play_tick(self) -> None:
        """Send the next 20 ms; the pacer calls."""
        self._timestamp = (self._timestamp + tones.PAYLOAD_SAMPLES) & 0xFFFFFFFF
        tick: list[dtmf.KeyEvent] = []
        if self._keys:
            tick = self._keys.popleft()
        elif self._keys_sent:
            self._keys_done()
        if not self._wanted or self.holding or self.unplugged:
            self._talkspurt = True
            return
        if tick:
            self._send_key(tick)
            return
        payload = self._payloads[self._position]
        self._position = (self._position + 1) % len(self._payloads)
        if self.codec == PCMA:
            payload = tones.to_alaw(payload)
        self._send(self.codec | (_MARKER if self._talkspurt else 0), self._timestamp, payload)
        self._talkspurt = False

    def _send_key(self, tick: list[dtmf.KeyEvent]) -> None:
        first = tick[0].duration == tones.PAYLOAD_SAMPLES
        if first:
            # One timestamp for the whole key, greater than the one before: Asterisk ignores older keys.
            self._key_timestamp = self._timestamp
        for position, event in enumerate(tick):
            marker = _MARKER if first and position == 0 else 0
            self._send(self._event_type | marker, self._key_timestamp, event.encode())

    def _send(self, marked_type: int, timestamp: int, payload: bytes) -> None:
        if not self._to:
            return
        header = _HEADER.pack(0x80, marked_type, self.next_sequence, timestamp, self._ssrc)
        self.next_sequence = (self.next_sequence + 1) & 0xFFFF
        try:
            self._socket.sendto(header + payload, self._to)
        except OSError:
            return
        self.packets_sent += 1

    # What comes in

    def _read(self) -> None:
        now = time.monotonic()
        for _ in range(_READ_AT_ONCE):
            try:
                packet, source = self._socket.recvfrom(2048)
            except OSError:
                return
            if self.unplugged:
                continue
            # The port tells our peer from late audio meant for the call that had our port before.
            if len(packet) > _HEADER.size and packet[0] >> 6 == 2 and self._to and source[1] == self._to[1]:
                self._take(now, packet)

    def _take(self, now: float, packet: bytes) -> None:
        first, second, _, timestamp, _ = _HEADER.unpack_from(packet)
        payload = packet[_HEADER.size + 4 * (first & 0x0F) :]
        self.packets_heard += 1
        if second & 0x7F == self.codec:
            self._heard.append((now, tones.from_alaw(payload) if self.codec == PCMA else payload))
        elif second & 0x7F == self._event_type:
            event = dtmf.parse(payload)
            if event and timestamp != self._last_key_timestamp:
                self._last_key_timestamp = timestamp
                self.keys_heard += event.key

    def heard(self, window_s: float) -> bytes:
        """The audio of the last `window_s` seconds, at most 6 s; less when less has arrived in that time."""
        since = time.monotonic() - window_s - TICK_S
        packets: list[bytes] = []
        for at, payload in reversed(self._heard):
            if at < since:
                break
            packets.append(payload)
        return b"".join(reversed(packets))[-round(window_s * tones.RATE_HZ) :]

    def silent_for_s(self) -> float:
        """Seconds since the last audio packet arrived; infinity when none ever did."""
        return time.monotonic() - self._heard[-1][0] if self._heard else float("inf")
