"""The two sides of a queue: callers in line, agents who are free."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any, Generic, TypeVar

from ccd.domain.call import Call, CallState
from ccd.domain.routing import Standing, Strategy

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


class Line:
    """The callers who wait in one queue."""

    def __init__(self, calls: Mapping[str, Call]) -> None:
        self._calls = calls
        self._heap: Heap[Due] = Heap(self._waits)

    def join(self, call: Call) -> None:
        """Also for a caller who comes back to the line: his time of entry gives him his old place."""
        self._heap.push(due(call))

    def head(self) -> Call | None:
        first = self._heap.first()
        return self._calls[first[2]] if first else None

    def _waits(self, entry: Due) -> bool:
        call = self._calls.get(entry[2])
        return bool(call and call.state is CallState.WAITING and call.attached and due(call) == entry)


@dataclass(frozen=True, slots=True)
class Place:
    """A member's place in a queue, whether he is free or not."""

    rank: int
    position: int


@dataclass(frozen=True, slots=True)
class Choice:
    """`reason` says in words why this agent."""

    agent: str
    reason: str


class Pool:
    """The free members of one queue. `places` are all its members by name; `holds(agent, stamp)` tells if an
    entry is still true."""

    def __init__(
        self,
        queue: str,
        strategy: Strategy,
        places: Mapping[str, Place],
        holds: Callable[[str, int], bool],
    ) -> None:
        self.queue = queue
        self.places = places
        self._strategy = strategy
        self._ranked = len({place.rank for place in places.values()}) > 1
        self._reached: dict[int, int] = {}
        self._heap: Heap[tuple[int, tuple[int, ...], str, int, str]] = Heap(lambda e: holds(e[2], e[3]))

    def join(self, standing: Standing, stamp: int) -> None:
        preference = self._strategy(standing)
        rank = self.places[standing.agent].rank
        self._heap.push((rank, preference.key, standing.agent, stamp, preference.reason))

    def first(self) -> Choice | None:
        first = self._heap.first()
        if first is None:
            return None
        rank, _, agent, _, reason = first
        return Choice(agent, f"{agent}{f' (rank {rank})' if self._ranked else ''} {reason}")

    def draw_first(self) -> None:
        """The first is rung now: whoever joins his rank later draws from here on."""
        if first := self._heap.first():
            self._reached[first[0]] = first[1][0]

    def reached(self, agent: str) -> int:
        return self._reached.get(self.places[agent].rank, 0)


def in_line(calls: Iterable[Call], queue: str) -> list[Call]:
    """Those who wait in `queue` or are being offered from it, in the order in which they are due."""
    waiting = (CallState.WAITING, CallState.OFFERED)
    return sorted((c for c in calls if c.queue == queue and c.state in waiting), key=due)
