"""Audio by RTP (RFC 3550), and keys (RFC 4733)."""

from __future__ import annotations

import asyncio
import secrets
import socket
import struct
import time
from collections import deque

from . import dtmf, sdp, tones
from .audio import KEPT_PACKETS, Audio
from .pacer import TICK_S, pacer
from .sdp import OUR_EVENT_TYPE, PCMA, PCMU, Description

_HEADER = struct.Struct("!BBHII")
_ARRIVED = struct.Struct("@qq")
_SO_TIMESTAMPNS = 35  # as Linux names it; Python does not
_MOST_MOMENTS = 100
_ROOM_FOR_ARRIVAL = socket.CMSG_SPACE(_ARRIVED.size)
_MARKER = 0x80


class Stream(Audio):
    """One RTP socket.

    It sends silence, a tone or other audio once it knows where to (`direct_to`), and it listens all the time.
    What arrives counts from when the kernel had it, so that a process that stood still misses nothing.
    """

    def __init__(self, host: str, codec: int = PCMU) -> None:
        """Opens a socket on any port of that address. Raises OSError when there is none."""
        super().__init__()
        self._host = host
        self._loop = asyncio.get_running_loop()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self._socket.bind((host, 0))
        self.port: int = self._socket.getsockname()[1]
        self._loop.add_reader(self._socket, self._read)
        self._to: tuple[str, int] | None = None
        self._wanted = False
        self._event_type = OUR_EVENT_TYPE
        self.codec = codec
        self._session = secrets.randbits(31)
        self._version = 0
        self._timestamp = secrets.randbelow(1 << 31)
        self._ssrc = secrets.randbits(32)
        self._talkspurt = True
        self._keys: deque[list[dtmf.KeyEvent]] = deque()
        self._key_timestamp = 0
        self._keys_sent: asyncio.Future[None] | None = None
        self._last_key_timestamp = -1

    def close(self) -> None:
        if self not in self.open_streams:
            return
        self._read()
        super().close()
        pacer().leave(self)
        self._loop.remove_reader(self._socket)
        self._socket.close()
        self._keys_done()

    def describe(self, direction: sdp.Direction, event_type: int = OUR_EVENT_TYPE) -> bytes:
        self._version += 1
        return sdp.build(
            self._host,
            self.port,
            session=self._session,
            version=self._version,
            direction=direction,
            event_type=event_type,
            codec=self.codec,
        )

    def take_description(self, body: bytes) -> bool:
        theirs = sdp.parse(body)
        if theirs is None or self.codec not in theirs.codecs:
            return False
        self.direct_to(theirs)
        return True

    # What goes out

    def direct_to(self, remote: Description) -> None:
        """Send to where the other side says it listens; stop when it does not listen."""
        self._event_type = OUR_EVENT_TYPE if remote.event_type is None else remote.event_type
        self._to = (remote.host, remote.port)
        self._wanted = remote.listens
        if self in self.open_streams:
            pacer().join(self)

    async def press(self, keys: str, down_ms: int, pause_ms: int) -> None:
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
        payload = self.next_payload()
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

    def moments(self, since: float, until: float) -> list[float]:
        """Each 20 ms, also of a time in which this process stood still; what has arrived is read first."""
        if self in self.open_streams:
            self._read()
        last = super().moments(since, until)
        if not last:
            return []
        missed_s = last[0] - since
        steps = max(1, min(round(missed_s / TICK_S), _MOST_MOMENTS))
        return [since + step * missed_s / steps for step in range(1, steps)] + last

    def _read(self) -> None:
        now = time.monotonic()
        clocks_apart = time.time() - now
        for _ in range(KEPT_PACKETS):
            try:
                packet, told, _, source = self._socket.recvmsg(2048, _ROOM_FOR_ARRIVAL)
            except OSError:
                return
            if self.unplugged:
                continue
            # The port tells our peer from late audio meant for the call that had our port before.
            if len(packet) > _HEADER.size and packet[0] >> 6 == 2 and self._to and source[1] == self._to[1]:
                seconds, nanoseconds = _ARRIVED.unpack(told[0][2])
                self._take(min(now, seconds + nanoseconds / 1e9 - clocks_apart), packet)

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
