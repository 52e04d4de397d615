"""Facts get into the database in order, each once, whatever happens on the way."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection
from structlog.testing import capture_logs

from ccd.domain import facts as f
from ccd.storage import fact_writer
from ccd.storage.database import Database
from ccd.storage.errors import StorageAway
from ccd.storage.fact_writer import last_stored_seq
from ccd.storage.journal import Journal
from tests.integration.storage.memory import Memory, memory_of, rows_of
from tests.integration.storage.story import abandoned_call, answered_call, woven
from tests.postgres import Postgres

CALLS = [answered_call(f"c{i}", f"agent{i % 7}", f"09{i % 20:08d}") for i in range(60)]


async def seqs(db: Database) -> list[int]:
    return [row["seq"] for row in await rows_of(db, "facts")]


async def test_a_call_is_remembered(memory: Memory) -> None:
    memory.tell([f.AgentSignedIn("anna", "101"), *answered_call("c1", "anna"), *abandoned_call("c2")])
    await memory.stored()
    answered, abandoned = await rows_of(memory.db, "calls")
    assert (answered["caller_e164"], answered["outcome"], answered["talk_ms"]) == (
        "+84901234567",
        "answered",
        60_000,
    )
    assert (abandoned["caller_e164"], abandoned["customer_id"], abandoned["outcome"]) == (
        None,
        None,
        "abandoned",
    )
    (customer,) = await rows_of(memory.db, "customers")
    (ticket,) = await rows_of(memory.db, "tickets")
    assert (answered["customer_id"], answered["ticket_id"]) == (customer["id"], ticket["id"])
    assert (customer["name"], ticket["customer_id"], ticket["agent"]) == ("An", customer["id"], "anna")
    (recording,) = await rows_of(memory.db, "recordings")
    assert (recording["state"], recording["length_ms"]) == ("stored", 60_000)
    assert len(await rows_of(memory.db, "queue_visits")) == 2
    assert [row["state"] for row in await rows_of(memory.db, "agent_states")][-1] == "idle"
    first = (await rows_of(memory.db, "facts"))[0]
    assert first["body"] == {"agent": "anna", "extension": "101"}
    assert (first["kind"], first["call_id"], first["agent"]) == ("AgentSignedIn", None, "anna")


async def test_a_restart_goes_on_in_the_middle(db: Database, tmp_path: Path) -> None:
    story = list(woven(CALLS))
    for at in range(0, len(story), 150):
        async with memory_of(db, tmp_path / "journal", segment_bytes=20_000) as memory:
            memory.tell(story[at : at + 150])
            if at % 300:
                await memory.stored()  # every other time it is the next start that finds them
    async with memory_of(db, tmp_path / "journal") as memory:
        await memory.stored()
    assert await seqs(db) == [*range(1, len(story) + 1)]
    calls = await rows_of(db, "calls")
    assert len(calls) == len(CALLS)
    assert all(row["state"] == "ended" and row["talk_ms"] == 60_000 for row in calls)


async def test_segments_go_when_the_database_has_them(db: Database, tmp_path: Path) -> None:
    async with memory_of(db, tmp_path / "journal", segment_bytes=5000) as memory:
        memory.tell(list(woven(CALLS)))
        await memory.stored()
        assert len(os.listdir(tmp_path / "journal")) <= 2, "the lock and the last segment"


async def test_the_database_is_away_for_a_while(
    db: Database, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_writer, "LONGEST_PAUSE_S", 0.2)
    story = list(woven(CALLS))
    third = len(story) // 3
    async with memory_of(db, tmp_path / "journal") as memory:
        memory.tell(story[:third])
        with capture_logs() as logs:
            async with away(db, tmp_path, request):
                before = memory.writer.stored_seq
                memory.tell(story[third : 2 * third])
                assert not await memory.writer.flush(0.5)
                assert memory.writer.stored_seq <= max(before, third)
            memory.tell(story[2 * third :])
            await memory.stored()
    assert any(entry["log_level"] == "warning" for entry in logs) or db.dialect == "sqlite"
    assert await seqs(db) == [*range(1, len(story) + 1)]
    assert all(row["state"] == "ended" for row in await rows_of(db, "calls"))


class away:  # noqa: N801 reads as a phrase
    """Really away: PostgreSQL is stopped, SQLite is locked by somebody else."""

    def __init__(self, db: Database, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        self._dialect = db.dialect
        self._file = tmp_path / "ccd.sqlite"
        self._request = request

    async def __aenter__(self) -> None:
        if self._dialect == "sqlite":
            self._other = sqlite3.connect(self._file, isolation_level=None)
            self._other.execute("BEGIN IMMEDIATE")
        else:
            server: Postgres = self._request.getfixturevalue("postgres")
            await asyncio.to_thread(server.stop)

    async def __aexit__(self, *_: object) -> None:
        if self._dialect == "sqlite":
            self._other.execute("ROLLBACK")
            self._other.close()
        else:
            server: Postgres = self._request.getfixturevalue("postgres")
            await asyncio.to_thread(server.start)


async def test_who_has_what_he_waited_for_leaves_the_others_in_a_hurry(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second comes for facts that are too late for the transaction that the first waits for."""
    monkeypatch.setattr(fact_writer, "GATHER_S", 60)
    run = memory.db.run
    begun, may_go_on = asyncio.Event(), asyncio.Event()

    async def slow_run(work: Callable[[Connection], object]) -> object:
        begun.set()
        await may_go_on.wait()
        return await run(work)

    monkeypatch.setattr(memory.db, "run", slow_run)
    memory.tell(answered_call("c1", "anna"))
    first = asyncio.create_task(memory.writer.flush(30))
    await begun.wait()
    memory.tell(answered_call("c2", "anna"))
    second = asyncio.create_task(memory.writer.flush(10))
    await asyncio.sleep(0)
    may_go_on.set()
    assert await first
    assert await second
    assert len(await rows_of(memory.db, "calls")) == 2


async def test_a_fact_that_cannot_be_folded_stops_nobody(memory: Memory) -> None:
    """A customer who is not there: the row of the call would break its foreign key."""
    with capture_logs() as logs:
        memory.tell([*answered_call("c1", "anna")[:1], f.CallerRecognised("c1", 4711)])
        await memory.stored()
    assert [entry["log_level"] for entry in logs] == ["critical"]
    memory.tell(answered_call("c2", "anna"))
    await memory.stored()
    assert await seqs(memory.db) == [*range(1, memory.journal.last_seq + 1)]
    assert [row["call_id"] for row in await rows_of(memory.db, "calls")] == ["c2"]


async def test_facts_of_a_newer_version_are_kept(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    Journal.open(folder).close()
    line = b'{"seq":1,"at_ms":5,"kind":"CallSang","fact":{"call_id":"c1","tune":"la"}}\n'
    next(folder.glob("facts-*")).write_bytes(line)
    async with memory_of(db, folder):
        (row,) = await rows_of(db, "facts")
    assert (row["kind"], row["call_id"], row["body"]) == ("CallSang", "c1", {"call_id": "c1", "tune": "la"})


NASTY = "Robert'); DROP TABLE calls;--\0\ud800é漢"


async def test_names_are_data(memory: Memory) -> None:
    memory.tell(answered_call("c1", "anna", name=NASTY))
    await memory.stored()
    (row,) = await rows_of(memory.db, "calls")
    assert row["caller_name"] == "Robert'); DROP TABLE calls;--?é漢"


WRITER = """
import asyncio, sys
from pathlib import Path
from ccd.storage.database import Database
from tests.integration.storage.memory import memory_of
from tests.integration.storage.story import answered_call, recorded, woven

async def main(url, folder):
    story = list(woven([answered_call(f"c{i}", f"agent{i % 7}") for i in range(2000)]))
    async with memory_of(Database(url), Path(folder), segment_bytes=20_000) as memory:
        for told in recorded(story):
            memory.journal.append([told])
            print(told.seq, flush=True)
            if told.seq == 2500:
                await memory.writer.wait_stored(500)
            await asyncio.sleep(0)

asyncio.run(main(*sys.argv[1:]))
"""


async def test_killed_in_mid_stream(db: Database, upgraded_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, upgraded_url, str(folder), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    journalled = 0
    while journalled < 3000:
        line = await process.stdout.readline()
        assert line, "the writer died of itself"
        journalled = int(line)
    process.send_signal(signal.SIGKILL)
    journalled = max([journalled, *map(int, (await process.stdout.read()).split()[:-1])])
    await process.wait()
    stored_by_the_dead = await last_stored_seq(db)
    async with memory_of(db, folder) as memory:
        last = memory.journal.last_seq
        assert last >= journalled > stored_by_the_dead > 0
        assert memory.writer.stored_seq == last
        memory.tell(list(woven(CALLS[:2])))
        await memory.stored()
    assert await seqs(db) == [*range(1, last + len(CALLS[0]) + len(CALLS[1]) + 1)]


async def test_a_lost_answer_to_the_commit_doubles_nothing(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = memory.db.run
    broken = [True]

    async def run_and_lose_the_answer(work):  # type: ignore[no-untyped-def]
        result = await run(work)
        if broken.pop() if broken else False:
            raise StorageAway("the connection broke after the commit")
        return result

    monkeypatch.setattr(memory.db, "run", run_and_lose_the_answer)
    memory.tell(answered_call("c1", "anna"))
    await memory.stored()
    assert not broken
    assert await seqs(memory.db) == [*range(1, memory.journal.last_seq + 1)]
    assert len(await rows_of(memory.db, "tickets")) == 1
