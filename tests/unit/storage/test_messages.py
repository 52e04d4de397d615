"""What of a message is kept."""

import asyncio
import wave
from array import array
from hashlib import sha256
from math import sin, tau
from pathlib import Path
from random import Random

import pytest

from ccd.background import Background
from ccd.domain.events import GreetingKept, MessageKept
from ccd.domain.orders import KeepGreeting, KeepMessage
from ccd.storage.messages import MessageFiles, keep
from tests.inbox import Inbox

NAME = "2026/11/23/c1-m1"


def said(seconds: float, level: int = 8000) -> bytes:
    return array(
        "h", (round(level * sin(tau * 503 * n / 8000)) for n in range(round(8000 * seconds)))
    ).tobytes()


def hiss(seconds: float) -> bytes:
    random = Random(1)
    return array("h", (random.randint(-200, 200) for _ in range(round(8000 * seconds)))).tobytes()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    file = tmp_path / f"{NAME}.sln"
    file.parent.mkdir(parents=True)
    return file


def test_words_become_a_wav(raw: Path) -> None:
    raw.write_bytes(hiss(1) + said(2) + hiss(1))
    kept = keep(raw)
    assert kept
    wav = raw.with_suffix(".wav")
    assert (kept.length_ms, kept.size_bytes) == (4000, wav.stat().st_size)
    assert kept.sha256 == sha256(wav.read_bytes()).hexdigest()
    with wave.open(str(wav)) as sound:
        assert (sound.getnchannels(), sound.getframerate(), sound.getnframes()) == (1, 8000, 32_000)
    assert [file.name for file in raw.parent.iterdir()] == [wav.name]


@pytest.mark.parametrize("content", [b"", b"\0", hiss(5), hiss(2) + said(0.2), said(3, level=100)])
def test_who_said_nothing_leaves_nothing(raw: Path, content: bytes) -> None:
    raw.write_bytes(content)
    assert keep(raw) is None
    assert not list(raw.parent.iterdir())
    assert keep(raw) is None, "also when it is gone already"


async def test_what_is_kept_is_told(raw: Path, tmp_path: Path) -> None:
    inbox = Inbox()
    await asyncio.to_thread(raw.write_bytes, said(1))
    order = KeepMessage("c1", "desk", f"{NAME}.wav")
    async with Background() as background:
        MessageFiles(tmp_path, inbox.post, background).perform(order)
    kept = await inbox.until(MessageKept)
    assert (kept.box, kept.path, kept.length_ms) == ("desk", f"{NAME}.wav", 1000)
    async with Background() as background:
        MessageFiles(tmp_path, inbox.post, background).perform(order)
    assert inbox.is_empty


async def test_a_greeting_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    inbox = Inbox()
    files = MessageFiles(tmp_path, inbox.post, Background())
    folder = tmp_path / "greetings" / "desk"
    folder.mkdir(parents=True)
    for name in ("p1", "p2"):
        (folder / "take.wav").write_bytes(name.encode())
        path = f"greetings/desk/{name}.wav"
        files.perform(KeepGreeting(name, "desk", "greetings/desk/take.wav", path))
        assert await inbox.next() == GreetingKept(name, "desk", path)
    assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == [("p2.wav", b"p2")]
    files.perform(KeepGreeting("p3", "desk", "greetings/desk/take.wav", "greetings/desk/p3.wav"))
    assert await inbox.next() == GreetingKept("p3", "desk", "")
