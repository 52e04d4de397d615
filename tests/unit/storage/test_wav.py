import wave
from hashlib import sha256
from pathlib import Path

import pytest

from ccd.storage.wav import inspect, wrap

SECOND = b"\x01\x02\x03\x04" * 8000


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "20261123T0930-1f.raw"


def sound(path: Path) -> bytes:
    with wave.open(str(path)) as file:
        assert file.getparams()[:3] == (2, 2, 8000)
        return bytes(file.readframes(file.getnframes()))


def test_raw_becomes_wav(raw: Path) -> None:
    raw.write_bytes(SECOND * 3)
    made = wrap(raw)
    wav = raw.with_suffix(".wav")
    assert made
    assert sound(wav) == SECOND * 3
    assert (made.length_ms, made.size_bytes) == (3000, wav.stat().st_size)
    assert made.sha256 == sha256(wav.read_bytes()).hexdigest()
    assert inspect(wav) == made
    assert [path.name for path in raw.parent.iterdir()] == [wav.name]


def test_half_a_frame_is_cut_off(raw: Path) -> None:
    raw.write_bytes(SECOND + b"\x01\x02\x03")
    assert wrap(raw)
    assert sound(raw.with_suffix(".wav")) == SECOND


def test_an_empty_recording_leaves_nothing(raw: Path) -> None:
    raw.touch()
    assert wrap(raw) is None
    assert list(raw.parent.iterdir()) == []


def test_one_that_is_gone_is_no_error(raw: Path) -> None:
    assert wrap(raw) is None


def test_a_second_talk_follows_the_first(raw: Path) -> None:
    raw.write_bytes(SECOND)
    wrap(raw)
    raw.write_bytes(b"\x09" * 8000)
    made = wrap(raw)
    assert made
    assert made.length_ms == 1250
    assert sound(raw.with_suffix(".wav")) == SECOND + b"\x09" * 8000


def test_a_death_before_the_raw_was_removed_doubles_nothing(raw: Path) -> None:
    raw.write_bytes(SECOND)
    first = wrap(raw)
    raw.write_bytes(SECOND)
    assert wrap(raw) == first
    assert sound(raw.with_suffix(".wav")) == SECOND
    assert not raw.exists()


def test_what_a_death_left_half_made_is_made_anew(raw: Path) -> None:
    raw.write_bytes(SECOND)
    raw.with_suffix(".part").write_bytes(b"RIFF half")
    assert wrap(raw)
    assert sound(raw.with_suffix(".wav")) == SECOND
    assert not raw.with_suffix(".part").exists()
