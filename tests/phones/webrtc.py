"""Audio as browsers have it: ICE (RFC 8445), DTLS-SRTP (RFC 5764), Opus or G.711. The work is aiortc's.

aiortc decodes in a thread of its own; here it is given, and gives, 20 ms of samples at a time.
"""

from __future__ import annotations

import asyncio
import re
import time
from array import array
from collections.abc import Coroutine
from contextlib import suppress
from fractions import Fraction
from typing import Any

from aiortc import (
    MediaStreamError,
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from av import AudioFrame, AudioResampler

from . import sdp, tones
from .audio import Audio
from .pacer import TICK_S

_DIRECTION = re.compile(r"^a=(sendrecv|sendonly|recvonly|inactive)\r$", re.MULTILINE)
_UNKNOWN_TO_ASTERISK = re.compile(r"^a=fingerprint:sha-(384|512) .*\r\n", re.MULTILINE)
_VERSION = re.compile(r"^(o=\S+ \S+) \d+", re.MULTILINE)


class PeerAudio(Audio):
    """One peer connection."""

    def __init__(self) -> None:
        super().__init__()
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._connection.addTrack(_Voice(self))
        self._connection.on("track", self._listen)
        self._version = 0
        self._described_by: bytes = b""
        self._tasks: list[asyncio.Task[None]] = []

    def close(self) -> None:
        if self not in self.open_streams:
            return
        super().close()
        self._start(self._connection.close())

    async def closed(self) -> None:
        """After `close()`: nothing of it is left. Raises what went wrong meanwhile."""
        await self._connection.close()
        for task in self._tasks:
            task.cancel()
        for end in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(end, Exception):
                raise end

    async def prepare_offer(self) -> None:
        await self._connection.setLocalDescription(await self._connection.createOffer())

    async def prepare_answer(self, offer: bytes) -> None:
        self._described_by = offer
        await self._connection.setRemoteDescription(RTCSessionDescription(offer.decode(), "offer"))
        await self._connection.setLocalDescription(await self._connection.createAnswer())

    def describe(self, direction: sdp.Direction, event_type: int = sdp.OUR_EVENT_TYPE) -> bytes:
        self._version += 1
        text = _UNKNOWN_TO_ASTERISK.sub("", self._connection.localDescription.sdp)
        text = _DIRECTION.sub(f"a={direction}\r", text)
        return _VERSION.sub(rf"\1 {self._version}", text).encode()

    def take_description(self, body: bytes) -> bool:
        """Who we talk with is agreed on once; later descriptions only hold and resume."""
        if not body or sdp.parse(body) is None:
            return False
        if not self._described_by:
            self._described_by = body
            answer = RTCSessionDescription(body.decode(), "answer")
            self._start(self._connection.setRemoteDescription(answer))
        return True

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work, name="WebRTC"))

    def _listen(self, track: MediaStreamTrack) -> None:
        self._start(self.hear(track))

    async def hear(self, track: MediaStreamTrack) -> None:
        """Until the connection is closed."""
        to_ours: dict[int, AudioResampler] = {}
        with suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                assert isinstance(frame, AudioFrame)
                frame.pts = None  # begins anew with each source
                # Each packet may be in another of the codecs that were agreed on; a resampler takes one rate.
                rate_hz = frame.sample_rate
                if rate_hz not in to_ours:
                    to_ours[rate_hz] = AudioResampler(format="s16", layout="mono", rate=tones.RATE_HZ)
                for ours in to_ours[rate_hz].resample(frame):
                    self._hear_frame(ours)

    def _hear_frame(self, frame: AudioFrame) -> None:
        samples = array("h", bytes(frame.planes[0])[: 2 * frame.samples])
        self.packets_heard += 1
        if not self.unplugged:
            self._heard.append((time.monotonic(), bytes(map(tones.encode_sample, samples))))


class _Voice(MediaStreamTrack):
    """What the call plays, at the pace of a microphone."""

    kind = "audio"

    def __init__(self, audio: Audio) -> None:
        super().__init__()
        self._audio = audio
        self._begin = time.monotonic()
        self._frames = 0

    async def recv(self) -> AudioFrame:
        if self.readyState != "live":
            raise MediaStreamError
        self._frames += 1
        await asyncio.sleep(self._begin + self._frames * TICK_S - time.monotonic())
        payload = self._audio.next_payload()
        if self._audio.holding or self._audio.unplugged:
            payload = tones.SILENCE_PAYLOAD
        frame = AudioFrame(format="s16", layout="mono", samples=tones.PAYLOAD_SAMPLES)
        frame.planes[0].update(array("h", map(round, tones.decode(payload))).tobytes())
        frame.pts = self._frames * tones.PAYLOAD_SAMPLES
        frame.sample_rate = tones.RATE_HZ
        frame.time_base = Fraction(1, tones.RATE_HZ)
        self._audio.packets_sent += 1
        return frame
