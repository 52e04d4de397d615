"""The ways out of a queue that is too full, too slow or unattended, and by key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ccd.domain.hours import Opening
from ccd.domain.ivr.target import Target
from ccd.domain.located import Place, Problem
from ccd.domain.names import Frozen, Name
from ccd.domain.spelled import Spelled

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

WaitingKey = Annotated[str, Spelled(r"^[0-9*#]$", "one key: 0 to 9, * or #")]


class WhenFull(Frozen):
    """Where a caller goes who finds so many `callers` in line already."""

    callers: int = Field(ge=1, le=10_000)
    target: Target


class WhenNobody(Frozen):
    """Where a caller goes who finds no member signed in; with `leave` also those who wait already, when the
    last one signs out. Who is on break is still signed in."""

    target: Target
    leave: bool = False


class WhenWaited(Frozen):
    """Where a caller goes who has waited so long."""

    after_s: int = Field(ge=1, le=86_400)
    target: Target


class WhenClosed(Frozen):
    """Where a caller goes who comes while these `hours` are closed; on a holiday to `holiday`, if that is
    said."""

    hours: Name
    target: Target
    holiday: Target | None = None

    def exit(self, opening: Opening) -> str:
        return "when_holiday" if self.holiday and opening is Opening.HOLIDAY else "when_closed"

    def exits(self) -> Iterator[tuple[str, Place, Target]]:
        """Name, place within who has it, and where it leads."""
        yield "when_closed", ("when_closed", "target"), self.target
        if self.holiday:
            yield "when_holiday", ("when_closed", "holiday"), self.holiday


def unknown_hours(plan: Plan) -> Iterator[Problem]:
    for field, holder, i, closed in _closings(plan):
        if closed.hours not in plan.hours_by_name:
            yield (field, i, "when_closed", "hours"), f"{holder}: there are no hours {closed.hours}"


def users_of_hours(plan: Plan, name: str) -> list[str]:
    return [holder for _, holder, _, closed in _closings(plan) if closed.hours == name]


def _closings(plan: Plan) -> Iterator[tuple[str, str, int, WhenClosed]]:
    """Field, holder in words, position, and what the holder says."""
    for i, queue in enumerate(plan.queues):
        if queue.when_closed:
            yield "queues", f"queue {queue.name}", i, queue.when_closed
    for i, did in enumerate(plan.dids):
        if did.when_closed:
            yield "dids", did.holder, i, did.when_closed


class Exits(Frozen):
    """None is there unless it is asked for. `keys` are pressed while waiting."""

    when_closed: WhenClosed | None = None
    when_full: WhenFull | None = None
    when_nobody: WhenNobody | None = None
    when_waited: WhenWaited | None = None
    keys: dict[WaitingKey, Target] = Field(default_factory=dict, max_length=12)

    def at_the_door(self) -> Iterator[str]:
        """The names of those by which a caller may be turned away at once."""
        yield from (name for name, _, _ in (self.when_closed.exits() if self.when_closed else ()))
        yield from (name for name in ("when_full", "when_nobody") if getattr(self, name))

    def exits(self) -> Iterator[tuple[str, Place, Target]]:
        """Name, place within the queue, and where it leads."""
        if self.when_closed:
            yield from self.when_closed.exits()
        for name in ("when_full", "when_nobody", "when_waited"):
            if found := getattr(self, name):
                yield name, (name, "target"), found.target
        for key, target in self.keys.items():
            yield key_exit(key), ("keys", key), target


def key_exit(key: str) -> str:
    return f"key {key}"
