import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ccd.domain.facts import CallReattached, Recorded
from ccd.storage.journal import Journal, JournalTaken


def facts(first: int, last: int) -> list[Recorded]:
    return [Recorded(seq, seq * 10, CallReattached(f"call-{seq}", "ch")) for seq in range(first, last + 1)]


async def seqs(journal: Journal, after: int, at_most: int = 10_000) -> list[int]:
    return [entry.seq for entry in await journal.read(after, at_most)]


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("facts-*"))


@contextmanager
def full_disk(at_bytes: int) -> Iterator[None]:
    """No file of this process may grow beyond: the kernel refuses the write, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (at_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_what_is_appended_is_read(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    journal.append(facts(1, 3))
    journal.append([])
    journal.append(facts(4, 9))
    assert journal.last_seq == 9
    assert await seqs(journal, 0) == [*range(1, 10)]
    assert await seqs(journal, 4, at_most=2) == [5, 6]
    assert await seqs(journal, 6) == [7, 8, 9]
    journal.close()


async def test_reading_waits_for_what_comes(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    reading = asyncio.create_task(seqs(journal, 0))
    await asyncio.sleep(0)
    assert not reading.done()
    journal.append(facts(1, 1))
    assert await reading == [1]
    journal.close()


async def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    journal.append(facts(1, 5))
    journal.close()
    journal = Journal.open(tmp_path, after_seq=3)
    assert journal.last_seq == 5
    journal.append(facts(6, 6))
    assert await seqs(journal, 3) == [4, 5, 6]
    journal.close()


async def test_an_empty_one_begins_behind_the_database(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, after_seq=41)
    assert journal.last_seq == 41
    journal.append(facts(42, 42))
    assert await seqs(journal, 41) == [42]
    journal.close()


async def test_segments_end_and_are_forgotten(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, segment_bytes=1000)
    for seq in range(1, 101):
        journal.append(facts(seq, seq))
    before = len(files(tmp_path))
    assert before > 5
    assert await seqs(journal, 0, at_most=30) == [*range(1, 31)]
    journal.forget(30)
    assert len(files(tmp_path)) < before
    assert await seqs(journal, 30) == [*range(31, 101)]
    journal.forget(100)
    assert len(files(tmp_path)) == 1
    journal.close()
    journal = Journal.open(tmp_path)
    assert journal.last_seq == 100, "the last segment remembers, though it may be empty"
    journal.close()


async def test_a_segment_read_to_its_very_end_can_be_forgotten(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, segment_bytes=1000)
    for seq in range(1, 101):
        journal.append(facts(seq, seq))
    second = int(files(tmp_path)[1].stem.removeprefix("facts-"))
    assert await seqs(journal, 0, at_most=second - 1) == [*range(1, second)]
    journal.forget(second - 1)
    assert await seqs(journal, second - 1) == [*range(second, 101)]
    journal.close()


@pytest.mark.parametrize("torn", [b'{"seq":4,"at_ms":40,"ki', b"\0\0\0\0\0\0", b'{"seq":4}\n', b"\0\0\n\0"])
async def test_a_torn_end_is_cut_off(tmp_path: Path, torn: bytes) -> None:
    journal = Journal.open(tmp_path)
    journal.append(facts(1, 3))
    journal.close()
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole + torn)
    with capture_logs() as logs:
        journal = Journal.open(tmp_path)
    assert [entry["log_level"] for entry in logs] == ["warning"]
    assert file.read_bytes() == whole
    journal.append(facts(4, 4))
    assert await seqs(journal, 0) == [1, 2, 3, 4]
    journal.close()


async def test_a_damaged_line_costs_one_fact(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    journal.append(facts(1, 3))
    (file,) = files(tmp_path)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + b"x" * (len(lines[1]) - 1) + b"\n" + lines[2])
    with capture_logs() as logs:
        assert await seqs(journal, 0) == [1, 3]
    assert [entry["log_level"] for entry in logs] == ["critical"]
    journal.close()


def test_two_writers_are_refused(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    with pytest.raises(JournalTaken, match=r"another ccd writes the journal in .*storage\.journal_dir"):
        Journal.open(tmp_path)
    journal.close()
    Journal.open(tmp_path).close()


async def test_a_full_disk_costs_nothing(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    journal.append(facts(1, 2))
    with capture_logs() as logs, full_disk(250):
        for seq in range(3, 9):
            journal.append(facts(seq, seq))
    assert [entry["log_level"] for entry in logs] == ["critical"], "said once"
    assert journal.last_seq == 8
    assert journal.written_seq == 2
    with capture_logs() as logs:
        journal.append(facts(9, 9))
    assert [entry["log_level"] for entry in logs] == ["warning"]
    assert journal.written_seq == 9
    assert await seqs(journal, 0) == [*range(1, 10)]
    journal.close()


async def test_what_waits_in_memory_is_written_without_a_new_fact(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    with capture_logs(), full_disk(50):
        journal.append(facts(1, 3))
    syncing = asyncio.create_task(journal.keep_synced(every_s=0.001))
    assert await seqs(journal, 0) == [1, 2, 3]
    syncing.cancel()
    journal.close()


async def test_memory_has_an_end_and_calls_go_on(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, memory_bytes=300)
    with capture_logs() as logs, full_disk(0):
        for seq in range(1, 11):
            journal.append(facts(seq, seq))
    assert sum("LOST" in entry["event"] for entry in logs) == 7
    journal.append(facts(11, 11))
    assert await seqs(journal, 0) == [1, 2, 3, 11]
    journal.close()
