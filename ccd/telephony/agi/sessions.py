"""The calls in our hands, by call id."""

from collections.abc import Callable, Mapping
from pathlib import Path

import structlog

from ccd.domain.events import Event
from ccd.domain.orders import TakeOver
from ccd.telephony.agi.arrival import read_arrival
from ccd.telephony.agi.box import Pins
from ccd.telephony.agi.line import Line
from ccd.telephony.agi.session import CallOrder, Session

_log = structlog.get_logger(__name__)


class Sessions:
    """`post` and `stop_playing` (a channel's unique id) are called from the event loop and must not block."""

    def __init__(
        self,
        post: Callable[[Event], None],
        new_call_id: Callable[[], str],
        recordings_dir: Path,
        pins: Pins,
        stop_playing: Callable[[str], None] = lambda channel_id: None,
    ) -> None:
        self._post = post
        self._new_call_id = new_call_id
        self._recordings_dir = recordings_dir
        self._pins = pins
        self._stop_playing = stop_playing
        self._by_call: dict[str, Session] = {}

    def __len__(self) -> int:
        return len(self._by_call)

    def perform(self, order: CallOrder) -> None:
        """Put the order at the end of its call's; what comes of it is posted. Without such a call, nothing:
        the caller was quicker."""
        session = self._by_call.get(order.call_id)
        if session is None:
            _log.debug("order for a call that is gone", order=order)
        else:
            session.perform(order)

    def press(self, channel_id: str, key: str) -> None:
        """The caller on that channel pressed a key; posted if it means something now."""
        for session in self._by_call.values():
            if session.channel_id == channel_id:
                session.press(key)
                return

    def take_over(self, order: TakeOver) -> None:
        """The earlier session of the one who takes over is about to end by itself."""
        if session := self._by_call.pop(order.call_id, None):
            session.call_id = order.by
            self._by_call[order.by] = session

    async def serve(self, environment: Mapping[str, str], line: Line) -> None:
        """One connection, from its environment to its end."""
        arrival = read_arrival(environment, self._new_call_id)
        session = Session(arrival, line, self._post, self._recordings_dir, self._pins, self._stop_playing)
        self._by_call[session.call_id] = session
        try:
            await session.run()
        finally:
            # The same call may be here again by another connection already.
            if self._by_call.get(session.call_id) is session:
                del self._by_call[session.call_id]
