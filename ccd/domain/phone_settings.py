"""What people have set at their phones, and guessing that is kept within bounds."""

from dataclasses import dataclass, field

from ccd.domain.facts import DoNotDisturbChanged, Fact, ForwardChanged, PersonKnown, PinRefused

LOCKED_AFTER = 5
LOCKED_MS = 15 * 60_000
"""After so many wrong PINs in a row, each within this time of the one before, the agent's PIN opens nothing
for this time."""


@dataclass(slots=True)
class PhoneSettings:
    """`forwarded`: extension -> number that is rung instead. `undisturbed`: extensions that are not rung."""

    forwarded: dict[str, str] = field(default_factory=dict)
    undisturbed: set[str] = field(default_factory=set)

    def take(self, fact: Fact) -> None:
        match fact:
            case ForwardChanged() if fact.number:
                self.forwarded[fact.extension] = fact.number
            case ForwardChanged():
                self.forwarded.pop(fact.extension, None)
            case DoNotDisturbChanged() if fact.on:
                self.undisturbed.add(fact.extension)
            case DoNotDisturbChanged():
                self.undisturbed.discard(fact.extension)
            case _:
                pass


@dataclass(slots=True)
class WrongPins:
    """How often in a row, and when last, by agent."""

    counted: dict[str, tuple[int, int]] = field(default_factory=dict)

    def locked(self, agent: str, now_ms: int) -> bool:
        count, at_ms = self.counted.get(agent, (0, 0))
        return count >= LOCKED_AFTER and now_ms - at_ms < LOCKED_MS

    def take(self, fact: Fact, at_ms: int) -> None:
        match fact:
            case PersonKnown():
                self.counted.pop(fact.person, None)
            case PinRefused() if fact.agent:
                count, last_ms = self.counted.get(fact.agent, (0, 0))
                recent = count if at_ms - last_ms < LOCKED_MS else 0
                self.counted[fact.agent] = recent + 1, at_ms
            case _:
                pass
