import asyncio

import pytest

from ccd.domain import facts as f
from ccd.storage.customers import CustomerBook
from ccd.storage.database import Database
from ccd.storage.errors import StorageAway
from tests.integration.storage.memory import Memory, rows_of
from tests.integration.storage.story import answered_call

SPELLINGS = ["0901 234 567", "+84 901 234 567", "0084901234567"]


async def test_fifty_at_once_are_one_customer(db: Database) -> None:
    books = [CustomerBook(db, "VN") for _ in range(5)]  # five daemons would not be safer
    asked = [book.identify(SPELLINGS[i % 3], "An") for i in range(10) for book in books]
    assert len(set(await asyncio.gather(*asked))) == 1
    assert len(await rows_of(db, "customers")) == 1
    assert [row["e164"] for row in await rows_of(db, "customer_numbers")] == ["+84901234567"]


async def test_many_numbers_at_once(db: Database) -> None:
    books = [CustomerBook(db, "VN") for _ in range(3)]
    asked = [book.identify(f"09012345{i:02d}", f"Caller {i}") for book in books for i in range(50)]
    ids = await asyncio.gather(*asked)
    assert ids[:50] == ids[50:100] == ids[100:]
    assert len(set(ids)) == len(await rows_of(db, "customers")) == 50


@pytest.mark.parametrize("nobody", ["", "anonymous", "9" * 200])
async def test_nobody_is_no_customer(db: Database, nobody: str) -> None:
    assert await CustomerBook(db, "VN").identify(nobody, "Anonymous") is None
    assert await rows_of(db, "customers") == []


async def test_the_name_of_the_first_call_stays(db: Database) -> None:
    book = CustomerBook(db, "VN")
    first = await book.identify("0901234567", "A\0n\ud800")
    assert await book.identify("0901234567", "Somebody else") == first
    assert [row["name"] for row in await rows_of(db, "customers")] == ["An?"]


async def test_who_stops_waiting_disturbs_nobody(db: Database) -> None:
    book = CustomerBook(db, "VN")
    impatient = asyncio.create_task(book.identify("0901234567", "An"))
    patient = asyncio.create_task(book.identify("0901234567", "An"))
    await asyncio.sleep(0)
    impatient.cancel()
    assert isinstance(await patient, int)
    await book.close()


async def test_an_away_database_is_said(db: Database) -> None:
    book = CustomerBook(Database("postgresql+asyncpg://ccd@127.0.0.1:1/ccd"), "VN")
    with pytest.raises(StorageAway):
        await book.identify("0901234567", "An")
    await book.close()


async def test_the_writer_and_the_early_look_up_agree(memory: Memory) -> None:
    early = await memory.customers.identify("0901 234 567", "An")
    assert early
    story = answered_call("c1", "anna", "+84901234567")
    memory.tell(
        [story[0], f.CallerRecognised("c1", early), *story[1:], *answered_call("c2", "anna", "0084901234567")]
    )
    await memory.stored()
    assert [row["customer_id"] for row in await rows_of(memory.db, "calls")] == [early, early]


async def test_the_writer_makes_him_whom_nobody_looked_up(memory: Memory) -> None:
    memory.tell(answered_call("c1", "anna", "0901234567", name="An"))
    await memory.stored()
    (call,) = await rows_of(memory.db, "calls")
    assert await memory.customers.identify("0901234567", "") == call["customer_id"]
