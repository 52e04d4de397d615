"""The sound of one call, however it travels: what is played, and the last seconds of what was heard."""

from __future__ import annotations

import math
import secrets
import time
from collections import deque
from typing import ClassVar

from . import sdp, tones
from .pacer import TICK_S

KEPT_PACKETS = 300


class Audio:
    """Open from construction to `close()`. What is played and heard is u-law here, whatever is on the wire.

    It sends nothing at all while `holding`, and is deaf as well while `unplugged`. `next_sequence` is the RTP
    number of its next packet, where we are the ones who number them.
    """

    open_streams: ClassVar[set[Audio]] = set()

    def __init__(self) -> None:
        self.next_sequence = secrets.randbelow(1 << 16)
        self.holding = False
        self.unplugged = False
        self.tones_sent: set[int] = set()
        self.keys_heard = ""
        self.packets_sent = 0
        self.packets_heard = 0
        self._payloads: tuple[bytes, ...] = (tones.SILENCE_PAYLOAD,)
        self._position = 0
        self._heard: deque[tuple[float, bytes]] = deque(maxlen=KEPT_PACKETS)
        self._closed_at = math.inf
        self.open_streams.add(self)

    def close(self) -> None:
        """Silence for good. What was heard stays readable for as long as the object lives."""
        self._closed_at = min(self._closed_at, time.monotonic())
        self.open_streams.discard(self)

    # The two sides agree

    async def prepare_offer(self) -> None:
        """Before `describe()`, when we call."""

    async def prepare_answer(self, offer: bytes) -> None:
        """Before `describe()`, when we are called and made this offer."""

    def describe(self, direction: sdp.Direction, event_type: int = sdp.OUR_EVENT_TYPE) -> bytes:
        """Our next SDP."""
        raise NotImplementedError

    def take_description(self, body: bytes) -> bool:
        """Go by the other side's SDP; False when there is none in it, or nothing that we could speak."""
        raise NotImplementedError

    # What goes out

    def play(self, payloads: tuple[bytes, ...], tones_hz: tuple[int, ...] = ()) -> None:
        """Play these 20 ms payloads over and over from now on."""
        self._payloads = payloads
        self._position = 0
        self.tones_sent.update(tones_hz)

    def next_payload(self) -> bytes:
        payload = self._payloads[self._position]
        self._position = (self._position + 1) % len(self._payloads)
        return payload

    async def press(self, keys: str, down_ms: int, pause_ms: int) -> None:
        """Returns when all of them are sent, pause included. Raises ValueError for a key there is not."""
        raise NotImplementedError

    # What comes in

    def moments(self, since: float, until: float) -> list[float]:
        """At which moments of that time (monotonic clock, both ends included) to look at what was heard; none
        when it was closed before. Only the last one, where nobody knows when each sound arrived."""
        until = min(until, self._closed_at)
        return [until] if until >= since else []

    def heard(self, window_s: float, until: float | None = None) -> bytes:
        """The audio of the `window_s` seconds before `until` (monotonic clock; None: now), of which the last
        6 s are kept; less when less has arrived in that time."""
        until = time.monotonic() if until is None else until
        since = until - window_s - TICK_S
        packets: list[bytes] = []
        for at, payload in reversed(self._heard):
            if at < since:
                break
            if at <= until:
                packets.append(payload)
        return b"".join(reversed(packets))[-round(window_s * tones.RATE_HZ) :]

    def silent_for_s(self) -> float:
        """Seconds since the last audio packet arrived; infinity when none ever did."""
        return time.monotonic() - self._heard[-1][0] if self._heard else float("inf")
