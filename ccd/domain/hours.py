"""Is it open now? By the plan's hours, unless somebody has opened or closed for a while by hand.

Everything goes by the clock on the wall of the zone, so that the two nights on which it is put forward and
back need no rule: an hour that does not happen is neither open nor closed, one that happens twice is the same
twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from ccd.domain.plan_hours import DAY_MIN, Hours

AHEAD_DAYS = 15
"""How far a next change is looked for: two weeks and a day see every weekday on both sides of a holiday."""

_QUARTER = timedelta(minutes=15)


class Opening(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Override:
    """Somebody opened or closed by hand. `until_ms` None: until he takes it back."""

    state: Opening
    until_ms: int | None
    by: str

    def holds(self, now_ms: int) -> bool:
        return self.until_ms is None or now_ms < self.until_ms


def opening(hours: Hours, now_ms: int, override: Override | None = None) -> Opening:
    """`override`: one that holds."""
    if override:
        return override.state
    return by_the_plan(hours, datetime.fromtimestamp(now_ms / 1000, hours.tz))


def by_the_plan(hours: Hours, moment: datetime) -> Opening:
    """`moment` in the zone of the hours."""
    today, minute = moment.date(), 60 * moment.hour + moment.minute
    yesterday = today - timedelta(days=1)
    if any(first <= minute < last for first, last in hours.spans_on(today)):
        return Opening.OPEN
    if any(minute + DAY_MIN < last for _, last in hours.spans_on(yesterday)):
        return Opening.OPEN
    return Opening.HOLIDAY if hours.holiday_on(today) else Opening.CLOSED


def next_change_ms(hours: Hours, now_ms: int) -> int | None:
    """When the plan's own answer will be another one; None: not within `AHEAD_DAYS`."""
    now = datetime.fromtimestamp(now_ms / 1000, hours.tz)
    state = by_the_plan(hours, now)
    for moment in sorted({m for day in _days_from(now.date()) for m in _moments(hours, day)}):
        if moment > now and by_the_plan(hours, moment.astimezone(hours.tz)) is not state:
            return round(moment.timestamp() * 1000)
    return None


def _days_from(first: date) -> Iterable[date]:
    """Last night may go on into this day."""
    return (first + timedelta(days=n) for n in range(-1, AHEAD_DAYS + 1))


def _moments(hours: Hours, day: date) -> Iterator[datetime]:
    """At which the answer may change on that day, in UTC: its midnight, where its spans begin and end, and
    where the clock may be put forward or back."""
    midnight = datetime.combine(day, time())
    for minute in {0, *(minute for span in hours.spans_on(day) for minute in span)}:
        for fold in (0, 1):
            wall = midnight + timedelta(minutes=minute)
            yield wall.replace(tzinfo=hours.tz, fold=fold).astimezone(UTC)
    first, last = (
        m.replace(tzinfo=hours.tz).astimezone(UTC) for m in (midnight, midnight + timedelta(days=1))
    )
    if last - first != timedelta(days=1):
        yield from (first + n * _QUARTER for n in range(round((last - first) / _QUARTER)))
