"""What remembering costs: CPU of this process per answered call (11 facts) at a steady rate, over what the
same loop costs without a memory.

Run: python -m tests.benchmarks.fact_writer_cpu [calls per second] [seconds] [URL of an empty database]
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

from ccd.domain.facts import AgentSignedIn, Fact, Recorded
from ccd.storage.database import Database
from tests.integration.storage.memory import memory_of
from tests.integration.storage.story import START_MS, answered_call, woven

AGENTS = 200
TICKS_PER_S = 50


def shift(calls: int) -> list[Fact]:
    stories = [
        answered_call(f"20261123T093000-{i:06d}", f"agent{i % AGENTS}", f"09{i % 5000:08d}")
        for i in range(calls)
    ]
    signed_in = [AgentSignedIn(f"agent{i}", str(1000 + i)) for i in range(AGENTS)]
    return [*signed_in, *woven(stories, at_once=AGENTS)]


async def tell(facts: Sequence[Fact], seconds: int, sink: Callable[[list[Recorded]], None]) -> None:
    """Evenly, two at a time, as decisions come."""
    ticks = seconds * TICKS_PER_S
    began, told = perf_counter(), 0
    for tick in range(1, ticks + 1):
        while told < tick * len(facts) // ticks:
            pair = facts[told : told + 2]
            sink([Recorded(told + i, START_MS + told, fact) for i, fact in enumerate(pair, 1)])
            told += len(pair)
        await asyncio.sleep(max(0, began + tick / TICKS_PER_S - perf_counter()))


async def measure(calls_per_s: int, seconds: int, url: str, folder: Path) -> None:
    facts = shift(calls_per_s * seconds)
    before = process_time()
    await tell(facts, seconds, lambda _: None)
    loop_alone = process_time() - before
    db = Database(url)
    await db.upgrade()
    async with memory_of(db, folder) as memory:
        syncing = asyncio.create_task(memory.journal.keep_synced())
        before = process_time()
        await tell(facts, seconds, memory.journal.append)
        behind = memory.journal.last_seq - memory.writer.stored_seq
        await memory.stored(60)
        cpu = process_time() - before - loop_alone
        syncing.cancel()
    await db.close()
    per_call = 1000 * cpu / (calls_per_s * seconds)
    print(
        f"{db.dialect}, {calls_per_s} calls/s: {per_call:.2f} ms CPU/call, {behind} facts behind at the end"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        given = dict(enumerate(sys.argv))
        url = given.get(3, f"sqlite+aiosqlite:///{name}/ccd.sqlite")
        asyncio.run(measure(int(given.get(1, 50)), int(given.get(2, 10)), url, Path(name) / "journal"))
