from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ccd.domain.decided import Began, Decided
from ccd.domain.events import PromptFinished
from ccd.storage.event_journal import EventJournal, read
from ccd.storage.event_json import NotReadable
from tests.unit.domain.played import office
from tests.unit.storage.test_journal import facts, full_disk

PLENTY = 2**20


def began(last_seq: int = 0) -> Began:
    return Began(1, office(), facts(last_seq, last_seq), {}, last_seq, seed=7)


def decided(number: int) -> Decided:
    return Decided(number, PromptFinished(f"call-{number}"), facts(number, number))


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("events-*"))


def test_what_is_noted_is_read(tmp_path: Path) -> None:
    journal = EventJournal(tmp_path, PLENTY)
    journal.begin(began())
    journal.note(decided(1))
    journal.close()
    journal.begin(began(1))
    journal.note(decided(2))
    journal.close()
    assert list(read(tmp_path)) == [began(), decided(1), began(1), decided(2)]
    assert list(read(files(tmp_path)[1])) == [began(1), decided(2)]


def test_a_life_to_which_nothing_happened_is_replaced(tmp_path: Path) -> None:
    journal = EventJournal(tmp_path, PLENTY)
    journal.begin(began())
    journal.begin(began())
    assert list(read(tmp_path)) == [began()]
    journal.close()


def test_a_line_that_a_death_cut_is_left_out(tmp_path: Path) -> None:
    journal = EventJournal(tmp_path, PLENTY)
    journal.begin(began())
    journal.note(decided(1))
    (file,) = files(tmp_path)
    file.write_bytes(file.read_bytes()[:-5])
    assert list(read(tmp_path)) == [began()]
    journal.close()


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "events-1.jsonl").write_bytes(b"?\n")
    with pytest.raises(NotReadable, match=r"events-1\.jsonl, line 1: "):
        list(read(tmp_path))


def test_the_oldest_lives_make_room(tmp_path: Path) -> None:
    journal = EventJournal(tmp_path, PLENTY)
    journal.begin(began())
    size = files(tmp_path)[0].stat().st_size
    journal = EventJournal(tmp_path, 3 * size)
    for life in range(1, 8):
        journal.begin(began(life))
    assert [entry.last_seq for entry in read(tmp_path) if isinstance(entry, Began)] == [6, 7]
    assert sum(file.stat().st_size for file in files(tmp_path)) <= 3 * size
    journal.close()


def test_a_life_that_fills_all_room_ends_early(tmp_path: Path) -> None:
    journal = EventJournal(tmp_path, 20_000)
    journal.begin(began())
    with capture_logs() as logs:
        for number in range(1, 1000):
            journal.note(decided(number))
    assert [entry["log_level"] for entry in logs] == ["warning"], "said once"
    recorded = list(read(tmp_path))
    assert recorded == [began(), *(decided(number) for number in range(1, len(recorded)))]
    assert 0 < files(tmp_path)[0].stat().st_size <= 20_000


def test_nothing_is_kept_when_there_is_no_room_for_it(tmp_path: Path) -> None:
    journal = EventJournal(tmp_path, 0)
    journal.begin(began())
    journal.note(decided(1))
    assert not files(tmp_path)


def test_a_full_disk_ends_the_recording_and_nothing_else(tmp_path: Path) -> None:
    journal = EventJournal(tmp_path, PLENTY)
    journal.begin(began())
    journal.note(decided(1))
    with capture_logs() as logs, full_disk(files(tmp_path)[0].stat().st_size + 10):
        journal.note(decided(2))
        journal.note(decided(3))
    journal.note(decided(4))
    assert [entry["log_level"] for entry in logs] == ["warning"]
    assert list(read(tmp_path)) == [began(), decided(1)]
    journal.begin(began(4))
    journal.note(decided(5))
    assert list(read(tmp_path))[2:] == [began(4), decided(5)]
    journal.close()


def test_a_folder_that_cannot_be_written_disturbs_nobody(tmp_path: Path) -> None:
    journal = EventJournal(tmp_path / "gone", PLENTY)
    with capture_logs() as logs:
        journal.begin(began())
        journal.note(decided(1))
    assert [entry["log_level"] for entry in logs] == ["warning"]
