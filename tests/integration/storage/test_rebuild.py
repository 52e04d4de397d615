"""What is folded again from all facts is what was folded as they came."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from ccd.domain import facts as f
from ccd.domain.facts import Fact
from ccd.storage.database import Database
from ccd.storage.rebuild import rebuild
from ccd.storage.tickets import TicketStatus, change_note, change_status
from tests.integration.storage.memory import COUNTRY, Memory, memory_of, rows_of
from tests.integration.storage.story import abandoned_call, answered_call, woven

FOLDED = ("calls", "queue_visits", "agent_states", "recordings", "supervisions", "phone_settings")
PEOPLES = ("customers", "customer_numbers", "tickets", "ticket_calls", "ticket_changes")


async def tables(db: Database, *names: str) -> dict[str, list[dict[str, Any]]]:
    return {name: await rows_of(db, name) for name in names}


def shift(random: Random) -> list[Fact]:
    """Calls at the same time, some cut short, agents who come and go, and now and then facts in an order that
    no floor would tell: the fold must not depend on manners."""
    agents = ["anna", "bo", "cy"]
    policies = ["per_call", "join_open", "none"]
    stories: list[list[Fact]] = []
    for i in range(30):
        number = random.choice(["anonymous", f"090123450{random.randrange(5)}"])
        story = (
            abandoned_call(f"c{i:02d}", number)
            if random.random() < 0.2
            else answered_call(f"c{i:02d}", random.choice(agents), number, tickets=random.choice(policies))
        )
        stories.append(story[: random.randint(1, len(story))] if random.random() < 0.3 else story)
    stories += [
        [
            f.AgentSignedIn(agent, "101"),
            f.BreakStarted(agent, "lunch"),
            f.PhoneSeen(agent, "unreachable"),
            f.BreakEnded(agent),
            f.AgentSignedOut(agent),
        ]
        for agent in agents
    ]
    told = list(woven(stories, at_once=6))
    for _ in range(random.choice([0, 5])):
        a, b = random.randrange(len(told)), random.randrange(len(told))
        told[a], told[b] = told[b], told[a]
    return told


@pytest.mark.parametrize("seed", range(6))
async def test_rebuilt_is_incremental(db: Database, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    told = shift(random)
    while told:
        some = random.randint(1, len(told))
        async with memory_of(db, tmp_path / "journal") as memory:
            memory.tell(told[:some])
            await memory.stored()
        told = told[some:]
    before = await tables(db, *FOLDED, *PEOPLES)
    assert len(before["calls"]) > 10
    assert await rebuild(db, COUNTRY) == len(await rows_of(db, "facts"))
    assert await tables(db, *FOLDED, *PEOPLES) == before


async def test_what_people_changed_survives(memory: Memory) -> None:
    memory.tell(answered_call("c1", "anna"))
    await memory.stored()
    async with memory.db.begin() as tx:
        await change_status(tx, 1, TicketStatus.CLOSED, by="anna", at_ms=5)
        await change_note(tx, 1, "she will send the letter", by="anna", at_ms=6)
    before = await tables(memory.db, *FOLDED, *PEOPLES)
    await rebuild(memory.db, COUNTRY)
    assert await tables(memory.db, *FOLDED, *PEOPLES) == before
