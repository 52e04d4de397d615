"""The centre as a whole."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanTaken:
    """The floor works by a new plan from here on."""

    by: str


@dataclass(frozen=True, slots=True)
class LinkLost:
    """Asterisk's AMI is out of sight."""


@dataclass(frozen=True, slots=True)
class LinkFound:
    """AMI is in sight; `calls_closed` is how many calls had ended unseen."""

    calls_closed: int


CentreFact = PlanTaken | LinkLost | LinkFound
