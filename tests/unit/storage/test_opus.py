"""Conversion by the real programs, and what happens when they do not do it."""

import wave
from array import array
from hashlib import sha256
from math import sin, tau
from pathlib import Path

import pytest

from ccd.storage import opus
from ccd.storage.opus import NotConverted, convert, missing_tools


def spoken(file: Path, seconds: float = 2.0) -> Path:
    frames = array("h")
    for n in range(round(8000 * seconds)):
        frames.extend((round(8000 * sin(tau * 503 * n / 8000)), round(8000 * sin(tau * 701 * n / 8000))))
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(frames.tobytes())
    return file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_tenth_of_the_room(tmp_path: Path) -> None:
    wav = spoken(tmp_path / "c1.wav")
    made = await convert(wav, 24)
    assert made.file == tmp_path / "c1.opus"
    assert made.size_bytes == made.file.stat().st_size < wav.stat().st_size / 6
    assert made.sha256 == sha256(made.file.read_bytes()).hexdigest()
    assert names(tmp_path) == ["c1.opus", "c1.wav"], "the original is kept"


async def test_what_is_no_sound_stays(tmp_path: Path) -> None:
    wav = tmp_path / "c1.wav"
    wav.write_bytes(b"no sound at all")
    with pytest.raises(NotConverted, match="opusenc"):
        await convert(wav, 24)
    assert names(tmp_path) == ["c1.wav"]


async def test_what_comes_out_shorter_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wav = spoken(tmp_path / "c1.wav")
    monkeypatch.setattr(opus, "SLACK_FRAMES", -1)
    with pytest.raises(NotConverted, match="frames came out of 16000"):
        await convert(wav, 24)
    assert names(tmp_path) == ["c1.wav"]


def test_programs_that_are_missing_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing_tools() == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing_tools() == ["opusenc", "opusdec"]
