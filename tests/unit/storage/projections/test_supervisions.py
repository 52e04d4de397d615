from ccd.domain.facts import (
    Mode,
    SupervisionEnded,
    SupervisionModeChanged,
    SupervisionOffered,
    SupervisionStarted,
)
from ccd.storage.projections.supervisions import Supervisions

OFFERED = SupervisionOffered("c1", "b1", "bob", "ann", Mode.LISTEN, "boss")


def started(call_id: str = "c1", turn: int = 1) -> SupervisionStarted:
    return SupervisionStarted(call_id, "b1", turn, "bob", "ann", "1001", Mode.LISTEN, tone=False)


def test_an_offer_ends_when_he_comes_in() -> None:
    supervisions = Supervisions()
    supervisions.take(OFFERED, 10)
    supervisions.take(started(), 20)
    offer, row = supervisions.changed()
    assert (offer["turn"], offer["ended_at_ms"], offer["asked_by"]) == (0, 20, "boss")
    assert (row["turn"], row["ended_at_ms"], row["asked_by"]) == (1, None, "boss")


def test_modes_and_the_end() -> None:
    supervisions = Supervisions()
    supervisions.take(started(), 10)
    supervisions.take(SupervisionModeChanged("c1", "b1", 1, Mode.WHISPER), 20)
    supervisions.take(SupervisionEnded("c1", "b1", 1), 30)
    supervisions.take(started("c2", 2), 40)
    first, second = supervisions.changed()
    assert (first["modes"], first["ended_at_ms"]) == ("listen whisper", 30)
    assert (second["call_id"], second["asked_by"], second["ended_at_ms"]) == ("c2", None, None)


def test_after_a_restart_what_runs_is_known() -> None:
    before, after = Supervisions(), Supervisions()
    before.take(started(), 10)
    after.remember(before.changed())
    after.take(SupervisionEnded("c1", "b1", 1), 30)
    assert [row["ended_at_ms"] for row in after.changed()] == [30]
