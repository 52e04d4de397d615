"""From people about the office as a whole."""

from dataclasses import dataclass

from ccd.domain.hours import Opening


@dataclass(frozen=True, slots=True)
class OpenedByHand:
    """Whatever the plan says, `hours` are `state` from now on; `until_ms` None: until `BackToPlan`."""

    hours: str
    state: Opening
    until_ms: int | None
    by: str


@dataclass(frozen=True, slots=True)
class BackToPlan:
    hours: str
    by: str


OfficeEvent = OpenedByHand | BackToPlan
