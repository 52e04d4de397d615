from ccd.domain.facts import (
    Mode,
    SupervisionEnded,
    SupervisionModeChanged,
    SupervisionOffered,
    SupervisionStarted,
)
from ccd.domain.supervision import Supervisions

OFFERED = SupervisionOffered("c1", "b1", "bob", "ann", Mode.WHISPER, "boss")
STARTED = SupervisionStarted("c1", "b1", 1, "bob", "ann", "1001", Mode.WHISPER, tone=False)


def test_from_the_offer_to_the_end() -> None:
    supervisions = Supervisions()
    supervisions.take(OFFERED, 1)
    assert supervisions.invited["b1"].mode is Mode.WHISPER
    supervisions.take(STARTED, 2)
    assert not supervisions.invited
    supervisions.take(SupervisionModeChanged("c1", "b1", 1, Mode.BARGE), 3)
    assert supervisions.live["b1"].mode is Mode.BARGE
    supervisions.take(SupervisionEnded("c1", "b1", 1), 4)
    assert not supervisions.live


def test_an_offer_that_comes_to_nothing() -> None:
    supervisions = Supervisions()
    supervisions.take(OFFERED, 1)
    supervisions.take(SupervisionEnded("c1", "b1", 0), 2)
    assert not supervisions.invited
