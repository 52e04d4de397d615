"""What was counted, and the figures that follow from it.

Definitions are those of the field: service levels as ICMI lists them, under the names it gives them.
"""

from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import NamedTuple


class ServiceLevel(StrEnum):
    """Which callers count. The same traffic differs by several points from one to the other, so a figure
    without its variant's name says nothing."""

    STRICT = "strict"  # A: answered in time / (answered + abandoned)
    NEUTRAL = "neutral"  # B: answered in time / (answered + abandoned after the target)
    POSITIVE = "positive"  # C: (answered + abandoned in time) / (answered + abandoned)
    FLATTERING = "flattering"  # D: answered in time / answered
    SHORT_CALL = "short_call"  # E: (answered in time + short abandons) / (answered + abandoned)


class Ratio(NamedTuple):
    """A figure before it is divided, so that those of several queues or hours can be put together."""

    part: float
    whole: float

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Visits to a queue that ended, and time of agents; add tallies with `+`.

    `answered_in_target`, `abandoned_in_target`: waited at most the target. `abandoned_short`: waited at most
    the short-abandon limit. `handling_ms` is talk, hold and wrap-up; `idle_ms` is signed in, ready and free.
    """

    answered: int = 0
    abandoned: int = 0
    answered_in_target: int = 0
    abandoned_in_target: int = 0
    abandoned_short: int = 0
    answered_wait_ms: int = 0
    abandoned_wait_ms: int = 0
    handling_ms: int = 0
    idle_ms: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def offered(self) -> int:
        return self.answered + self.abandoned

    def service_level(self, variant: ServiceLevel) -> Ratio:
        in_time = self.answered_in_target
        match variant:
            case ServiceLevel.STRICT:
                return Ratio(in_time, self.offered)
            case ServiceLevel.NEUTRAL:
                return Ratio(in_time, self.offered - self.abandoned_in_target)
            case ServiceLevel.POSITIVE:
                return Ratio(in_time + self.abandoned_in_target, self.offered)
            case ServiceLevel.FLATTERING:
                return Ratio(in_time, self.answered)
            case ServiceLevel.SHORT_CALL:
                return Ratio(in_time + self.abandoned_short, self.offered)

    @property
    def asa_ms(self) -> Ratio:
        """Average speed of answer: wait of the answered from entry to answer, ringing included."""
        return Ratio(self.answered_wait_ms, self.answered)

    @property
    def aht_ms(self) -> Ratio:
        """Average handling time of an answered call."""
        return Ratio(self.handling_ms, self.answered)

    @property
    def abandon_wait_ms(self) -> Ratio:
        return Ratio(self.abandoned_wait_ms, self.abandoned)

    @property
    def abandon_rate(self) -> Ratio:
        """Short abandons count on neither side: nobody could have answered them."""
        return Ratio(self.abandoned - self.abandoned_short, self.offered - self.abandoned_short)

    @property
    def raw_abandon_rate(self) -> Ratio:
        """With short abandons on both sides."""
        return Ratio(self.abandoned, self.offered)

    @property
    def occupancy(self) -> Ratio:
        """Handling / (handling + idle): of the time in which calls could come, the share in which one was
        there."""
        return Ratio(self.handling_ms, self.handling_ms + self.idle_ms)
