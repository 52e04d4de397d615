import asyncio
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pytest

from ccd.domain.events import RecordingClosed
from ccd.domain.facts import CallStarted, RecordingStarted, RecordingStored
from ccd.storage.database import Database
from ccd.storage.recorder import Recorder
from tests.integration.storage.memory import Memory
from tests.phones.waiting import PATIENCE_S

LEFT, RIGHT = b"\x01\x02" * 8000, b"\x03\x04" * 8000
SECOND = b"\x01\x02\x03\x04" * 8000
DAY = Path("2026/11/23")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recordings"


@asynccontextmanager
async def recording(db: Database, folder: Path) -> AsyncIterator[asyncio.Queue[RecordingClosed]]:
    told: asyncio.Queue[RecordingClosed] = asyncio.Queue()
    recorder = Recorder(db, folder, told.put_nowait, _all_is_stored)
    await recorder.start()
    yield told
    await recorder.close()


def write(folder: Path, name: str, sound: bytes, day: Path = DAY) -> Path:
    """As Asterisk does: open, write, close."""
    file = folder / day / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(sound)
    return file


async def test_what_asterisk_closes_becomes_a_wav_and_an_event(db: Database, folder: Path) -> None:
    """One event, when the second side is closed as well."""
    async with recording(db, folder) as told:
        day = folder / DAY
        day.mkdir(parents=True)
        call = "20261123T0930-1f"
        with (day / f"{call}.caller.sln").open("wb") as said, (day / f"{call}.other.sln").open("wb") as heard:
            said.write(LEFT * 2)
            heard.write(RIGHT * 2)
            said.close()
            assert (await told_of(told, folder, "between.raw", SECOND)).call_id == "between"
        first = await asyncio.wait_for(told.get(), 10)
        assert (await told_of(told, folder, "last.raw", SECOND)).call_id == "last"
        assert told.empty()
    for name in ("between", "last"):
        (day / f"{name}.wav").unlink()
    wav = folder / DAY / "20261123T0930-1f.wav"
    assert first == RecordingClosed(
        "20261123T0930-1f",
        "2026/11/23/20261123T0930-1f.wav",
        2000,
        wav.stat().st_size,
        sha256(wav.read_bytes()).hexdigest(),
    )
    with wave.open(str(wav)) as file:
        assert file.readframes(file.getnframes()) == SECOND * 2
    assert [path.name for path in (folder / DAY).iterdir()] == [wav.name]


async def told_of(
    told: asyncio.Queue[RecordingClosed], folder: Path, name: str, sound: bytes, day: Path = DAY
) -> RecordingClosed:
    """The file is closed only when its folder is seen, as after a talk: Asterisk makes the folder first."""
    file = folder / day / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as open_file:
        open_file.write(sound)
        async with asyncio.timeout(PATIENCE_S):
            while not await asyncio.to_thread(is_watched, file.parent):
                pass
    return await asyncio.wait_for(told.get(), 10)


def is_watched(folder: Path) -> bool:
    """By an inotify of this process (proc_pid_fdinfo(5))."""
    watched = f" ino:{folder.stat().st_ino:x} "
    for about in Path("/proc/self/fdinfo").iterdir():
        with suppress(FileNotFoundError):  # such as that of this very folder
            if watched in about.read_text():
                return True
    return False


async def test_new_days_are_seen(db: Database, folder: Path) -> None:
    async with recording(db, folder) as told:
        assert (await told_of(told, folder, "a.raw", SECOND)).path == "2026/11/23/a.wav"
        tomorrow = await told_of(told, folder, "b.raw", SECOND, Path("2026/11/24"))
        assert tomorrow.path == "2026/11/24/b.wav"
        new_year = await told_of(told, folder, "c.raw", SECOND, Path("2027/01/01"))
        assert new_year.path == "2027/01/01/c.wav"


async def test_what_was_closed_while_we_were_away_is_found(memory: Memory, folder: Path) -> None:
    memory.tell(
        [
            CallStarted("alive", "ch", "1", "2", "", ""),
            RecordingStored("known", "2026/11/23/known.wav", 1000, 32044, "ab"),
        ]
    )
    await memory.stored()
    alive = folder / DAY / "alive.raw"
    write(folder, "gone.raw", SECOND)
    for name in ("known", "unknown"):
        write(folder, f"{name}.raw", SECOND)
    with alive.open("wb") as file:
        file.write(SECOND)
        async with recording(memory.db, folder) as told:
            found = {(await asyncio.wait_for(told.get(), 10)).call_id for _ in range(3)}
        assert found == {"gone", "known", "unknown"}
        assert alive.exists(), "it is still being written"
    async with recording(memory.db, folder) as told:
        again = {(await asyncio.wait_for(told.get(), 10)).call_id for _ in range(3)}
    assert again == {"alive", "gone", "unknown"}, "closed since, and WAV files without a row"


async def test_sides_that_were_closed_while_we_were_away_are_found(db: Database, folder: Path) -> None:
    """Each call once, also where we died while we made its WAV, or Asterisk while it wrote one side."""
    write(folder, "halves.caller.sln", LEFT * 2)
    write(folder, "halves.other.sln", RIGHT)
    write(folder, "halves.part", SECOND)
    write(folder, "lone.caller.sln", LEFT)
    for kind, sound in (("raw", SECOND), ("caller.sln", RIGHT), ("other.sln", LEFT)):
        write(folder, f"upgraded.{kind}", sound)
    alive = write(folder, "alive.caller.sln", LEFT)
    with (folder / DAY / "alive.other.sln").open("wb") as file:
        file.write(RIGHT)
        async with recording(db, folder) as told:
            found = [await asyncio.wait_for(told.get(), 10) for _ in range(3)]
            assert alive.exists(), "its other side is still being written"
            file.close()
            found.append(await asyncio.wait_for(told.get(), 10))
            assert (await told_of(told, folder, "last.raw", SECOND)).call_id == "last"
            assert told.empty()
    lengths = [(event.call_id, event.length_ms) for event in found]
    assert lengths == [("halves", 2000), ("lone", 1000), ("upgraded", 2000), ("alive", 1000)]
    assert {path.suffix for path in (folder / DAY).iterdir()} == {".wav"}


async def test_empty_and_foreign_files_say_nothing(db: Database, folder: Path) -> None:
    empty = write(folder, "empty.raw", b"")
    foreign = [
        write(folder, name, SECOND)
        for name in ("song.mp3", "a b.raw", "a.sln", "a.both.sln", "../e.raw", "\udcff.raw")
    ]
    foreign.append(write(folder, "top.raw", SECOND, Path()))
    async with recording(db, folder) as told:
        foreign += [write(folder, name, SECOND) for name in ("song2.mp3", "\udcfe.raw")]
        assert (await told_of(told, folder, "last.raw", SECOND)).call_id == "last"
        assert told.empty()
    assert not empty.exists()
    assert all(file.exists() for file in foreign)


async def test_a_recording_that_never_got_a_sound_is_over_too(memory: Memory, folder: Path) -> None:
    """As when Asterisk dies in the first second of a conversation."""
    memory.tell([CallStarted("cut", "ch", "1", "2", "", ""), RecordingStarted("cut", "2026/11/23/cut.wav")])
    await memory.stored()
    async with recording(memory.db, folder) as told:
        over = await told_of(told, folder, "cut.raw", b"")
    assert (over.call_id, over.path, over.length_ms) == ("cut", "2026/11/23/cut.wav", 0)


async def _all_is_stored() -> None:
    """These facts are stored by hand."""
