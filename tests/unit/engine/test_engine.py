import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from ccd.domain.decided import Decided
from ccd.domain.events import AgentSignedOff, AgentSignedOn, DigitsEntered, Event
from ccd.domain.facts import AgentOffered, AgentSignedIn, Recorded
from ccd.domain.floor import Floor
from ccd.domain.orders import MirrorMember, Order, ReleaseCall, RingAgent, Verdict
from ccd.domain.refused import Refused
from ccd.domain.rules import RULES
from ccd.domain.rules.rule import Rule
from ccd.engine.clock import SystemClock
from ccd.engine.engine import Engine
from tests.unit.domain.played import MENU, START_MS, Played, arrival, office


class HandClock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.time_ms = START_MS

    def now_ms(self) -> int:
        return self.time_ms


class Outside:
    """Everything that leaves the engine, in the order in which it did."""

    def __init__(self) -> None:
        self.seen: list[Recorded | Order] = []

    def write(self, batch: Sequence[Recorded]) -> None:
        self.seen.extend(batch)

    def perform(self, order: Order) -> None:
        self.seen.append(order)

    @property
    def recorded(self) -> list[Recorded]:
        return [entry for entry in self.seen if isinstance(entry, Recorded)]


@pytest.fixture
def outside() -> Outside:
    return Outside()


def engine_of(outside: Outside, floor: Floor | None = None, last_seq: int = 0) -> Engine:
    return Engine(floor or Floor(office()), HandClock(), outside.perform, [outside.write], last_seq)


@asynccontextmanager
async def running(engine: Engine) -> AsyncIterator[None]:
    task = asyncio.create_task(engine.run())
    try:
        yield
    finally:
        engine.close()
        await task


async def test_facts_are_recorded_before_orders_are_given(outside: Outside) -> None:
    engine = engine_of(outside)
    async with running(engine):
        engine.post(AgentSignedOn("ann"))
    assert [type(entry) for entry in outside.seen] == [Recorded, MirrorMember]


async def test_facts_are_numbered_without_a_gap_and_go_on_from_the_last(outside: Outside) -> None:
    engine = engine_of(outside, last_seq=41)
    async with running(engine):
        await engine.ask(AgentSignedOn("ann"))
        engine.post(arrival("c1"))
    assert [entry.seq for entry in outside.recorded] == list(range(42, 42 + len(outside.recorded)))
    assert outside.recorded[0] == Recorded(42, START_MS, AgentSignedIn("ann", "1001"))
    assert engine.last_seq == outside.recorded[-1].seq


async def test_every_sink_has_the_facts_and_the_first_has_them_first() -> None:
    order: list[str] = []
    sinks = [lambda batch: order.append("journal"), lambda batch: order.append("feed")]
    engine = Engine(Floor(office()), HandClock(), lambda order: None, sinks)
    async with running(engine):
        await engine.ask(AgentSignedOn("ann"))
    assert order == ["journal", "feed"]


async def test_the_witness_hears_of_every_event_before_orders_are_given(outside: Outside) -> None:
    heard: list[Decided] = []

    def witness(decided: Decided) -> None:
        heard.append(decided)
        assert not [entry for entry in outside.seen if not isinstance(entry, Recorded)]

    floor = Floor(office())
    engine = Engine(floor, HandClock(), outside.perform, [outside.write], 41, witness)
    async with running(engine):
        engine.post(AgentSignedOff("ann"))
        engine.post(AgentSignedOn("ann"))
    assert heard == [
        Decided(START_MS, AgentSignedOff("ann"), ()),
        Decided(START_MS, AgentSignedOn("ann"), [Recorded(42, START_MS, AgentSignedIn("ann", "1001"))]),
    ]


async def test_a_person_gets_the_floors_answer(outside: Outside) -> None:
    engine = engine_of(outside)
    async with running(engine):
        assert await engine.ask(AgentSignedOn("ann")) is None
        assert await engine.ask(AgentSignedOn("zoe")) == Refused("There is no agent zoe in the plan.")


async def test_who_asks_while_the_daemon_stops_is_told_so(outside: Outside) -> None:
    engine = engine_of(outside)
    engine.close()
    refused = await engine.ask(AgentSignedOn("ann"))
    assert isinstance(refused, Refused)
    assert outside.seen == []


async def test_who_gave_up_waiting_for_the_answer_disturbs_nobody(outside: Outside) -> None:
    engine = engine_of(outside)
    asking = asyncio.create_task(engine.ask(AgentSignedOn("ann")))
    await asyncio.sleep(0)
    asking.cancel()
    async with running(engine):
        await engine.ask(AgentSignedOn("bob"))
    assert [entry.fact for entry in outside.recorded] == [
        AgentSignedIn("ann", "1001"),
        AgentSignedIn("bob", "1002"),
    ]


async def test_what_is_in_the_inbox_at_the_end_is_still_dealt_with(outside: Outside) -> None:
    engine = engine_of(outside)
    for number in range(250):
        engine.post(arrival(f"c{number}", MENU))
    engine.close()
    await engine.run()
    assert len(engine.floor.calls) == 250


async def test_a_flood_leaves_others_their_turn(outside: Outside) -> None:
    engine = engine_of(outside)
    for number in range(250):
        engine.post(arrival(f"c{number}", MENU))
    async with running(engine):
        await asyncio.sleep(0)
        assert 0 < len(engine.floor.calls) < 250


async def test_a_deadline_is_kept(outside: Outside) -> None:
    """Ann's wrap-up of a second is over in five milliseconds of real time: the clock is set close to it."""
    played = Played(office(wrap_up_s=1), present=("ann",)).call("c1").answer().finish().call("c2")
    clock, rung = SystemClockFrom(played.now_ms + 995), asyncio.Event()

    def perform(order: Order) -> None:
        if isinstance(order, RingAgent):
            rung.set()

    engine = Engine(played.floor, clock, perform, [outside.write])
    async with running(engine):
        await asyncio.wait_for(rung.wait(), timeout=5)
    assert isinstance(outside.recorded[-1].fact, AgentOffered)
    assert outside.recorded[-1].at_ms >= played.now_ms + 1000


async def test_a_deadline_that_passed_while_we_were_away_is_kept_at_once(outside: Outside) -> None:
    played = Played(office(wrap_up_s=1), present=("ann",)).call("c1").answer().finish()
    engine = Engine(played.floor, SystemClockFrom(played.now_ms + 60_000), outside.perform, [outside.write])
    async with running(engine):
        await engine.ask(AgentSignedOff("ann"))
    assert [type(entry.fact).__name__ for entry in outside.recorded] == ["WrapUpEnded", "AgentSignedOut"]


async def test_an_order_that_cannot_be_given_costs_only_itself(outside: Outside) -> None:
    def perform(order: Order) -> None:
        outside.perform(order)
        if isinstance(order, MirrorMember):
            raise OSError

    engine = Engine(Floor(office()), HandClock(), perform, [outside.write])
    async with running(engine):
        await engine.ask(AgentSignedOn("bob"))
        assert await engine.ask(AgentSignedOn("ann")) is None
    assert len([entry for entry in outside.seen if isinstance(entry, MirrorMember)]) == 3


async def test_a_rule_that_fails_costs_one_event(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(centre: Floor, event: Event, now_ms: int) -> Rule:
        raise ZeroDivisionError
        yield

    engine = engine_of(outside)
    monkeypatch.setitem(RULES, DigitsEntered, fails)
    async with running(engine):
        engine.post(arrival("c1", MENU))
        with pytest.raises(ZeroDivisionError), capture_logs() as logs:
            await engine.ask(DigitsEntered("c1", "4711"))
        assert await engine.ask(AgentSignedOn("ann")) is None
    assert ReleaseCall("c1", Verdict.QUEUE) in outside.seen
    assert [(entry["event_kind"], entry["call_id"]) for entry in logs] == [("DigitsEntered", "c1")]
    assert "4711" not in str(logs), "what somebody typed is nobody's business"


class SystemClockFrom(SystemClock):
    """Runs, from a moment of our choice."""

    def __init__(self, start_ms: int) -> None:
        super().__init__()
        self._ahead_ms = start_ms - super().now_ms()

    def now_ms(self) -> int:
        return super().now_ms() + self._ahead_ms
