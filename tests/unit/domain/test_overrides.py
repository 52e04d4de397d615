"""Hours set by hand."""

from ccd.domain.facts import HoursOverridden, HoursRestored
from ccd.domain.hours import Opening
from ccd.domain.overrides import Overrides
from ccd.domain.plan_hours import Hours

ALWAYS = Hours.model_validate({"name": "shop", "zone": "UTC", "open": {"mon-sun": ["00:00-24:00"]}})


def test_it_holds_until_its_time_and_until_it_is_taken_back() -> None:
    by_hand = Overrides()
    assert by_hand.opening(ALWAYS, 5) is Opening.OPEN
    by_hand.apply(HoursOverridden("shop", Opening.CLOSED, 10, "an"))
    assert [by_hand.opening(ALWAYS, now_ms) for now_ms in (5, 10)] == [Opening.CLOSED, Opening.OPEN]
    by_hand.apply(HoursOverridden("shop", Opening.HOLIDAY, 0, "binh"))
    assert by_hand.opening(ALWAYS, 99) is Opening.HOLIDAY
    by_hand.apply(HoursRestored("shop", "an"))
    by_hand.apply(HoursRestored("shop", "an"))
    assert (by_hand.of("shop", 99), by_hand.opening(ALWAYS, 99)) == (None, Opening.OPEN)
