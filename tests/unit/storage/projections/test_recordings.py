from ccd.domain import facts as f
from ccd.domain.facts import Fact
from ccd.storage.projections.recordings import Recordings
from ccd.storage.rows import Values

PATH, OPUS = "2026/11/23/c1.wav", "2026/11/23/c1.opus"
STARTED = f.RecordingStarted("c1", PATH)
STORED = f.RecordingStored("c1", PATH, 1000, 32044, "ab")


def folded(*facts: Fact) -> Values:
    """One every 10 ms, in one batch."""
    recordings = Recordings()
    for n, fact in enumerate(facts, 1):
        recordings.take(fact, 10 * n)
    (row,) = recordings.changed()
    return {column: value for column, value in row.items() if value is not None}


def test_from_start_to_stored() -> None:
    known = {"recording": "c1", "call_id": "c1", "path": PATH, "started_at_ms": 10}
    assert folded(STARTED) == known | {"state": "recording"}
    assert folded(STARTED, STORED) == known | {
        "state": "stored",
        "stored_at_ms": 20,
        "length_ms": 1000,
        "size_bytes": 32044,
        "sha256": "ab",
    }


def test_one_found_on_disk_has_no_start() -> None:
    row = folded(STORED)
    assert (row["path"], row["state"]) == (PATH, "stored")
    assert "started_at_ms" not in row


def test_stored_twice_keeps_the_start() -> None:
    row = folded(STARTED, STORED, STORED)
    assert (row["started_at_ms"], row["stored_at_ms"]) == (10, 30)


def test_a_later_fact_says_its_own_columns_only() -> None:
    """The others are kept by the database (`KEPT`)."""
    assert folded(f.RecordingHeld("c1", PATH, "boss", "case 7")) == {
        "recording": "c1",
        "call_id": "c1",
        "held_by": "boss",
        "held_reason": "case 7",
    }


def test_converted_it_is_the_same_recording() -> None:
    row = folded(STORED, f.RecordingConverted("c1", OPUS, 5000, "cd"))
    assert (row["recording"], row["path"], row["sha256"]) == ("c1", OPUS, "cd")
    assert (row["size_bytes"], row["length_ms"]) == (5000, 1000)


def test_a_hold_is_lifted_and_the_file_goes() -> None:
    row = folded(
        f.RecordingHeld("c1", PATH, "boss", "case 7"),
        f.RecordingReleased("c1", PATH, "boss"),
        f.RecordingDamaged("c1", PATH, "ef"),
        f.RecordingDeleted("c1", PATH, ""),
    )
    assert (row["held_by"], row["held_reason"]) == ("", "")
    assert (row["damaged_at_ms"], row["deleted_at_ms"], row["state"]) == (30, 40, "deleted")
