"""What is asked of stored rows, in both databases; the API's tests ask the same of SQLite alone."""

import pytest
from sqlalchemy import insert

from ccd.storage.database import Database
from ccd.storage.models import CallRow, CustomerNumberRow, CustomerRow, FactRow, QueueVisitRow, RecordingRow
from ccd.storage.queries.calls import CallFilter, find_call, find_calls, visits_of_call
from ccd.storage.queries.customers import find_customers, numbers_of
from ccd.storage.queries.facts import facts_between, facts_of_call
from ccd.storage.queries.page import Key
from ccd.storage.queries.recordings import RecordingFilter, find_recording, find_recordings
from ccd.storage.queries.tickets import find_tickets

START = 1_790_000_000_000


@pytest.fixture
async def _calls(db: Database) -> None:
    """c0…c5, two at each moment; every second one was in queue sales with an, and recorded."""
    async with db.begin() as tx:
        for n in range(6):
            call = {"call_id": f"c{n}", "started_at_ms": START + n // 2, "caller_e164": f"+8490{n}"}
            rest = dict.fromkeys(("did", "caller_number", "caller_name", "flow", "channel_id"), "")
            zero = {"wait_ms": 0, "talk_ms": 0, "safety_net": False}
            row = call | rest | zero | {"direction": "inbound", "state": "ended", "outcome": "answered"}
            await tx.execute(insert(CallRow).values(row | {"queue": "sales" if n % 2 else None}))
            if n % 2:
                visit = {"call_id": f"c{n}", "visit": 1, "queue": "sales", "agent": "an", "ring_ms": 0}
                visit |= zero | {"entered_at_ms": START, "offers": 1}
                await tx.execute(insert(QueueVisitRow).values(visit))
                recording = {
                    "recording": f"c{n}",
                    "path": f"2026/11/23/c{n}.wav",
                    "call_id": f"c{n}",
                    "state": "stored",
                }
                await tx.execute(insert(RecordingRow).values(recording | {"started_at_ms": START + n}))


async def ids(db: Database, wanted: CallFilter, after: Key | None = None, most: int = 10) -> list[str]:
    async with db.read() as tx:
        return [row["call_id"] for row in await find_calls(tx, wanted, after, most)]


@pytest.mark.usefixtures("_calls")
async def test_calls(db: Database) -> None:
    assert await ids(db, CallFilter()) == ["c5", "c4", "c3", "c2", "c1", "c0"]
    assert await ids(db, CallFilter(from_ms=START + 1, to_ms=START + 2)) == ["c3", "c2"]
    assert await ids(db, CallFilter(queue="sales", agent="an")) == ["c5", "c3", "c1"]
    assert await ids(db, CallFilter(queue="sales", agent="binh")) == []
    assert await ids(db, CallFilter(caller="", caller_e164="+84901")) == ["c5", "c4", "c3", "c2", "c1", "c0"]
    assert await ids(db, CallFilter(caller="x", caller_e164="+84901")) == ["c1"]
    assert await ids(db, CallFilter(caller="x")) == []
    assert await ids(db, CallFilter(outcome="answered", state="ended", customer_id=None), most=1) == ["c5"]
    async with db.read() as tx:
        assert (await find_call(tx, "c9")) is None
        assert [v["queue"] for v in await visits_of_call(tx, "c1")] == ["sales"]


@pytest.mark.usefixtures("_calls")
async def test_pages_go_on_below_the_last_row(db: Database) -> None:
    assert await ids(db, CallFilter(), (START + 1, "c3"), 2) == ["c2", "c1"]
    assert await ids(db, CallFilter(), (START + 1, "c2"), 9) == ["c1", "c0"]
    assert await ids(db, CallFilter(), (START, "c0"), 9) == []


@pytest.mark.usefixtures("_calls")
async def test_recordings(db: Database) -> None:
    async with db.read() as tx:
        found = await find_recordings(tx, RecordingFilter(from_ms=START + 3, queue="sales"), None, 9)
        assert [row["call_id"] for row in found] == ["c5", "c3"]
        found = await find_recordings(tx, RecordingFilter(), ("c5",), 1)
        assert [row["call_id"] for row in found] == ["c3"]
        one = await find_recording(tx, "c1")
        assert one is not None
        assert one["queue"] == "sales"


async def test_customers(db: Database) -> None:
    async with db.begin() as tx:
        for number, name in enumerate(("Nguyễn An", "50%_off\\", "Trần Bình"), 1):
            await tx.execute(insert(CustomerRow).values(id=number, name=name, created_at_ms=START))
            await tx.execute(insert(CustomerNumberRow).values(e164=f"+849{number}", customer_id=number))
        for words, e164, found in [
            (None, None, [3, 2, 1]),
            ("an", None, [1]),
            ("bình", None, [3]),
            ("%_", None, [2]),
            ("\\", None, [2]),
            ("x", "+841", []),
            ("x", "+843", []),
            ("x", "+8493", [3]),
        ]:
            rows = await find_customers(tx, words, e164, None, 9)
            assert [row["id"] for row in rows] == found, words
        assert [row["id"] for row in await find_customers(tx, None, None, (3,), 1)] == [2]
        assert await numbers_of(tx, [1, 9]) == {1: ["+8491"], 9: []}
        assert await find_tickets(tx, {"status": "open", "customer_id": 1, "queue": None}, (5,), 9) == []


async def test_facts(db: Database) -> None:
    async with db.begin() as tx:
        for seq in range(1, 6):
            row = {"seq": seq, "at_ms": START, "kind": "X", "call_id": f"c{seq % 2}", "body": {"n": seq}}
            await tx.execute(insert(FactRow).values(row))
        assert [f.body for f in await facts_between(tx, 1, 4, 9)] == [{"n": 2}, {"n": 3}]
        assert [f.seq for f in await facts_between(tx, 1, None, 3)] == [2, 3, 4]
        assert [f.seq for f in await facts_of_call(tx, "c1", 2)] == [1, 3]
