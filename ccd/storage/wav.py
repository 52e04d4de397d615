"""What Asterisk recorded → a WAV file, in stereo: left the caller, right whom he talks to.

Blocking: for threads.
"""

import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import file_digest, sha256
from itertools import chain
from pathlib import Path

from ccd.storage import sides
from ccd.storage.sides import CHANNELS, FRAME_BYTES, RATE, Take, takes_of

HEADER_BYTES = 44


@dataclass(frozen=True, slots=True)
class WavFile:
    length_ms: int
    size_bytes: int
    sha256: str


NO_SOUND = WavFile(0, 0, sha256().hexdigest())


def complete(wav: Path) -> WavFile | None:
    """Make the file of what Asterisk wrote beside it, and remove that. None when there was nothing; NO_SOUND,
    and nothing is made, when that was empty.

    What was recorded under this name before stays in front (a call that was recorded again after a transfer).
    At each moment there is either what Asterisk wrote or a complete WAV on the disk. Raises OSError.
    """
    takes = takes_of(wav)
    if not takes:
        return None
    made = None
    for take in takes:
        made = _add(take, wav) or made
        for file in take.files:
            file.unlink()
    return made or (inspect(wav) if wav.exists() else NO_SOUND)


def inspect(wav: Path) -> WavFile:
    """Of a file that `complete` made. Raises OSError."""
    with wav.open("rb") as file:
        return _described(_frames_in(wav), file_digest(file, "sha256").hexdigest())


def length_so_far_ms(wav: Path) -> int:
    """Of what is on the disk by now: made into a WAV, and beside it. Raises OSError."""
    return _frames_in(wav) * 1000 // RATE + sides.length_ms(wav)


def _add(take: Take, wav: Path) -> WavFile | None:
    """None when there is nothing to add."""
    before = _frames_in(wav)
    if not take.frames:
        return None
    if before >= take.frames:
        end = sides.read(wav, HEADER_BYTES + (before - take.frames) * FRAME_BYTES, take.frames)
        if take.is_end_of(end):
            return None  # we died between making the one and removing the other
    part = wav.with_suffix(".part")
    old = sides.read(wav, HEADER_BYTES, before) if before else ()
    made = _write(part, before + take.frames, old, take.pieces())
    part.replace(wav)
    _sync_folder(wav.parent)
    return made


def _write(part: Path, frames: int, *sources: Iterable[bytes]) -> WavFile:
    digest = sha256()
    with part.open("wb") as out:
        for piece in chain([_header(frames * FRAME_BYTES)], *sources):
            out.write(piece)
            digest.update(piece)
        out.flush()
        os.fsync(out.fileno())
    return _described(frames, digest.hexdigest())


def _described(frames: int, digest: str) -> WavFile:
    return WavFile(frames * 1000 // RATE, frames * FRAME_BYTES + HEADER_BYTES, digest)


def _header(size: int) -> bytes:
    """RIFF with one chunk of PCM, as `wave` of the standard library reads it."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, CHANNELS, RATE, RATE * FRAME_BYTES, FRAME_BYTES, 16)
    return struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE") + form + struct.pack("<4sI", b"data", size)


def _frames_in(wav: Path) -> int:
    """0 when there is no such file."""
    return max(0, wav.stat().st_size - HEADER_BYTES) // FRAME_BYTES if wav.exists() else 0


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
