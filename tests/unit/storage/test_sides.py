from itertools import count
from pathlib import Path

import pytest

from ccd.storage.sides import length_ms, takes_of

SAID, HEARD = b"\x01\x02" * 8000, b"\x03\x04" * 8000
LONG = 20
"""Seconds: more than one piece."""


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    return tmp_path / "call.wav"


def test_nothing_is_there(wav: Path) -> None:
    assert takes_of(wav) == []
    assert length_ms(wav) == 0


def test_a_recording_is_as_long_as_both_sides_have_it(wav: Path) -> None:
    """One that stands still is a gap, whatever the other one does."""
    wav.with_suffix(".caller.sln").write_bytes(SAID * 3)
    assert length_ms(wav) == 0
    wav.with_suffix(".other.sln").write_bytes(HEARD)
    assert length_ms(wav) == 1000
    wav.with_suffix(".raw").write_bytes(SAID * 4)
    assert length_ms(wav) == 3000


def test_stereo_of_two_sides(wav: Path) -> None:
    wav.with_suffix(".caller.sln").write_bytes(SAID * LONG)
    wav.with_suffix(".other.sln").write_bytes(HEARD * LONG + HEARD[:2])
    (take,) = takes_of(wav)
    stereo = b"\x01\x02\x03\x04" * 8000 * LONG + b"\0\0\x03\x04"
    pieces = list(take.pieces())
    assert len(pieces) > 1
    assert b"".join(pieces) == stereo
    assert [file.name for file in take.files] == ["call.caller.sln", "call.other.sln"]
    assert take.is_end_of(take.pieces())
    assert not take.is_end_of(piece[::-1] for piece in take.pieces())


def test_a_lone_side_is_compared_with_its_own_channel(wav: Path) -> None:
    wav.with_suffix(".other.sln").write_bytes(HEARD * LONG)
    (take,) = takes_of(wav)
    numbers = count()
    noise = [bytes(next(numbers) % 251 for _ in piece) for piece in take.pieces()]
    assert not take.is_end_of(iter(noise))
    both = [b"".join(one[n : n + 2] + b"\x03\x04" for n in range(0, len(one), 4)) for one in noise]
    assert take.is_end_of(iter(both))
