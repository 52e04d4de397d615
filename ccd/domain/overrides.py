"""The hours that somebody has set by hand, in the place of the plan's."""

from dataclasses import dataclass, field

from ccd.domain.facts import HoursOverridden, HoursRestored
from ccd.domain.hours import Opening, Override, opening
from ccd.domain.plan_hours import Hours

Heard = HoursOverridden | HoursRestored


@dataclass(slots=True)
class Overrides:
    _by_hours: dict[str, Override] = field(default_factory=dict)

    def of(self, hours: str, now_ms: int) -> Override | None:
        """What holds now."""
        found = self._by_hours.get(hours)
        return found if found and found.holds(now_ms) else None

    def opening(self, hours: Hours, now_ms: int) -> Opening:
        return opening(hours, now_ms, self.of(hours.name, now_ms))

    def apply(self, fact: Heard) -> None:
        match fact:
            case HoursOverridden():
                self._by_hours[fact.hours] = Override(fact.state, fact.until_ms or None, fact.by)
            case HoursRestored():
                self._by_hours.pop(fact.hours, None)
