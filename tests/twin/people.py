"""Those who call and those who answer: what each does, and when. Lengths are milliseconds."""

from dataclasses import dataclass, field
from enum import Enum, auto
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")


class OnRing(Enum):
    ANSWERS = auto()
    LETS_IT_RING = auto()
    REJECTS = auto()
    TRUNK_IS_FULL = auto()
    """Nobody hears it ring."""
    MAILBOX = auto()
    """Of a mobile: it is picked up, and nobody presses 1."""


class OnTalk(Enum):
    """How a conversation ends, or goes on otherwise."""

    AGENT_HANGS_UP = auto()
    CALLER_HANGS_UP = auto()
    SENT_TO_NUMBER = auto()
    """Blind, to a number of a flow or a queue."""
    SENT_TO_PHONE = auto()
    """Blind, to any phone of ours, be it one's own."""
    SENT_TO_COLLEAGUE = auto()
    """Blind, to a phone that is no agent's."""
    SENT_TO_NOBODY = auto()
    """Blind, to a number that is none."""
    HOLDS = auto()
    """And talks on after a while."""
    HANDED_TO_COLLEAGUE = auto()
    """Attended, once he has answered."""
    ASKS = auto()
    """Somebody, by phone or queue; then he hands the caller over, answered or not, or comes back to him."""
    CONSULTS = auto()
    """The same by a code, `*2`."""
    SENT_BY_CODE = auto()
    """Blind, `##`, to a phone or a number."""
    PARKS = auto()
    """By a code, `#72`."""
    SENT_TO_PARKING = auto()
    """By a transfer."""
    MISTYPES = auto()
    """`##`, and no number after it."""


class Then(Enum):
    """What who asks somebody does after a while, be he answered or not."""

    HANDS_OVER = auto()
    COMES_BACK = auto()


@dataclass(frozen=True)
class Sends:
    """Blind, by the phone's own transfer or by a code."""

    number: str
    by_code: bool = False


@dataclass(frozen=True)
class Asks:
    """Attended. So long after he dialled."""

    number: str
    then: Then
    after_ms: int


@dataclass(frozen=True)
class Consults(Asks):
    """By a code, on the same channel. So long after it was dialled."""


Act = OnTalk | Sends | Asks


@dataclass
class Caller:
    """`keys` are pressed one per menu; an empty one, or none left, is silence."""

    number: str
    did: str
    patience_ms: int
    keys: list[str] = field(default_factory=list)
    key_after_ms: int = 1500

    def press(self) -> str:
        return self.keys.pop(0) if self.keys else ""


@dataclass
class Desk:
    """The person at a phone. Scripted reactions come first, then by weight."""

    random: Random
    on_ring: list[OnRing] = field(default_factory=list)
    on_talk: list[Act] = field(default_factory=list)
    ring_weights: dict[OnRing, int] = field(default_factory=lambda: {OnRing.ANSWERS: 1})
    talk_weights: dict[OnTalk, int] = field(default_factory=lambda: {OnTalk.AGENT_HANGS_UP: 1})
    ring_ms: tuple[int, int] = (500, 6000)
    talk_ms: tuple[int, int] = (1000, 40_000)

    def hears_ring(self) -> tuple[OnRing, int]:
        choice = self.on_ring.pop(0) if self.on_ring else _pick(self.random, self.ring_weights)
        return choice, self.random.randint(*self.ring_ms)

    def talks(self) -> tuple[Act, int]:
        choice: Act = self.on_talk.pop(0) if self.on_talk else _pick(self.random, self.talk_weights)
        return choice, self.random.randint(*self.talk_ms)


def _pick(random: Random, weights: dict[Choice, int]) -> Choice:
    return random.choices(list(weights), list(weights.values()))[0]
