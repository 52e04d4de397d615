"""Where in a call's recording who talks: from the call's facts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ccd.domain.facts import (
    AgentAnswered,
    CallEnded,
    CallTransferred,
    PartyAnswered,
    PartyLeft,
    Recorded,
    RecordingPaused,
    RecordingResumed,
    RecordingStarted,
    RecordingStopped,
    TalkEnded,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """`party` is whom the caller talks to: an agent, a phone or number, or where he was sent. `offset_ms` is
    where it begins in the sound, as nearly as facts can tell. `paused`: it is silence. `to_ms` None: it goes
    on."""

    from_ms: int
    to_ms: int | None
    offset_ms: int
    party: str
    paused: bool


class _Map:
    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._party = ""
        self._recording = self._paused = False
        self._offset_ms = 0

    def take(self, recorded: Recorded) -> None:
        match recorded.fact:
            case AgentAnswered(agent=party) | PartyAnswered(party=party):
                self._party = party
            case CallTransferred(target=target):
                self._party = target
            case TalkEnded(agent=party) | PartyLeft(party=party) if party == self._party:
                self._party = ""
            case RecordingStarted():
                self._recording = True
            case RecordingStopped():
                self._recording = False
            case RecordingPaused():
                self._paused = True
            case RecordingResumed():
                self._paused = False
            case CallEnded():
                self._party, self._recording = "", False
            case _:
                return
        self._cut(recorded.at_ms)

    def _cut(self, at_ms: int) -> None:
        """A segment ends and another begins, if anything has changed."""
        wanted = (self._party, self._paused) if self._party and self._recording else None
        last = self.segments[-1] if self.segments else None
        running = last if last and last.to_ms is None else None
        if running and (running.party, running.paused) == wanted:
            return
        if running:
            self._offset_ms += at_ms - running.from_ms
            self.segments[-1] = replace(running, to_ms=at_ms)
            if at_ms == running.from_ms:
                self.segments.pop()
        if wanted:
            self.segments.append(Segment(at_ms, None, self._offset_ms, *wanted))


def segments(facts: Iterable[Recorded]) -> list[Segment]:
    """Of one call, in order."""
    found = _Map()
    for recorded in facts:
        found.take(recorded)
    return found.segments
