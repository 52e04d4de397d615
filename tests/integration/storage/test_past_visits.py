"""What a queue's pace is learned from after a restart."""

import pytest

from ccd.domain import facts as f
from ccd.domain.pace import PastVisit
from ccd.storage import past_visits
from ccd.storage.past_visits import visits_lately
from tests.integration.storage.memory import Memory
from tests.integration.storage.story import START_MS, abandoned_call, answered_call

ANSWERED = PastVisit("sales", 5000, gave_up=False, busy_ms=63_000)
ABANDONED = PastVisit("sales", 7000, gave_up=True, busy_ms=0)


async def test_served_and_lost_callers_of_each_queue(memory: Memory) -> None:
    memory.tell([*answered_call("c1", "anna"), *answered_call("c2", "bo", queue="support")])
    memory.tell([*abandoned_call("c3"), *answered_call("live", "cy")[:7]])
    await memory.stored()
    support = PastVisit("support", 5000, gave_up=False, busy_ms=63_000)
    assert await visits_lately(memory.db, ["support", "sales"]) in (
        [support, ANSWERED, ABANDONED],
        [support, ABANDONED, ANSWERED],
    )
    assert await visits_lately(memory.db, ["gone"]) == []


async def test_who_was_refused_has_not_waited(memory: Memory) -> None:
    started, *_ = abandoned_call("c1")
    refused = f.JoinRefused("c1", 1, "sales", f.VisitOutcome.REFUSED_FULL)
    memory.tell([started, refused, f.CallEnded("c1", f.CallOutcome.TURNED_AWAY, f.EndedBy.SYSTEM)])
    await memory.stored()
    assert await visits_lately(memory.db, ["sales"]) == []


async def test_who_is_called_back_loses_no_patience_but_keeps_an_agent(memory: Memory) -> None:
    facts = answered_call("c1", "anna")
    facts[4] = f.AgentAnswered("c1", 1, "sales", "anna", 3000, 900_000, "none", callback=True)
    memory.tell(facts)
    await memory.stored()
    assert await visits_lately(memory.db, ["sales"]) == [PastVisit("sales", None, False, 63_000)]


async def test_only_the_latest_are_read(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_visits, "VISITS_MOST", 2)
    for n in range(4):
        facts = abandoned_call(f"c{n}")
        facts[1] = f.CallQueued(f"c{n}", 1, "sales", 0, START_MS + n)
        facts[2] = f.QueueLeft(f"c{n}", 1, "sales", f.VisitOutcome.ABANDONED, n)
        memory.tell(facts)
    await memory.stored()
    assert [visit.wait_ms for visit in await visits_lately(memory.db, ["sales"])] == [2, 3]
