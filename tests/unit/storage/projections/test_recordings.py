from ccd.domain import facts as f
from ccd.storage.projections.recordings import Recordings

STARTED = f.RecordingStarted("c1", "2026/11/23/c1.wav")
STORED = f.RecordingStored("c1", "2026/11/23/c1.wav", 1000, 32044, "ab")


def test_from_start_to_stored() -> None:
    recordings = Recordings()
    recordings.take(STARTED, 10)
    (row,) = recordings.changed()
    assert (row["state"], row["started_at_ms"], row["sha256"]) == ("recording", 10, None)
    recordings.take(STORED, 20)
    (row,) = recordings.changed()
    assert (row["state"], row["started_at_ms"], row["stored_at_ms"]) == ("stored", 10, 20)
    assert (row["length_ms"], row["size_bytes"], row["sha256"]) == (1000, 32044, "ab")


def test_one_found_on_disk_has_no_start() -> None:
    recordings = Recordings()
    recordings.take(STORED, 20)
    (row,) = recordings.changed()
    assert (row["path"], row["state"], row["started_at_ms"]) == ("2026/11/23/c1.wav", "stored", None)


def test_stored_twice_in_one_batch_keeps_the_start() -> None:
    recordings = Recordings()
    for at_ms, fact in ((10, STARTED), (20, STORED), (30, STORED)):
        recordings.take(fact, at_ms)
    (row,) = recordings.changed()
    assert (row["started_at_ms"], row["stored_at_ms"]) == (10, 30)
