"""The office as people set it for a while."""

from dataclasses import dataclass

from ccd.domain.hours import Opening


@dataclass(frozen=True, slots=True)
class HoursOverridden:
    """`until_ms` 0: until `HoursRestored`."""

    hours: str
    state: Opening
    until_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class HoursRestored:
    """They go by the plan again."""

    hours: str
    by: str


OfficeFact = HoursOverridden | HoursRestored
