"""The floor lives again: what it knew before is what it knows after, with the real floor on both sides."""

from itertools import count
from typing import Any

from ccd.domain import events as e
from ccd.domain import facts as f
from ccd.domain.agent import Activity
from ccd.domain.facts import Recorded
from ccd.domain.floor import Floor
from ccd.domain.hours import Opening, Override
from ccd.domain.plan import Plan
from ccd.domain.tolls import WINDOW_MS, Used
from ccd.storage.restore import calls_ended_last, facts_to_restore
from tests.integration.storage.memory import Memory

PLAN = Plan.model_validate(
    {
        "extensions": [{"number": "101"}, {"number": "102"}, {"number": "103"}],
        "agents": [
            {"name": "anna", "extension": "101"},
            {"name": "bo", "extension": "102"},
            {"name": "cy", "extension": "103"},
        ],
        "teams": [{"name": "all", "supervisors": ["103"], "agents": ["anna", "bo"]}],
        "queues": [{"name": "sales", "members": ["anna", "bo", "cy"], "wrap_up_s": 30}],
        "hours": [{"name": "shop", "zone": "UTC"}, {"name": "night", "zone": "UTC"}],
        "flows": [{"name": "main", "start": "q", "nodes": {"q": {"kind": "queue", "queue": "sales"}}}],
        "dids": [{"number": "4000", "flow": "main"}],
    }
)
clock = count(1_790_000_000_000, 1000)


class Told:
    """A floor whose facts are written down."""

    def __init__(self, memory: Memory) -> None:
        self.floor = Floor(PLAN)
        self._memory = memory

    def __call__(self, *events: e.Event) -> None:
        journal = self._memory.journal
        for event in events:
            now_ms = next(clock)
            decision = self.floor.handle(event, now_ms)
            assert decision.failure is None
            journal.append(
                [Recorded(journal.last_seq + i, now_ms, fact) for i, fact in enumerate(decision.facts, 1)]
            )


def arrives(call_id: str) -> e.CallArrived:
    return e.CallArrived(call_id, f"ch-{call_id}", "4000", "0901234567", "An")


def answers(call_id: str, extension: str) -> e.DialAnswered:
    return e.DialAnswered(f"ch-{call_id}", extension)


def leaves(call_id: str) -> e.ChannelHungUp:
    return e.ChannelHungUp(f"ch-{call_id}")


def live(floor: Floor) -> dict[str, Any]:
    """What counts of calls and of agents who are signed in."""
    calls = {
        c.call_id: (c.state, c.queue, c.visit, c.entered_at_ms, c.agent, c.talked)
        for c in floor.calls.values()
    }
    agents = {
        a.name: (a.presence, a.activity, a.extension, a.break_reason, a.phone, a.call_id)
        for a in floor.agents.values()
        if a.signed_in
    }
    wrapping = [a for a in floor.agents.values() if a.activity is Activity.WRAP_UP]
    return {"calls": calls, "agents": agents, "wrap-up": {a.name: a.wrap_up_until_ms for a in wrapping}}


async def restored(memory: Memory) -> Floor:
    await memory.stored()
    floor = Floor(PLAN)
    floor.restore(await facts_to_restore(memory.db, next(clock)))
    return floor


async def test_nothing_is_restored_from_nothing(memory: Memory) -> None:
    assert await facts_to_restore(memory.db, next(clock)) == []


async def test_a_whole_floor(memory: Memory) -> None:
    told = Told(memory)
    told(
        e.AgentSignedOn("anna"),
        arrives("old"),
        answers("old", "101"),
        leaves("old"),  # anna is wrapping up, and had calls before
        e.AgentCameBack("anna"),
        arrives("one"),
        answers("one", "101"),
        e.AgentSignedOn("bo"),
        e.AgentWentOnBreak("bo", "lunch"),
        e.AgentSignedOn("cy"),
        e.AgentSignedOff("cy"),
        arrives("two"),
        arrives("three"),
        leaves("two"),
    )
    floor = await restored(memory)
    assert live(floor) == live(told.floor)
    assert set(floor.calls) == {"one", "three"}
    assert set(live(floor)["agents"]) == {"anna", "bo"}


async def test_wrap_up_breaks_and_sign_ins_again_and_again(memory: Memory) -> None:
    told = Told(memory)
    for turn in range(3):
        told(
            e.AgentSignedOn("anna"),
            e.AgentWentOnBreak("anna", "coffee"),
            e.AgentCameBack("anna"),
            e.PhoneChanged("101", e.PhoneState.IN_USE),
            e.PhoneChanged("101", e.PhoneState.IDLE),
            arrives(f"c{turn}"),
            answers(f"c{turn}", "101"),
            leaves(f"c{turn}"),
        )
        assert live(await restored(memory)) == live(told.floor), "wrapping up"
        if turn != 1:  # so that the second wrap-up finds an extension of the first on record
            told(e.AgentNeedsLonger("anna", 60))
            assert live(await restored(memory)) == live(told.floor), "wrapping up for longer"
        told(e.AgentCameBack("anna"), e.AgentWentOnBreak("anna", "lunch"))
        assert live(await restored(memory)) == live(told.floor), "on break"
        told(e.AgentSignedOff("anna"))
        assert live(await restored(memory))["agents"] == {}


async def test_a_supervisor_whose_phone_rings_on_after_the_call(memory: Memory) -> None:
    """Else nobody would end what he was asked for."""
    told = Told(memory)
    told(
        e.AgentSignedOn("anna"),
        arrives("one"),
        answers("one", "101"),
        e.SupervisionAsked("one", "asked", "103", f.Mode.LISTEN, "admin"),
        leaves("one"),
    )
    assert told.floor.desk.supervisions.invited
    assert (await restored(memory)).desk.supervisions == told.floor.desk.supervisions


async def test_the_channel_of_a_call_that_ended_is_sent_away_again(memory: Memory) -> None:
    told = Told(memory)
    told(arrives("first"), leaves("first"), arrives("second"), leaves("second"), arrives("third"))
    await memory.stored()
    assert list(await calls_ended_last(memory.db, 1)) == ["second"]
    floor = Floor(PLAN)
    floor.restore(await facts_to_restore(memory.db, next(clock)), await calls_ended_last(memory.db, 10))
    assert list(floor.ended) == ["first", "second"]
    assert floor.handle(arrives("second"), next(clock)).facts == []


async def test_history_costs_nothing(memory: Memory) -> None:
    told = Told(memory)
    told(e.AgentSignedOn("anna"))
    for turn in range(100):
        told(arrives(f"c{turn}"), answers(f"c{turn}", "101"), leaves(f"c{turn}"), e.AgentCameBack("anna"))
    await memory.stored()
    assert len(await facts_to_restore(memory.db, next(clock))) == 3, "sign-in, the last wrap-up, its end"


async def test_hours_that_were_set_by_hand(memory: Memory) -> None:
    """Of each the last word."""
    told = Told(memory)
    told(
        e.OpenedByHand("shop", Opening.CLOSED, None, "anna"),
        e.OpenedByHand("night", Opening.OPEN, None, "anna"),
        e.BackToPlan("night", "bo"),
        e.OpenedByHand("shop", Opening.HOLIDAY, None, "bo"),
    )
    floor = await restored(memory)
    now_ms = next(clock)
    assert floor.by_hand.of("shop", now_ms) == told.floor.by_hand.of("shop", now_ms)
    assert floor.by_hand.of("shop", now_ms) == Override(Opening.HOLIDAY, None, "bo")
    assert floor.by_hand.of("night", now_ms) is None


async def test_what_was_done_abroad_within_a_day(memory: Memory) -> None:
    journal = memory.journal
    long_ago_ms, now_ms = next(clock), next(clock) + WINDOW_MS
    facts: list[tuple[int, f.Fact]] = [
        (long_ago_ms, f.AbroadCalled("c1", "101")),
        (now_ms - 9, f.AbroadCalled("c2", "101")),
    ]
    facts.append((now_ms - 5, f.AbroadTalked("c2", "101", 700)))
    journal.append([Recorded(journal.last_seq + n, at_ms, fact) for n, (at_ms, fact) in enumerate(facts, 1)])
    await memory.stored()
    floor = Floor(PLAN)
    assert floor.restore(await facts_to_restore(memory.db, now_ms)) == []
    assert floor.tolls.used("101", now_ms) == Used(1, 700)
