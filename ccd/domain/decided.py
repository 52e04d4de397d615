"""What the floor was given and what it made of it: enough to have it decide the same again."""

from collections.abc import Sequence
from dataclasses import dataclass

from ccd.domain.events import Event
from ccd.domain.facts import Recorded
from ccd.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Began:
    """A floor as a daemon's life began: `restored` is what it lives again, `last_seq` the last fact of all
    that were recorded before."""

    at_ms: int
    plan: Plan
    restored: Sequence[Recorded]
    last_seq: int


@dataclass(frozen=True, slots=True)
class Decided:
    """One event, when it was dealt with, and the facts that came of it."""

    at_ms: int
    event: Event
    facts: Sequence[Recorded]
