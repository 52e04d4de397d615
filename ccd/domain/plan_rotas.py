"""Who is on call: people who take turns by the week, and days on which it is somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, model_validator

from ccd.domain.ivr.target import Target
from ccd.domain.located import Place, Problem, refuse
from ccd.domain.names import Abbreviated, Frozen, Name, Title
from ccd.domain.plan_devices import MobileNumber, why_not
from ccd.domain.plan_hours import DAYS, Days, Zone, weekdays
from ccd.domain.spelled import Spelled

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

WHOLE_WEEK = "mon-sun"
DAY = dt.timedelta(days=1)


TimeOfDay = Annotated[str, Spelled(r"^([01]\d|2[0-3]):[0-5]\d$", "a time of the day, like 08:00")]


class Person(Abbreviated):
    """`number` is an extension, or somebody's number outside as a phone of ours would dial it; it alone will
    do."""

    number: MobileNumber
    title: Title = ""


People = Annotated[tuple[Person, ...], Field(min_length=1, max_length=10)]
"""In the order in which they are called."""


def _of_whole_week(given: Any) -> Any:
    return {WHOLE_WEEK: given} if isinstance(given, list | tuple) else given


Week = Annotated[dict[Days, People], BeforeValidator(_of_whole_week)]
"""Who is on call on which days; people alone are for all of them."""


class Dates(Frozen):
    """On call from the one day to the other, both of them included, in the place of whose week it is."""

    first: dt.date
    last: dt.date
    people: People
    title: Title = ""

    @model_validator(mode="after")
    def _has_an_order(self) -> Self:
        if self.last < self.first:
            refuse("Dates", [(("last",), f"{self.last} is before {self.first}")])
        return self

    def covers(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


class Rota(Frozen):
    """The people of `weeks` take turns: the first week is the one in which `begins` lies, and after the last
    one it is the first one's turn again. `dates` come before. A day on call begins at `hand_over` by the
    clock on the wall and ends when the next one begins. Each is called for `ring_s`, at a number outside with
    key 1 to accept; then the call goes to `otherwise`, and ends if there is none."""

    name: Name
    title: Title = ""
    zone: Zone
    hand_over: TimeOfDay = "08:00"
    begins: dt.date | None = None
    weeks: tuple[Week, ...] = Field(default=(), max_length=60)
    dates: tuple[Dates, ...] = Field(default=(), max_length=1000)
    ring_s: int = Field(default=30, ge=5, le=120)
    otherwise: Target | None = None

    @cached_property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def everybody(self) -> Iterator[tuple[Place, Person]]:
        """With their places."""
        for i, week in enumerate(self.weeks):
            for days, people in week.items():
                yield from ((("weeks", i, days, j), person) for j, person in enumerate(people))
        for i, dates in enumerate(self.dates):
            yield from ((("dates", i, "people", j), person) for j, person in enumerate(dates.people))

    def people_on(self, day: dt.date) -> tuple[Person, ...]:
        """Empty: nobody."""
        if found := next((dates for dates in self.dates if dates.covers(day)), None):
            return found.people
        if not self.weeks:
            return ()
        passed = (_monday(day) - _monday(self.begins or day)).days // 7
        week = self.weeks[passed % len(self.weeks)]
        return next((people for days, people in week.items() if day.weekday() in weekdays(days)), ())

    @model_validator(mode="after")
    def _has_somebody_always(self) -> Self:
        refuse("Rota", [*self._gaps()])
        return self

    def _gaps(self) -> Iterator[Problem]:
        if not self.weeks and not self.dates:
            yield ("weeks",), f"rota {self.name}: nobody is on it; give it `weeks` or `dates`"
        if len(self.weeks) > 1 and self.begins is None:
            yield ("begins",), f"rota {self.name}: say with a day of the first week when it `begins`"
        for i, week in enumerate(self.weeks):
            yield from self._wrong_days(i, [weekday for days in week for weekday in weekdays(days)])
        ordered = sorted(self.dates, key=lambda dates: dates.first)
        for before, after in pairwise(ordered):
            place = ("dates", self.dates.index(after), "first")
            if after.first <= before.last:
                yield place, f"rota {self.name}: {after.first} is among other dates already"
            elif not self.weeks and after.first > before.last + DAY:
                gap = f"between {before.last} and {after.first}"
                yield place, f"rota {self.name}: nobody is on call {gap}"

    def _wrong_days(self, i: int, covered: list[int]) -> Iterator[Problem]:
        for weekday, name in enumerate(DAYS):
            if weekday not in covered:
                yield ("weeks", i), f"rota {self.name}, week {i + 1}: nobody is on call on {name}"
            elif covered.count(weekday) > 1:
                yield ("weeks", i), f"rota {self.name}, week {i + 1}: {name} is there more than once"


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def rota_holder(rota: str) -> str:
    """The flow by which calls find a rota's last target."""
    return f"rota {rota}"


def unreachable_people(plan: Plan) -> Iterator[Problem]:
    """`plan`: its names resolve."""
    for i, rota in enumerate(plan.rotas):
        for place, person in rota.everybody:
            known = person.number in plan.extensions_by_number
            if what := "" if known else why_not(plan, person.number):
                yield ("rotas", i, *place), f"rota {rota.name}: {what}"
