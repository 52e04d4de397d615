"""When the office is open: a week, and the days that are different."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from ccd.domain.located import Place, Problem, refuse
from ccd.domain.names import Frozen, Name, Title
from ccd.domain.spelled import Spelled

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MIN = 24 * 60
WHOLE_DAY = "00:00-24:00"
LEAP_YEAR = 2000

Span = Annotated[
    str,
    Spelled(
        r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$",
        "from when to when on a clock of 24 hours, two digits each, like 08:00-17:30",
    ),
]
"""`08:00-17:30` by the clock on the wall; `22:00-06:00` goes on into the next day."""

Days = Annotated[
    str,
    Spelled(
        rf"^({'|'.join(DAYS)})(-({'|'.join(DAYS)}))?$", "a day, like sun, or some in a row, like mon-fri"
    ),
]
"""`mon`, or `mon-fri`; `sat-mon` is three days."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # no such zone; no name of one
        raise ValueError(f"there is no time zone {name}; write for example Asia/Ho_Chi_Minh") from error
    return name


Zone = Annotated[
    str,
    Spelled(r"^[A-Za-z0-9_+/-]{1,60}$", "a time zone, like Asia/Ho_Chi_Minh"),
    AfterValidator(_known_zone),
]


Day = Annotated[str, Spelled(r"^(\d{4}-)?\d{2}-\d{2}$", "a day, like 2026-12-24, or 12-24 of every year")]
LastDay = Annotated[str, Spelled(r"^(\d{4}-\d{2}-\d{2})?$", "a day, like 2026-12-24")]


def minutes(span: str) -> tuple[int, int]:
    """From and to, in minutes of the day it begins on; to is later than from, maybe tomorrow."""
    first, last = (60 * int(time[:2]) + int(time[3:]) for time in span.split("-"))
    return first, last if last > first else last + DAY_MIN


def _wrong_spans(spans: Sequence[str], place: Place) -> Iterator[Problem]:
    """Of one day. One that goes on after midnight may meet those of the next day."""
    before = list(map(minutes, spans))
    for i, (first, last) in enumerate(before):
        if last - first == DAY_MIN and spans[i] != WHOLE_DAY:
            yield (*place, i), f"{spans[i]} ends when it begins; a whole day is {WHOLE_DAY}"
        for other, (begin, end) in zip(spans[:i], before[:i], strict=True):
            if first < end and begin < last:
                yield (*place, i), f"{spans[i]} overlaps {other}; make one of the two, or correct one"
                break


def weekdays(days: str) -> tuple[int, ...]:
    """0 is Monday."""
    first, _, last = days.partition("-")
    begin = DAYS.index(first)
    length = (DAYS.index(last or first) - begin) % len(DAYS) + 1
    return tuple((begin + n) % len(DAYS) for n in range(length))


class Holiday(Frozen):
    """One day or, with `until`, all days to that one; without a year every year. Closed but for `open`."""

    date: Day
    until: LastDay = ""
    title: Title = ""
    open: tuple[Span, ...] = Field(default=(), max_length=20)

    @property
    def rank(self) -> int:
        """Of several on a day the lowest counts: a date before days in a row, and those before every year."""
        return 1 if self.until else 0 if len(self.date) > len("mm-dd") else 2

    def covers(self, day: dt.date) -> bool:
        written = day.isoformat()
        if self.until:
            return self.date <= written <= self.until
        return written.endswith(self.date)

    @model_validator(mode="after")
    def _is_in_the_calendar(self) -> Self:
        refuse("Holiday", [*self._wrong_dates(), *_wrong_spans(self.open, ("open",))])
        return self

    def _wrong_dates(self) -> Iterator[Problem]:
        for field, written in (("date", self.date), ("until", self.until)):
            whole = written if len(written) != len("mm-dd") else f"{LEAP_YEAR}-{written}"
            try:
                dt.date.fromisoformat(whole or f"{LEAP_YEAR}-01-01")
            except ValueError:
                yield (field,), f"there is no day {written}"
        if self.until and (len(self.date) < len(self.until) or self.until < self.date):
            yield ("until",), "give `date` a year, too, and let `until` come after it"


class Hours(Frozen):
    """`open` says for days of the week when; days that are left out are closed. Holidays replace the day they
    fall on; of several a date counts before days in a row, and those before a day of every year. A span that
    goes on after midnight belongs to the day it begins on. The code `day_night` closes them, but not with
    `by_code: false`."""

    name: Name
    title: Title = ""
    zone: Zone
    open: dict[Days, tuple[Span, ...]] = Field(default_factory=dict)
    holidays: tuple[Holiday, ...] = Field(default=(), max_length=1000)
    by_code: bool = True

    @cached_property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def week(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Of each weekday its spans, in minutes."""
        week: list[tuple[tuple[int, int], ...]] = [()] * len(DAYS)
        for days, spans in self.open.items():
            for weekday in weekdays(days):
                week[weekday] = tuple(map(minutes, spans))
        return tuple(week)

    @cached_property
    def _ranked(self) -> list[Holiday]:
        return sorted(self.holidays, key=lambda holiday: holiday.rank)

    def holiday_on(self, day: dt.date) -> Holiday | None:
        return next((holiday for holiday in self._ranked if holiday.covers(day)), None)

    def spans_on(self, day: dt.date) -> tuple[tuple[int, int], ...]:
        """In minutes from that day's midnight."""
        holiday = self.holiday_on(day)
        return tuple(map(minutes, holiday.open)) if holiday else self.week[day.weekday()]

    @model_validator(mode="after")
    def _each_day_once(self) -> Self:
        spans = (p for days, said in self.open.items() for p in _wrong_spans(said, ("open", days)))
        refuse("Hours", [*self._repeated_days(), *spans, *self._repeated_holidays()])
        return self

    def _repeated_holidays(self) -> Iterator[Problem]:
        """Two of the same rank on one day."""
        seen: dict[str, Holiday] = {}
        rows: list[Holiday] = []
        for i, holiday in enumerate(self.holidays):
            if holiday.until:
                other = next((r for r in rows if r.date <= holiday.until and holiday.date <= r.until), None)
                rows.append(holiday)
            else:
                other = seen.get(holiday.date)
                seen[holiday.date] = holiday
            if other:
                days = f"{other.date} to {other.until}" if other.until else other.date
                yield ("holidays", i, "date"), f"the holiday {days} is there already; give each day once"

    def _repeated_days(self) -> Iterator[Problem]:
        seen: dict[int, Any] = {}
        for days in self.open:
            for weekday in weekdays(days):
                if weekday in seen:
                    what = f"{DAYS[weekday]} is in {seen[weekday]} already; give each day once"
                    yield ("open", days), what
                    break
                seen[weekday] = days
