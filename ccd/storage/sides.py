"""What Asterisk writes of a talk beside `NAME.wav`, until that is made of it. Blocking: for threads.

16 bits little endian, 8000 samples/s. What is said on the recorded line is `NAME.caller.sln`, the left
channel; what is heard there is `NAME.other.sln`, the right one. Asterisk closes them in this order. Earlier
versions of ccd had it write both in turn into `NAME.raw`.
"""

import os
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ccd.domain.tape import CALLER_SIDE, OTHER_SIDE

RATE = 8000
SAMPLE_BYTES = 2
CHANNELS = 2
FRAME_BYTES = SAMPLE_BYTES * CHANNELS
BOTH = ".raw"
ENDINGS = (CALLER_SIDE, OTHER_SIDE, BOTH)
_FRAMES_AT_ONCE = 1 << 15

Pieces = Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Take:
    """`frames` of stereo, which `pieces` gives from the first on. `files` are where it is, the shorter one
    first; `channels` are those that they hold."""

    frames: int
    files: tuple[Path, ...]
    channels: tuple[int, ...]
    pieces: Callable[[], Pieces]

    def is_end_of(self, stereo: Pieces) -> bool:
        """Whether these pieces, as many frames in pieces as long as ours, sound the same."""
        pairs = zip(map(_samples, stereo), map(_samples, self.pieces()), strict=True)
        return all(one[at::CHANNELS] == two[at::CHANNELS] for one, two in pairs for at in self.channels)


def files_of(wav: Path) -> list[Path]:
    """Those that are there."""
    return [file for file in map(wav.with_suffix, ENDINGS) if file.exists()]


def takes_of(wav: Path) -> list[Take]:
    """What is there, in the order in which it was recorded. Raises OSError."""
    there = files_of(wav)
    both = wav.with_suffix(BOTH)
    takes = [_one_file(both)] if both in there else []
    if there != [both] and there:
        takes.append(_two_files(wav.with_suffix(CALLER_SIDE), wav.with_suffix(OTHER_SIDE)))
    return takes


def length_ms(wav: Path) -> int:
    """Of what both sides have by now. Raises OSError."""
    both, caller, other = (
        file.stat().st_size if file.exists() else 0
        for file in map(wav.with_suffix, (BOTH, CALLER_SIDE, OTHER_SIDE))
    )
    return (both + CHANNELS * min(caller, other)) * 1000 // (FRAME_BYTES * RATE)


def read(file: Path, offset: int, frames: int) -> Pieces:
    """Stereo, as it is."""
    with file.open("rb") as sound:
        sound.seek(offset)
        for length in _lengths(frames):
            yield sound.read(length * FRAME_BYTES)


def _one_file(both: Path) -> Take:
    frames = both.stat().st_size // FRAME_BYTES
    return Take(frames, (both,), (0, 1), partial(read, both, 0, frames))


def _two_files(*sides: Path) -> Take:
    there = {file: file.stat().st_size // SAMPLE_BYTES for file in sides if file.exists()}
    frames = max(there.values())
    channels = tuple(at for at, file in enumerate(sides) if file in there)
    return Take(frames, tuple(sorted(there, key=there.__getitem__)), channels, partial(_mixed, sides, frames))


def _mixed(sides: tuple[Path, ...], frames: int) -> Pieces:
    """A side that is shorter, or not there, is silent from then on."""
    caller, other = (file if file.exists() else Path(os.devnull) for file in sides)
    with caller.open("rb") as left, other.open("rb") as right:
        for length in _lengths(frames):
            piece = array("h", bytes(length * FRAME_BYTES))
            for at, file in enumerate((left, right)):
                samples = _samples(file.read(length * SAMPLE_BYTES))
                piece[at : CHANNELS * len(samples) : CHANNELS] = samples
            yield piece.tobytes()


def _lengths(frames: int) -> Iterator[int]:
    return (min(_FRAMES_AT_ONCE, frames - at) for at in range(0, frames, _FRAMES_AT_ONCE))


def _samples(sound: bytes) -> "array[int]":
    return array("h", sound[: len(sound) // SAMPLE_BYTES * SAMPLE_BYTES])
