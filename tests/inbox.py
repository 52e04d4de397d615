"""The inbox of an engine that is not there: what the telephony room posted, in order."""

import asyncio
from typing import TypeVar

from ccd.domain.events import Event
from tests.phones.waiting import PATIENCE_S

EventT = TypeVar("EventT", bound=Event)


class Inbox:
    """Keeps what was posted; `next()` waits for the one that was not asked for yet."""

    def __init__(self) -> None:
        self._events: asyncio.Queue[Event] = asyncio.Queue()

    def post(self, event: Event) -> None:
        self._events.put_nowait(event)

    async def next(self, timeout_s: float = PATIENCE_S) -> Event:
        async with asyncio.timeout(timeout_s):
            return await self._events.get()

    async def until(self, kind: type[EventT], timeout_s: float = PATIENCE_S) -> EventT:
        """The next of that kind, skipping others."""
        while not isinstance(event := await self.next(timeout_s), kind):
            pass
        return event

    @property
    def is_empty(self) -> bool:
        return self._events.empty()
