"""Raw sound → a WAV file. Blocking: for threads.

Raw is what Asterisk's stereo mixing writes: 16 bits little endian, 8000 frames/s, left the caller, right the
agent.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

RATE = 8000
CHANNELS = 2
FRAME_BYTES = 2 * CHANNELS
HEADER_BYTES = 44
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class WavFile:
    length_ms: int
    size_bytes: int
    sha256: str


def wrap(raw: Path) -> WavFile | None:
    """Make `NAME.wav` of `NAME.raw` and remove the latter. None, and nothing is made, when it is empty or
    gone.

    What was recorded under this name before stays in front (a call that was recorded again after a transfer).
    At each moment there is either the raw file or a complete WAV on the disk. Raises OSError.
    """
    wav, part = raw.with_suffix(".wav"), raw.with_suffix(".part")
    try:
        new = _whole_frames(raw, 0)
    except FileNotFoundError:
        return None
    if new == 0:
        raw.unlink()
        return None
    before = _whole_frames(wav, HEADER_BYTES) if wav.exists() else 0
    if before >= new and _same(wav, HEADER_BYTES + before - new, raw, new):
        result = inspect(wav)  # we died between making the one and removing the other
    else:
        result = _write(part, [(wav, HEADER_BYTES, before), (raw, 0, new)])
        part.replace(wav)
        _sync_folder(wav.parent)
    raw.unlink()
    return result


def inspect(wav: Path) -> WavFile:
    """Of a file that `wrap` made. Raises OSError."""
    with wav.open("rb") as file:
        digest = sha256()
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        return _described(max(0, file.tell() - HEADER_BYTES), digest.hexdigest())


def length_so_far_ms(wav: Path) -> int:
    """Of what is on the disk by now: made into a WAV, and raw beside it. Raises OSError."""
    pieces = ((wav, HEADER_BYTES), (wav.with_suffix(".raw"), 0))
    size = sum(max(0, file.stat().st_size - offset) for file, offset in pieces if file.exists())
    return size * 1000 // (FRAME_BYTES * RATE)


def _write(part: Path, sources: list[tuple[Path, int, int]]) -> WavFile:
    size = sum(length for _, _, length in sources)
    digest = sha256()
    with part.open("wb") as out:
        for piece in (_header(size), *(piece for source in sources for piece in _pieces(*source))):
            out.write(piece)
            digest.update(piece)
        out.flush()
        os.fsync(out.fileno())
    return _described(size, digest.hexdigest())


def _described(sound_bytes: int, digest: str) -> WavFile:
    return WavFile(
        length_ms=sound_bytes * 1000 // (FRAME_BYTES * RATE),
        size_bytes=sound_bytes + HEADER_BYTES,
        sha256=digest,
    )


def _header(size: int) -> bytes:
    """RIFF with one chunk of PCM, as `wave` of the standard library reads it."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, CHANNELS, RATE, RATE * FRAME_BYTES, FRAME_BYTES, 16)
    return struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE") + form + struct.pack("<4sI", b"data", size)


def _whole_frames(path: Path, offset: int) -> int:
    return (path.stat().st_size - offset) // FRAME_BYTES * FRAME_BYTES


def _pieces(path: Path, offset: int, length: int) -> Iterator[bytes]:
    if length == 0:
        return
    with path.open("rb") as file:
        file.seek(offset)
        yield from _read(file, length)


def _read(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length and (piece := file.read(min(length, _CHUNK))):
        length -= len(piece)
        yield piece


def _same(wav: Path, offset: int, raw: Path, length: int) -> bool:
    pairs = zip(_pieces(wav, offset, length), _pieces(raw, 0, length), strict=False)
    return all(one == other for one, other in pairs)


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
