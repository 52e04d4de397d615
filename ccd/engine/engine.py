"""The engine: stamps events, lets the floor decide, writes facts, hands out orders; in that order."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

import structlog

from ccd.domain.decided import Decided
from ccd.domain.events import DeadlineReached, Event
from ccd.domain.facts import Fact, Recorded
from ccd.domain.floor import Floor
from ccd.domain.orders import Order
from ccd.domain.refused import Refused
from ccd.engine.clock import Clock

Sink = Callable[[Sequence[Recorded]], None]
"""Takes facts for good before it returns; must not raise."""

Witness = Callable[[Decided], None]
"""Hears of every event with what came of it, after the sinks; must not raise."""

Perform = Callable[[Order], None]
"""Sees to an order without blocking; what comes of it is posted as an event."""

_Answer = asyncio.Future[Refused | None]

_AT_A_STRETCH = 100
"""How many events are dealt with before the rest of the process gets its turn."""

_log = structlog.get_logger(__name__)


class Engine:
    """`sinks` are called in turn with each batch of facts; the first is the journal. `last_seq` is the number
    of the last fact that is recorded already."""

    def __init__(
        self,
        floor: Floor,
        clock: Clock,
        perform: Perform,
        sinks: Sequence[Sink],
        last_seq: int = 0,
        witness: Witness | None = None,
    ) -> None:
        self.floor = floor
        self.last_seq = last_seq
        self._clock = clock
        self._perform = perform
        self._sinks = tuple(sinks)
        self._witness = witness
        self._inbox: deque[tuple[Event, _Answer | None]] = deque()
        self._awake = asyncio.Event()
        self._closing = False
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at_ms = 0

    def post(self, event: Event) -> None:
        self._inbox.append((event, None))
        self._awake.set()

    async def ask(self, event: Event) -> Refused | None:
        """Post on behalf of a person and wait for the floor's answer: None when it was taken. Raises what the
        rule raised."""
        if self._closing:
            return Refused("The daemon is stopping; ask again when it is back.")
        answer: _Answer = asyncio.get_running_loop().create_future()
        self._inbox.append((event, answer))
        self._awake.set()
        return await answer

    async def run(self) -> None:
        """Until `close()`; then what is in the inbox is still dealt with."""
        while self._inbox or not self._closing:
            for _ in range(min(len(self._inbox), _AT_A_STRETCH)):
                self._step(*self._inbox.popleft())
            deadline_at_ms = self.floor.next_deadline()
            if deadline_at_ms is not None and deadline_at_ms <= self._clock.now_ms():
                self.post(DeadlineReached())
            if self._inbox:
                await asyncio.sleep(0)
            elif not self._closing:
                await self._rest(deadline_at_ms)
        if self._timer:
            self._timer.cancel()

    def close(self) -> None:
        self._closing = True
        self._awake.set()

    async def _rest(self, until_ms: int | None) -> None:
        """Until something is posted, or until then; perhaps not so long."""
        self._awake.clear()
        if until_ms is not None and (self._timer is None or until_ms < self._timer_at_ms):
            self._set_timer(until_ms)
        await self._awake.wait()

    def _set_timer(self, at_ms: int) -> None:
        """One at a time. It is left alone when its reason has gone: most deadlines move away before they
        come, and to wake once for nothing is cheaper than to set it anew after each event."""
        if self._timer:
            self._timer.cancel()
        wait_s = (at_ms - self._clock.now_ms()) / 1000
        self._timer = asyncio.get_running_loop().call_later(wait_s, self._time_is_up)
        self._timer_at_ms = at_ms

    def _time_is_up(self) -> None:
        self._timer = None
        self._awake.set()

    def _step(self, event: Event, answer: _Answer | None) -> None:
        now_ms = self._clock.now_ms()
        decision = self.floor.handle(event, now_ms)
        if decision.failure:
            _log.error("a rule failed", **_about(event), exc_info=decision.failure)
        recorded = self._record(decision.facts, now_ms) if decision.facts else ()
        if self._witness:
            self._witness(Decided(now_ms, event, recorded))
        for order in decision.orders:
            self._see_to(order)
        if answer and not answer.done():
            if decision.failure:
                answer.set_exception(decision.failure)
            else:
                answer.set_result(decision.refused)

    def _record(self, facts: Sequence[Fact], now_ms: int) -> Sequence[Recorded]:
        batch = [Recorded(seq, now_ms, fact) for seq, fact in enumerate(facts, self.last_seq + 1)]
        self.last_seq = batch[-1].seq
        for sink in self._sinks:
            sink(batch)
        return batch

    def _see_to(self, order: Order) -> None:
        """An order that cannot be given costs itself, not the engine."""
        try:
            self._perform(order)
        except Exception:
            _log.exception("an order failed", order=order)


def _about(event: Event) -> dict[str, str]:
    """What to look for in the log and in the history."""
    names = (name for name in ("call_id", "channel_id", "agent") if hasattr(event, name))
    return {"event_kind": type(event).__name__, **{name: getattr(event, name) for name in names}}
