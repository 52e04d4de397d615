"""The audio of browsers, between two of them."""

import asyncio

from aiortc import MediaStreamError, MediaStreamTrack
from av import AudioFrame

from tests.phones import tones
from tests.phones.pacer import pacer
from tests.phones.webrtc import PeerAudio

TONE = 503


class Changing(MediaStreamTrack):
    """Twenty milliseconds at each of these rates."""

    kind = "audio"

    def __init__(self, *rates_hz: int) -> None:
        super().__init__()
        self._rates_hz = list(rates_hz)

    async def recv(self) -> AudioFrame:
        if not self._rates_hz:
            raise MediaStreamError
        rate_hz = self._rates_hz.pop(0)
        frame = AudioFrame(format="s16", layout="mono", samples=rate_hz // 50)
        frame.sample_rate = rate_hz
        return frame


async def hears(ear: PeerAudio) -> None:
    async with asyncio.timeout(10):
        while tones.levels_dbfs(ear.heard(0.1), {TONE})[TONE] < -30:
            await pacer().tick()


async def test_two_of_them_hear_each_other() -> None:
    ann, bob = PeerAudio(), PeerAudio()
    for each in (ann, bob):
        each.play(tones.tone_payloads((TONE,), tones.AMPLITUDE), (TONE,))
    await ann.prepare_offer()
    await bob.prepare_answer(ann.describe("sendrecv"))
    assert ann.take_description(bob.describe("sendrecv"))
    await hears(bob)
    await hears(ann)
    for each in (ann, bob):
        each.close()
        await each.closed()


async def test_each_packet_may_be_in_another_codec() -> None:
    audio = PeerAudio()
    await audio.hear(Changing(16000, 8000, 48000, 8000))
    assert audio.packets_heard == 4
    audio.close()
    await audio.closed()
