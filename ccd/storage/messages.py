"""What a caller said after the tone → a WAV file, if he said anything.

Raw is what Asterisk's `Record` writes as `sln`: 16 bits little endian, 8000 frames/s, one channel.
"""

import asyncio
import os
import sys
import wave
from array import array
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path

import structlog

from ccd.background import Background
from ccd.domain.events import Event, GreetingKept, MessageKept
from ccd.domain.orders import KeepGreeting, KeepMessage
from ccd.storage.sides import RATE
from ccd.storage.wav import WavFile

_log = structlog.get_logger(__name__)

PIECE = RATE // 50
LOUD = 250
"""Mean level of 20 ms, of 32,768, from which on it is no noise of the line (-42 dB)."""
LEAST_PIECES = 20
"""How many such pieces are a word: 0.4 s."""


class MessageFiles:
    """`post` takes each `MessageKept`, on the loop."""

    def __init__(self, folder: Path, post: Callable[[Event], None], background: Background) -> None:
        self._folder = folder
        self._post = post
        self._background = background

    def perform(self, order: KeepMessage | KeepGreeting) -> None:
        work = self._keep(order) if isinstance(order, KeepMessage) else self._keep_greeting(order)
        self._background.start(work, f"message of {order.call_id}")

    async def _keep(self, order: KeepMessage) -> None:
        try:
            kept = await asyncio.to_thread(keep, (self._folder / order.path).with_suffix(".sln"))
        except OSError as error:
            _log.error("a message cannot be kept", order=order, error=str(error))
            return
        if kept:
            self._post(
                MessageKept(
                    order.call_id,
                    order.box,
                    order.path,
                    kept.length_ms,
                    kept.size_bytes,
                    kept.sha256,
                    order.caller,
                )
            )

    async def _keep_greeting(self, order: KeepGreeting) -> None:
        path = order.path
        try:
            await asyncio.to_thread(replace_greeting, self._folder / order.take, self._folder / path)
        except OSError as error:
            _log.error("a greeting cannot be kept", order=order, error=str(error))
            path = ""
        self._post(GreetingKept(order.call_id, order.box, path))


def replace_greeting(take: Path, greeting: Path) -> None:
    """Of all in their folder, it is the only one then. Blocking. Raises OSError."""
    take.replace(greeting)
    for earlier in greeting.parent.glob("*.wav"):
        if earlier != greeting:
            earlier.unlink()


def keep(raw: Path) -> WavFile | None:
    """`NAME.wav` of `NAME.sln`, which goes. None, and nothing is kept, when nothing was said.
    Blocking. Raises OSError."""
    try:
        content = raw.read_bytes()
    except FileNotFoundError:
        return None
    samples = array("h", content[: len(content) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    if _loud_pieces(samples) < LEAST_PIECES:
        raw.unlink()
        return None
    kept = _write(raw.with_suffix(".wav"), samples)
    raw.unlink()
    return kept


def _loud_pieces(samples: "array[int]") -> int:
    pieces = (samples[at : at + PIECE] for at in range(0, len(samples), PIECE))
    return sum(sum(map(abs, piece)) > LOUD * PIECE for piece in pieces)


def _write(file: Path, samples: "array[int]") -> WavFile:
    part = file.with_suffix(".part")
    with wave.open(str(part), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    with part.open("rb") as written:
        digest = file_digest(written, "sha256").hexdigest()
        os.fsync(written.fileno())
    part.replace(file)
    return WavFile(len(samples) * 1000 // RATE, file.stat().st_size, digest)
