"""What a phone did abroad within 24 hours."""

from ccd.domain.facts import AbroadCalled, AbroadTalked
from ccd.domain.tolls import WINDOW_MS, Tolls, Used


def test_calls_and_talks_count_for_24_hours() -> None:
    tolls = Tolls()
    tolls.apply(AbroadCalled("c1", "1001"), 1000)
    tolls.apply(AbroadTalked("c1", "1001", 400), 2000)
    tolls.apply(AbroadCalled("c2", "1001"), 3000)
    assert tolls.used("1001", 3000) == Used(2, 400)
    assert tolls.used("1002", 3000) == Used()
    assert tolls.used("1001", 1000 + WINDOW_MS) == Used(1, 400)
    assert tolls.used("1001", 3000 + WINDOW_MS) == Used()


def test_what_is_long_past_is_forgotten() -> None:
    tolls = Tolls()
    tolls.apply(AbroadCalled("c1", "1001"), 0)
    tolls.apply(AbroadTalked("c1", "1001", 9), 0)
    tolls.apply(AbroadCalled("c2", "1001"), WINDOW_MS)
    tolls.apply(AbroadTalked("c2", "1001", 9), WINDOW_MS)
    assert tolls.used("1001", WINDOW_MS) == tolls.used("1001", WINDOW_MS - 1) == Used(1, 9)
