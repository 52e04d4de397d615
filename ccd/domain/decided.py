"""What the floor was given and what it made of it: enough to have it decide the same again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ccd.domain.events import Event
from ccd.domain.facts import CallOutcome, Recorded
from ccd.domain.pace import PastVisit
from ccd.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Began:
    """A floor as a daemon's life began: `restored`, `ended` and `past` are what it lives again
    (`Floor.restore`), `last_seq` is the last fact of all that were recorded before, `seed` decides what is
    left to chance."""

    at_ms: int
    plan: Plan
    restored: Sequence[Recorded]
    ended: Mapping[str, CallOutcome]
    last_seq: int
    seed: int
    past: Sequence[PastVisit] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """One event, when it was dealt with, and the facts that came of it."""

    at_ms: int
    event: Event
    facts: Sequence[Recorded]
