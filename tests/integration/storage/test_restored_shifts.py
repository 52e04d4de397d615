"""Whatever happens on a floor, the database gives it back as it was: shifts, killed at random moments."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import asdict, replace
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert

from ccd.domain.agent import Activity
from ccd.domain.facts import CallerRecognised, Recorded
from ccd.domain.floor import Floor
from ccd.domain.plan import Plan
from ccd.storage.models import CustomerRow
from ccd.storage.restore import facts_to_restore
from tests.integration.storage.memory import Memory
from tests.simulation.__main__ import KINDS
from tests.simulation.shift import Shift

MOMENTS = 6

Moment = tuple[int, int, Plan, dict[str, Any]]
"""How many facts there were, when, by which plan, and what the floor knew."""


def known(floor: Floor) -> dict[str, Any]:
    """What is restored. Of agents who are not there nothing matters, how many calls each has had is counted
    from the start, and whom a supervisor seeks is found anew."""
    calls = {call.call_id: replace(call, sessions=0, plan=floor.plan) for call in floor.calls.values()}
    desk = floor.desk
    return {
        "calls": calls,
        "agents": {
            agent.name: (
                agent.presence,
                agent.activity,
                agent.extension,
                agent.break_reason,
                agent.phone,
                agent.call_id,
                agent.wrap_up_until_ms if agent.activity is Activity.WRAP_UP else 0,
            )
            for agent in floor.agents.values()
            if agent.signed_in
        },
        "talking": {a.name: a.call_id for a in floor.agents.values() if a.call_id},
        "requests": {call_id: asdict(request) for call_id, request in desk.requests.items()},
        "supervisions": [replace(live, seeking=False) for live in desk.supervisions.live.values()],
        "invited": desk.supervisions.invited,
        "phones": asdict(desk.phones),
        "messages": desk.boxes.messages,
        "listening": {call_id: asdict(listening) for call_id, listening in desk.boxes.listening.items()},
        "greetings": desk.boxes.greetings,
        "to be called": floor.to_be_called,
        "tolls": floor.tolls,
        "hours": floor.by_hand,
        "net log": floor.net_log_read,
    }


def played(shift: Shift) -> list[Moment]:
    moments: list[Moment] = []

    def look() -> None:
        daemon = shift.asterisk.daemon
        seen = deepcopy(known(daemon.floor), {id(daemon.plan): daemon.plan})
        moments.append((len(daemon.recorded), shift.timeline.now_ms, daemon.plan, seen))

    random = Random(shift.seed)
    for _ in range(MOMENTS):
        shift.within_s(random.uniform(10, shift.length_s), look)
    shift.play()
    return moments


async def come_to_be_known(memory: Memory, recorded: Sequence[Recorded]) -> None:
    ids = {entry.fact.customer_id for entry in recorded if isinstance(entry.fact, CallerRecognised)}
    async with memory.db.begin() as tx:
        for customer in ids:
            await tx.execute(insert(CustomerRow).values(id=customer, name="", created_at_ms=0))


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("kind", ["troubled", "desks"])
@pytest.mark.parametrize("seed", range(3))
async def test_a_floor_that_is_killed_is_the_floor_that_lived_on(
    memory: Memory, kind: str, seed: int
) -> None:
    shift = KINDS[kind](seed)
    moments = played(shift)
    recorded = shift.asterisk.daemon.recorded
    await come_to_be_known(memory, recorded)
    for count, at_ms, plan, floor in moments:
        memory.journal.append(recorded[memory.journal.last_seq : count])
        await memory.stored()
        restored = Floor(plan)
        left_out = restored.restore(await facts_to_restore(memory.db, at_ms))
        assert left_out == []
        assert known(restored) == floor
