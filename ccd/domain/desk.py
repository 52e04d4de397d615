"""The desk: what phones have asked for by feature codes, and what came of it."""

from dataclasses import dataclass, field

from ccd.domain import boxes, supervision
from ccd.domain.boxes import Boxes
from ccd.domain.facts import (
    BoxKnocked,
    BoxOpened,
    CallEnded,
    CodeAsks,
    CodeDialled,
    DoNotDisturbChanged,
    ForwardChanged,
    PersonKnown,
    PinRefused,
)
from ccd.domain.hearing import Hearers, hearers, tell
from ccd.domain.plan_voicemail import pin_of
from ccd.domain.supervision import Supervisions

LOCKED_AFTER = 5
LOCKED_MS = 15 * 60_000
LOCKED_MOST_MS = 24 * 3_600_000
FORGOTTEN_MS = 7 * LOCKED_MOST_MS
"""After so many wrong PINs in a row the right one opens nothing for a while, twice as long after as many
more, and so on up to a day. What is typed meanwhile does not count; after a week nothing does."""

PhoneHeard = ForwardChanged | DoNotDisturbChanged
PinHeard = PersonKnown | BoxOpened | PinRefused
RequestHeard = CodeDialled | BoxKnocked | CodeAsks | PersonKnown | PinRefused | CallEnded
Heard = PhoneHeard | PinHeard | RequestHeard | supervision.Heard | boxes.Heard


@dataclass(slots=True)
class Request:
    """A call that dialled a code. `person` is who dials, empty while nobody knows; `step` is `CodeAsks`'s."""

    code: str
    behind: str
    person: str = ""
    step: str = ""
    pins_refused: int = 0

    def take(self, fact: CodeAsks | PersonKnown | PinRefused) -> None:
        match fact:
            case CodeAsks():
                self.step = fact.step
            case PersonKnown():
                self.person = fact.person
            case PinRefused():
                self.pins_refused += 1


@dataclass(slots=True)
class PhoneSettings:
    """`forwarded`: extension -> number that is rung instead; `forwarded_by` who wanted it. `undisturbed`:
    extensions that are not rung -> who wanted it."""

    forwarded: dict[str, str] = field(default_factory=dict)
    forwarded_by: dict[str, str] = field(default_factory=dict)
    undisturbed: dict[str, str] = field(default_factory=dict)

    def end_of(self, extension: str) -> tuple[str, str]:
        """Who forwards last, from this one on, and to which number. Where they forward in a circle, it is one
        of them."""
        passed: set[str] = set()
        number = self.forwarded[extension]
        while number in self.forwarded and number not in passed:
            passed.add(number)
            extension, number = number, self.forwarded[number]
        return extension, number

    def take(self, fact: PhoneHeard) -> None:
        match fact:
            case ForwardChanged() if fact.number:
                self.forwarded[fact.extension] = fact.number
                self.forwarded_by[fact.extension] = fact.by
            case ForwardChanged():
                self.forwarded.pop(fact.extension, None)
                self.forwarded_by.pop(fact.extension, None)
            case DoNotDisturbChanged() if fact.on:
                self.undisturbed[fact.extension] = fact.by
            case DoNotDisturbChanged():
                self.undisturbed.pop(fact.extension, None)


@dataclass(slots=True)
class WrongPins:
    """How often in a row, and when last, by agent, or by box (`pin_of`), and whether it was outside: who
    guesses there does not lock out people at our phones."""

    counted: dict[tuple[str, bool], tuple[int, int]] = field(default_factory=dict)

    def locked(self, agent: str, now_ms: int, outside: bool = False) -> bool:
        count, at_ms = self.counted.get((agent, outside), (0, 0))
        times, more = divmod(count, LOCKED_AFTER)
        return times > 0 and not more and now_ms - at_ms < min(LOCKED_MS << (times - 1), LOCKED_MOST_MS)

    def with_one_more(self, agent: str, now_ms: int, outside: bool = False) -> int:
        """How many in a row it makes; 0: it does not count."""
        if not agent or self.locked(agent, now_ms, outside):
            return 0
        count, last_ms = self.counted.get((agent, outside), (0, 0))
        return 1 + (count if now_ms - last_ms < FORGOTTEN_MS else 0)

    def take(self, fact: PinHeard, at_ms: int) -> None:
        match fact:
            case PersonKnown():
                self.counted.pop((fact.person, False), None)
            case BoxOpened() if fact.by != "phone":
                self.counted.pop((pin_of(fact.box), fact.by == "outside"), None)
            case PinRefused() if fact.in_a_row:
                self.counted[fact.agent, fact.outside] = fact.in_a_row, at_ms
            case _:
                pass


@dataclass(slots=True)
class Desk:
    """`requests` by the id of the call that dialled."""

    requests: dict[str, Request] = field(default_factory=dict)
    phones: PhoneSettings = field(default_factory=PhoneSettings)
    wrong_pins: WrongPins = field(default_factory=WrongPins)
    supervisions: Supervisions = field(default_factory=Supervisions)
    boxes: Boxes = field(default_factory=Boxes)

    def take(self, fact: Heard, at_ms: int) -> None:
        """What does not fit any more changes nothing."""
        tell(_HEARERS, self, fact, at_ms)

    def take_request(self, fact: RequestHeard) -> None:
        if isinstance(fact, CodeDialled):
            self.requests[fact.call_id] = Request(fact.code, fact.behind)
        elif isinstance(fact, BoxKnocked):
            self.requests[fact.call_id] = Request("voicemail", "")
        elif isinstance(fact, CallEnded):
            self.requests.pop(fact.call_id, None)
        elif request := self.requests.get(fact.call_id):
            request.take(fact)


_HEARERS: Hearers[Desk] = hearers(
    (PhoneHeard, lambda desk, fact, at_ms: desk.phones.take(fact)),
    (PinHeard, lambda desk, fact, at_ms: desk.wrong_pins.take(fact, at_ms)),
    (supervision.Heard, lambda desk, fact, at_ms: desk.supervisions.take(fact, at_ms)),
    (boxes.Heard, lambda desk, fact, at_ms: desk.boxes.take(fact, at_ms)),
    (RequestHeard, lambda desk, fact, at_ms: desk.take_request(fact)),
)
