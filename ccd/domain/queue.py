"""The two sides of a queue: callers in line, agents who are free."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any, Generic, TypeVar

from ccd.domain.call import Call, CallState
from ccd.domain.callback import in_reach
from ccd.domain.routing import Standing, Strategy
from ccd.domain.skills import Asked

IN_LINE = frozenset({CallState.WAITING, CallState.OFFERED, CallState.CALLING_BACK, CallState.HELD})

Due = tuple[int, int, str]
Entry = TypeVar("Entry", bound=tuple[Any, ...])

_SWEEP_LEAST = 64


def due(call: Call) -> Due:
    """The one order of all waiting callers, across queues: priority, then time of entry; the id decides
    between equals."""
    return (-call.priority, call.entered_at_ms, call.call_id)


class Heap(Generic[Entry]):
    """Smallest first. An entry that no longer `holds` is dropped when it comes to the top, or when the heap
    has doubled since the last sweep: each change costs O(log n), and what is stale never outgrows what is
    true."""

    def __init__(self, holds: Callable[[Entry], bool]) -> None:
        self._holds = holds
        self._entries: list[Entry] = []
        self._sweep_at = _SWEEP_LEAST

    def __len__(self) -> int:
        return len(self._entries)

    def push(self, entry: Entry) -> None:
        if len(self._entries) >= self._sweep_at:
            self._entries = [e for e in self._entries if self._holds(e)]
            heapify(self._entries)
            self._sweep_at = max(_SWEEP_LEAST, 2 * len(self._entries))
        heappush(self._entries, entry)

    def first(self) -> Entry | None:
        while self._entries:
            if self._holds(self._entries[0]):
                return self._entries[0]
            heappop(self._entries)
        return None

    def pop(self) -> None:
        """The first one goes; ask for it before."""
        heappop(self._entries)


Bucket = tuple[str, Asked, str]
"""A queue, what its caller still asks for, and whom alone he waits for (empty: for anybody)."""


class Line:
    """The callers who wait in one queue and ask for the same."""

    def __init__(self, calls: Mapping[str, Call], bucket: Bucket) -> None:
        self._calls = calls
        self._bucket = bucket
        self._heap: Heap[Due] = Heap(self._waits)

    def join(self, call: Call) -> None:
        """Also for a caller who comes back to the line: his time of entry gives him his old place."""
        self._heap.push(due(call))

    def head(self) -> Call | None:
        first = self._heap.first()
        return self._calls[first[2]] if first else None

    def _waits(self, entry: Due) -> bool:
        call = self._calls.get(entry[2])
        if call is None or call.state is not CallState.WAITING or not in_reach(call):
            return False
        return call.bucket == self._bucket and due(call) == entry


@dataclass(frozen=True, slots=True)
class Place:
    """A member's place in a queue, whether he is free or not: his `tier` first (smaller is rung first), then
    the strategy, which may ask for his position in the list. `known_for`: what a supervisor should know."""

    tier: tuple[int, ...]
    position: int
    known_for: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """`reason` says in words why this agent, `tier` who are like him (`Place`)."""

    agent: str
    reason: str
    tier: tuple[int, ...] = ()


class Pool:
    """The free agents of one bucket. `places` are all who may serve it, by name; `holds(agent, stamp)` tells
    if an entry is still true."""

    def __init__(
        self,
        bucket: Bucket,
        strategy: Strategy,
        places: Mapping[str, Place],
        holds: Callable[[str, int], bool],
    ) -> None:
        self.bucket = bucket
        self.places = places
        self.strategy = strategy
        self._reached: dict[tuple[int, ...], int] = {}
        self._heap: Heap[tuple[tuple[int, ...], tuple[int, ...], str, int, str]] = Heap(
            lambda entry: holds(entry[2], entry[3])
        )

    def join(self, standing: Standing, stamp: int) -> None:
        preference = self.strategy(standing)
        tier = self.places[standing.agent].tier
        self._heap.push((tier, preference.key, standing.agent, stamp, preference.reason))

    def first(self) -> Choice | None:
        first = self._heap.first()
        if first is None:
            return None
        tier, _, agent, _, reason = first
        known_for = self.places[agent].known_for
        return Choice(agent, f"{agent} ({known_for}) {reason}" if known_for else f"{agent} {reason}", tier)

    def draw_first(self) -> None:
        """The first is rung now: whoever joins his tier later draws from here on."""
        if first := self._heap.first():
            self._reached[first[0]] = first[1][0]

    def reached(self, agent: str) -> int:
        return self._reached.get(self.places[agent].tier, 0)


def in_line(calls: Iterable[Call], queue: str) -> list[Call]:
    """Those who wait in `queue` or are being offered from it, in the order in which they are due."""
    return sorted((c for c in calls if c.queue == queue and c.state in IN_LINE), key=due)
