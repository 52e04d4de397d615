"""A recording is played again to a fresh floor: does it decide the same?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ccd.domain.decided import Began, Decided
from ccd.domain.events import Event
from ccd.domain.facts import Fact, Recorded
from ccd.domain.floor import Floor
from ccd.storage.fact_json import as_stored


@dataclass(frozen=True, slots=True)
class Difference:
    """`number` counts the events of the whole recording from 1."""

    number: int
    at_ms: int
    event: Event
    expected: Sequence[Recorded]
    got: Sequence[Recorded]


@dataclass(slots=True)
class Replay:
    """`facts` are the floor's own. They end where the first difference is."""

    lives: int
    events: int
    facts: list[Recorded]
    difference: Difference | None = None


class NoBeginning(Exception):  # noqa: N818 the state, not the event
    """The recording does not say what the floor began with."""


def replay(recording: Iterable[Began | Decided]) -> Replay:
    """Raises NoBeginning, and whatever reading the recording raises."""
    done = Replay(0, 0, [])
    floor, last_seq = None, 0
    for entry in recording:
        if isinstance(entry, Began):
            floor, last_seq = Floor(entry.plan, entry.seed), entry.last_seq
            floor.restore(entry.restored, entry.ended, entry.at_ms, entry.past)
            done.lives += 1
            continue
        if floor is None:
            raise NoBeginning
        done.events += 1
        facts = floor.handle(entry.event, entry.at_ms).facts
        got = _recorded(facts, entry.at_ms, last_seq)
        if got != list(entry.facts):
            done.difference = Difference(done.events, entry.at_ms, entry.event, entry.facts, got)
            break
        last_seq += len(got)
        done.facts.extend(got)
    if floor is None:
        raise NoBeginning
    return done


def _recorded(facts: Sequence[Fact], at_ms: int, last_seq: int) -> list[Recorded]:
    return [Recorded(seq, at_ms, as_stored(fact)) for seq, fact in enumerate(facts, last_seq + 1)]
