"""What remembering costs: CPU of this process per answered call (12 facts) at a steady rate.

Run: python -m tests.benchmarks.fact_writer_cpu [calls per second] [seconds] [database URL, empty and upgraded here]
"""

import asyncio
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from ccd.domain.facts import AgentSignedIn, Recorded
from ccd.storage.customers import CustomerBook
from ccd.storage.database import Database
from ccd.storage.fact_writer import FactWriter
from ccd.storage.journal import Journal
from tests.integration.storage.story import START_MS, answered_call, woven


async def measure(calls_per_s: int, seconds: int, url: str, folder: Path) -> None:
    db = Database(url)
    await db.upgrade()
    journal = Journal.open(folder / "journal")
    book = CustomerBook(db, "VN")
    writer = FactWriter(db, journal, book)
    await writer.catch_up()
    calls = calls_per_s * seconds
    signed_in = [AgentSignedIn(f"agent{i}", str(1000 + i)) for i in range(200)]
    stories = [
        answered_call(f"20261123T093000-{i:06d}", f"agent{i % 200}", f"09{i % 5000:08d}")
        for i in range(calls)
    ]
    facts = iter([*signed_in, *woven(stories, at_once=200)])
    total = len(signed_in) + sum(map(len, stories))
    ticks = seconds * 50
    tasks = [asyncio.create_task(writer.run()), asyncio.create_task(journal.keep_synced())]
    seq, appending_s = 0, 0.0
    began, cpu_before = perf_counter(), process_time()
    for tick in range(ticks):
        for _ in range((tick + 1) * total // ticks - tick * total // ticks):
            seq += 1
            fact = next(facts)
            before = process_time()
            journal.append([Recorded(seq, START_MS + seq, fact)])
            appending_s += process_time() - before
        await asyncio.sleep(max(0, began + (tick + 1) / 50 - perf_counter()))
    behind = journal.last_seq - writer.stored_seq
    await writer.flush(60)
    cpu = process_time() - cpu_before
    print(
        f"{db.dialect}: {calls} calls, {seq} facts at {calls_per_s} calls/s: {1000 * cpu / calls:.2f} ms CPU/call,"
    )
    print(f"  of it {1000 * appending_s / calls:.2f} ms appending; {behind} facts behind at the end")
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await book.close()
    journal.close()
    await db.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        rate, length, url = [
            *sys.argv[1:],
            *["50", "10", f"sqlite+aiosqlite:///{name}/ccd.sqlite"][len(sys.argv) - 1 :],
        ]
        asyncio.run(measure(int(rate), int(length), url, Path(name)))
