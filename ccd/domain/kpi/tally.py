"""What was counted, and the figures that follow from it.

Definitions are those of the field: service levels as ICMI lists them, under the names it gives them.
"""

from dataclasses import astuple, dataclass
from enum import StrEnum


class ServiceLevel(StrEnum):
    """Which callers count. The same traffic differs by several points from one to the other, so a figure
    without its variant's name says nothing."""

    STRICT = "strict"  # A: answered in time / (answered + abandoned)
    NEUTRAL = "neutral"  # B: answered in time / (answered + abandoned after the target)
    POSITIVE = "positive"  # C: (answered + abandoned in time) / (answered + abandoned)
    FLATTERING = "flattering"  # D: answered in time / answered
    SHORT_CALL = "short_call"  # E: (answered in time + short abandons) / (answered + abandoned)


@dataclass(frozen=True, slots=True)
class Tally:
    """Visits to a queue that ended, and time of agents; add tallies with `+`.

    `answered_in_target`, `abandoned_in_target`: waited at most the target. `abandoned_short`: waited at most
    the short-abandon limit. On no side of any figure are those whom the queue `refused`, those whom it had
    `sent_on` before anybody answered, those who `left_by_key`, those who were `called_back`, and those
    who were to be and were not (`callbacks_failed`). `talk_ms` includes `hold_ms`; `idle_ms` is
    signed in, ready and free.
    """

    answered: int = 0
    abandoned: int = 0
    answered_in_target: int = 0
    abandoned_in_target: int = 0
    abandoned_short: int = 0
    answered_wait_ms: int = 0
    abandoned_wait_ms: int = 0
    talk_ms: int = 0
    wrap_up_ms: int = 0
    idle_ms: int = 0
    hold_ms: int = 0
    refused: int = 0
    sent_on: int = 0
    left_by_key: int = 0
    called_back: int = 0
    callbacks_failed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def offered(self) -> int:
        return self.answered + self.abandoned

    @property
    def handling_ms(self) -> int:
        return self.talk_ms + self.wrap_up_ms

    def service_level(self, variant: ServiceLevel) -> float | None:
        in_time = self.answered_in_target
        match variant:
            case ServiceLevel.STRICT:
                return share(in_time, self.offered)
            case ServiceLevel.NEUTRAL:
                return share(in_time, self.offered - self.abandoned_in_target)
            case ServiceLevel.POSITIVE:
                return share(in_time + self.abandoned_in_target, self.offered)
            case ServiceLevel.FLATTERING:
                return share(in_time, self.answered)
            case ServiceLevel.SHORT_CALL:
                return share(in_time + self.abandoned_short, self.offered)

    @property
    def asa_ms(self) -> float | None:
        """Average speed of answer: wait of the answered from entry to answer, ringing included."""
        return share(self.answered_wait_ms, self.answered)

    @property
    def aht_ms(self) -> float | None:
        """Average handling time: talk, hold and wrap-up of an answered call."""
        return share(self.handling_ms, self.answered)

    @property
    def hold_per_call_ms(self) -> float | None:
        """Mean time on hold of an answered call; it is part of the handling time."""
        return share(self.hold_ms, self.answered)

    @property
    def abandon_wait_ms(self) -> float | None:
        return share(self.abandoned_wait_ms, self.abandoned)

    @property
    def abandon_rate(self) -> float | None:
        """Short abandons count on neither side: nobody could have answered them."""
        return share(self.abandoned - self.abandoned_short, self.offered - self.abandoned_short)

    @property
    def raw_abandon_rate(self) -> float | None:
        """With short abandons on both sides."""
        return share(self.abandoned, self.offered)

    @property
    def occupancy(self) -> float | None:
        """Handling / (handling + idle): of the time in which calls could come, the share in which one was
        there."""
        return share(self.handling_ms, self.handling_ms + self.idle_ms)


def share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
