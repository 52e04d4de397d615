"""A process that stood still hears afterwards what had arrived meanwhile, and when."""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from collections.abc import AsyncIterator

import pytest

from tests.phones import declare_tones, tones
from tests.phones.hearing import Ear
from tests.phones.media import Stream
from tests.phones.pacer import TICK_S, pacer
from tests.phones.sdp import PCMU, Description
from tests.phones.story import Story

SHORT, LONG = 1297, 1907


class Listener(Ear):
    """Over when its stream is closed. Whoever speaks to it in a `stall` keeps the whole process waiting."""

    def __init__(self, stream: Stream) -> None:
        super().__init__("test call", Story())
        self._stream = stream
        self._speaker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._speaker.bind(("127.0.0.1", 0))
        port = self._speaker.getsockname()[1]
        stream.direct_to(Description("127.0.0.1", port, "inactive", codecs=frozenset({PCMU}), event_type=96))

    @property
    def stream(self) -> Stream:
        return self._stream

    @property
    def is_over(self) -> bool:
        return self._stream not in Stream.open_streams

    def stall(self, *said: tuple[int | None, float]) -> None:
        """Each tone (None: nothing is sent) for so many seconds, at the pace of speech."""
        due = time.monotonic()
        for hz, seconds in said:
            payloads = tones.tone_payloads((hz,)) if hz else ()
            for step in range(round(seconds / TICK_S)):
                if payloads:
                    header = struct.pack("!BBHII", 0x80, PCMU, step, 0, 7)
                    self._speaker.sendto(header + payloads[step % len(payloads)], ("127.0.0.1", self.port))
                due += TICK_S
                time.sleep(max(0.0, due - time.monotonic()))

    @property
    def port(self) -> int:
        return self._stream.port

    def close(self) -> None:
        self._stream.close()
        self._speaker.close()


@pytest.fixture
async def ear() -> AsyncIterator[Listener]:
    declare_tones(SHORT, LONG)
    ear = Listener(Stream("127.0.0.1"))
    yield ear
    ear.close()


async def begun(*claims: asyncio.Task[None]) -> None:
    """They listen by now."""
    await pacer().tick()
    assert not any(claim.done() for claim in claims)


async def test_a_sound_that_came_and_went_meanwhile(ear: Listener) -> None:
    claims = [
        asyncio.create_task(claim)
        for claim in (
            ear.hears({SHORT}),
            ear.hears_only({SHORT}, for_s=0.2),
            ear.hears_only({SHORT}),
            ear.hears_sound(for_s=0.2),
        )
    ]
    await begun(*claims)
    ear.stall((SHORT, 0.4), (LONG, 0.3))
    await asyncio.gather(*claims)


async def test_a_silence_that_was_over_again(ear: Listener) -> None:
    ear.stall((LONG, 0.2))
    claims = [asyncio.create_task(claim) for claim in (ear.hears_only(set()), ear.hears_silence(for_s=0.1))]
    await begun(*claims)
    ear.stall((LONG, 0.2), (None, 0.4), (LONG, 0.2))
    ear.stream.close()
    await asyncio.gather(*claims)


async def test_what_was_heard_before_the_end_of_the_call(ear: Listener) -> None:
    claim = asyncio.create_task(ear.hears_only({SHORT}, for_s=0.2))
    await begun(claim)
    ear.stall((SHORT, 0.4))
    ear.stream.close()
    await claim


async def test_a_gap_meanwhile_is_a_gap(ear: Listener) -> None:
    claims = [
        asyncio.create_task(claim)
        for claim in (
            ear.hears_only({LONG}, for_s=0.5),
            ear.hears({LONG}, for_s=0.5),
            ear.hears({LONG, SHORT}, for_s=0.1),
        )
    ]
    await begun(*claims)
    ear.stall((LONG, 0.4), (SHORT, 0.2), (LONG, 0.4))
    ear.stream.close()
    for claim in claims:
        with pytest.raises(AssertionError, match="the call was over"):
            await claim


async def test_no_silence_is_made_of_a_sound_that_waited(ear: Listener) -> None:
    ear.stall((LONG, 0.2))
    claim = asyncio.create_task(ear.hears_only(set()))
    await begun(claim)
    ear.stall((LONG, 0.6))
    ear.stream.close()
    with pytest.raises(AssertionError, match="the call was over"):
        await claim


async def test_older_sound_counts_for_nothing(ear: Listener) -> None:
    ear.stall((SHORT, 0.4), (LONG, 0.3))
    with pytest.raises(AssertionError, match="not within"):
        await ear.hears({SHORT}, timeout_s=0.05)
    ear.stall((SHORT, 0.4))
    ear.stream.close()
    with pytest.raises(AssertionError, match="the call was over"):
        await ear.hears({SHORT})
