"""What a call remembers of its recording."""

from dataclasses import dataclass

from ccd.domain.facts import (
    RecordingAnnounced,
    RecordingDrawn,
    RecordingPaused,
    RecordingResumed,
    RecordingStarted,
    RecordingStopped,
)

Heard = (
    RecordingDrawn
    | RecordingAnnounced
    | RecordingStarted
    | RecordingStopped
    | RecordingPaused
    | RecordingResumed
)

CALLER_SIDE, OTHER_SIDE = ".caller.sln", ".other.sln"
"""Instead of the recording's `.wav`, while Asterisk writes: what is said on the recorded line, and what is
heard there."""


@dataclass(slots=True)
class Tape:
    """`path` is empty while nothing is recorded. `drawn` is the call's lot where a share of the calls is
    recorded; `announced`: the caller has heard of it. `paused_until_ms` is when a pause is over at the
    latest, 0 outside of one. `before_ms` is how much was to be recorded before the present talk. `stopped`:
    it was or was to be recorded, and is not any more."""

    path: str = ""
    since_ms: int = 0
    drawn: int | None = None
    announced: bool = False
    paused_until_ms: int = 0
    talk_since_ms: int | None = None
    before_ms: int = 0
    stopped: bool = False

    def due_ms(self, now_ms: int) -> int:
        """How long the recording is to be by now."""
        if not self.path or self.talk_since_ms is None:
            return self.before_ms
        return self.before_ms + max(0, now_ms - max(self.talk_since_ms, self.since_ms))

    def talk_began(self, at_ms: int) -> None:
        self.talk_since_ms = at_ms

    def talk_ended(self, at_ms: int) -> None:
        self.before_ms = self.due_ms(at_ms)
        self.talk_since_ms = None

    def apply(self, fact: Heard, at_ms: int) -> None:
        match fact:
            case RecordingDrawn():
                self.drawn = fact.drawn
            case RecordingAnnounced():
                self.announced = True
            case RecordingStarted():
                self.path, self.since_ms = fact.path, at_ms
            case RecordingStopped():
                self.path, self.stopped = "", True
            case RecordingPaused():
                self.paused_until_ms = fact.until_ms
            case RecordingResumed():
                self.paused_until_ms = 0
