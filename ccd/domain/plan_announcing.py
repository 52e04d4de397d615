"""What callers hear in line besides music."""

from pydantic import Field

from ccd.domain.names import Frozen, Prompt

LEAST_S = 15
"""Whoever is told more often than that hears no music any more."""


class Interval(Frozen):
    """For the first time after `after_s` seconds in line, then each `every_s`."""

    after_s: int = Field(default=30, ge=1, le=3600)
    every_s: int = Field(default=60, ge=LEAST_S, le=3600)

    def due_at_ms(self, since_ms: int, times: int) -> int:
        """The next one, when the last of so many, or the joining, was then."""
        return since_ms + 1000 * (self.every_s if times else self.after_s)


class Announce(Interval):
    """A caller's place in line and, with `expected_wait`, for how long he will probably wait."""

    position: bool = True
    expected_wait: bool = False


class Comfort(Interval):
    """Messages, one after another in turn."""

    prompts: tuple[Prompt, ...] = Field(min_length=1, max_length=20)


class Announcing(Frozen):
    """Nothing, unless it is asked for."""

    announce: Announce | None = None
    comfort: Comfort | None = None
