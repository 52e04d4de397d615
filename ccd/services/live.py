"""Facts as they come true, for whoever listens now."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from ccd.domain.facts import Recorded
from ccd.storage.database import Database
from ccd.storage.queries.facts import StoredFact, facts_between

KEPT_MOST = 2_000
BEHIND_MOST = 1_000
PAGE = 500


@dataclass(frozen=True, slots=True)
class Dropped:
    """The last thing that a listener hears."""

    reason: str


_STOPPING = Dropped("ccd is stopping; come back with the last id you have")


class LiveFeed:
    """One publisher, any number of listeners; `publish` is a sink of the engine. The last facts are kept: the
    database may not have them yet when somebody asks for what he missed."""

    def __init__(self) -> None:
        self._kept: deque[Recorded] = deque(maxlen=KEPT_MOST)
        self._listeners: set[_Listener] = set()
        self._closed = False

    def publish(self, batch: Sequence[Recorded]) -> None:
        self._kept.extend(batch)
        for listener in self._listeners:
            listener.take(batch)

    def close(self) -> None:
        """Every listener hears that it is over, and so does who comes later."""
        self._closed = True
        for listener in self._listeners:
            listener.end(_STOPPING)

    @contextmanager
    def subscribe(self, after: int | None) -> Iterator[AsyncIterator[Recorded | Dropped]]:
        """Facts from now on; with `after` preceded by what is kept of those after that `seq`. `Dropped` is
        the end; it comes at `close()`, and to those who fall more than `BEHIND_MOST` facts behind."""
        listener = _Listener(r for r in self._kept if after is not None and r.seq > after)
        self._listeners.add(listener)
        if self._closed:
            listener.end(_STOPPING)
        try:
            yield listener.facts()
        finally:
            self._listeners.discard(listener)


class _Listener:
    def __init__(self, first: Iterable[Recorded]) -> None:
        self._waiting = deque(first)
        self._room = len(self._waiting) + BEHIND_MOST
        self._end: Dropped | None = None
        self._awake = asyncio.Event()

    def take(self, batch: Sequence[Recorded]) -> None:
        if self._end:
            return
        if len(self._waiting) + len(batch) > self._room:
            self._waiting.clear()
            self.end(Dropped(f"more than {BEHIND_MOST} facts behind; come back with the last id you have"))
        else:
            self._waiting.extend(batch)
            self._awake.set()

    def end(self, end: Dropped) -> None:
        self._end = end
        self._awake.set()

    async def facts(self) -> AsyncIterator[Recorded | Dropped]:
        while True:
            while self._waiting:
                yield self._waiting.popleft()
            if self._end:
                yield self._end
                return
            self._awake.clear()
            await self._awake.wait()


async def follow(
    feed: LiveFeed, database: Database, after: int | None
) -> AsyncGenerator[StoredFact | Dropped, None]:
    """Facts in order; with `after` from the one after that `seq`, however long ago. What is older than the
    feed remembers comes from the database. Raises StorageAway, StorageFault."""
    with feed.subscribe(after) as live:
        last = after
        if last is not None:
            async for missed in _stored(database, last, None):
                yield missed
                last = missed.seq
        async for recorded in live:
            if isinstance(recorded, Dropped):
                yield recorded
            elif last is None or recorded.seq > last:
                if last is not None and recorded.seq > last + 1:
                    async for missed in _stored(database, last, recorded.seq):
                        yield missed
                yield _as_stored(recorded)
                last = recorded.seq


async def _stored(database: Database, after: int, before: int | None) -> AsyncIterator[StoredFact]:
    last: int | None = after
    while last is not None:
        async with database.read() as tx:
            page = await facts_between(tx, last, before, PAGE)
        for fact in page:
            yield fact
        last = page[-1].seq if len(page) == PAGE else None


def _as_stored(recorded: Recorded) -> StoredFact:
    fact = recorded.fact
    return StoredFact(recorded.seq, recorded.at_ms, type(fact).__name__, asdict(fact))
