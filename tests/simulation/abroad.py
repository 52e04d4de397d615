"""Calls abroad: as many and as long as the toll guard lets them be."""

from collections import Counter

from ccd.domain.facts import AbroadCalled, AbroadTalked
from tests.simulation.talk_times import LATE_MS
from tests.twin.asterisk import Asterisk


def of_the_shift(asterisk: Asterisk) -> None:
    """Shifts are shorter than the guard's 24 hours. A call that was begun within the limit may use up what is
    left while others of the same phone last."""
    guard = asterisk.plan.toll_guard
    facts = [entry.fact for entry in asterisk.daemon.recorded]
    called = Counter(fact.phone for fact in facts if isinstance(fact, AbroadCalled))
    talked = Counter[str]()
    for fact in facts:
        if isinstance(fact, AbroadTalked):
            talked[fact.phone] += fact.talk_ms
    for phone, times in called.items():
        assert times <= guard.calls, f"{phone} called abroad too often"
        most_ms = guard.minutes * 60_000 * times + LATE_MS
        assert asterisk.blind_spells or talked[phone] <= most_ms, f"{phone} talked abroad too long"
