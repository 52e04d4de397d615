"""The inbox of an engine that is not there: what the telephony room posted, in order."""

from collections.abc import Callable
from typing import TypeVar, cast

from ccd.domain.events import Event
from tests.phones.waiting import PATIENCE_S, Watch

EventT = TypeVar("EventT", bound=Event)


class Inbox:
    """Keeps what was posted until it is asked for: AMI and sessions tell in an order that nobody promises, so
    who waits for one event leaves the others where they are."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._watch = Watch()

    def post(self, event: Event) -> None:
        self._events.append(event)
        self._watch.changed()

    async def next(self, timeout_s: float = PATIENCE_S) -> Event:
        """The first of all."""
        return await self._take(lambda event: True, "an event", timeout_s)

    async def until(self, kind: type[EventT], timeout_s: float = PATIENCE_S) -> EventT:
        """The first of that kind."""
        return cast(EventT, await self._take(lambda event: isinstance(event, kind), kind.__name__, timeout_s))

    async def tells(self, wanted: Event, timeout_s: float = PATIENCE_S) -> None:
        """This very one."""
        await self._take(lambda event: event == wanted, repr(wanted), timeout_s)

    async def _take(self, fits: Callable[[Event], bool], what: str, timeout_s: float) -> Event:
        await self._watch.until(
            lambda: any(map(fits, self._events)), timeout_s, lambda: f"{what} did not come: {self._events}"
        )
        found = next(filter(fits, self._events))
        self._events.remove(found)
        return found

    @property
    def is_empty(self) -> bool:
        return not self._events
