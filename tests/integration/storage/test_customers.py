import asyncio

import pytest

from ccd.domain import facts as f
from ccd.domain.phone_number import e164
from ccd.storage.customers import CustomerBook, change_customer, customers_of
from ccd.storage.database import Database
from ccd.storage.errors import StorageAway
from ccd.storage.known import Known
from tests.integration.storage.memory import Memory, rows_of
from tests.integration.storage.story import abandoned_call, answered_call

SPELLINGS = ["0901 234 567", "+84 901 234 567", "0084901234567"]


async def test_fifty_at_once_are_one_customer(db: Database) -> None:
    keys = {e164(number, "VN") or "": "An" for number in SPELLINGS}
    made = await asyncio.gather(*(db.run(lambda tx: customers_of(tx, keys, 0)) for _ in range(50)))
    assert len({tuple(ids.items()) for ids in made}) == 1
    assert len(await rows_of(db, "customers")) == 1
    assert [row["e164"] for row in await rows_of(db, "customer_numbers")] == ["+84901234567"]


async def test_many_numbers_at_once(db: Database) -> None:
    names = {f"+849012345{i:02d}": f"Caller {i}" for i in range(50)}
    made = await asyncio.gather(*(db.run(lambda tx: customers_of(tx, names, 0)) for _ in range(3)))
    assert made[0] == made[1] == made[2]
    assert len(set(made[0].values())) == len(await rows_of(db, "customers")) == 50
    book = CustomerBook(db, "VN")
    asked = [book.identify(f"09012345{i:02d}") for i in range(50)]
    assert await asyncio.gather(*asked) == [
        Known(made[0][number], name=name) for number, name in names.items()
    ]


@pytest.mark.parametrize("nobody", ["", "anonymous", "9" * 200])
async def test_nobody_is_no_customer(db: Database, nobody: str) -> None:
    assert await CustomerBook(db, "VN").identify(nobody) is None


async def test_a_look_up_makes_nobody(db: Database) -> None:
    assert await CustomerBook(db, "VN").identify("0901234567") is None
    assert await rows_of(db, "customers") == []


async def test_the_name_of_the_first_call_stays(db: Database) -> None:
    first = await db.run(lambda tx: customers_of(tx, {"+84901234567": "A\0n\ud800"}, 0))
    assert await db.run(lambda tx: customers_of(tx, {"+84901234567": "Somebody else"}, 0)) == first
    assert [row["name"] for row in await rows_of(db, "customers")] == ["An?"]


async def test_who_stops_waiting_disturbs_nobody(db: Database) -> None:
    made = await db.run(lambda tx: customers_of(tx, {"+84901234567": "An"}, 0))
    book = CustomerBook(db, "VN")
    impatient, patient = book.identify("0901234567"), book.identify("0901234567")
    impatient.cancel()
    assert await patient == Known(made["+84901234567"], name="An")
    await book.close()


async def test_an_away_database_is_said(db: Database) -> None:
    book = CustomerBook(Database("postgresql+asyncpg://ccd@127.0.0.1:1/ccd"), "VN")
    with pytest.raises(StorageAway):
        await book.identify("0901234567")
    await book.close()


async def test_the_writer_and_the_early_look_up_agree(memory: Memory) -> None:
    (early,) = (await memory.db.run(lambda tx: customers_of(tx, {"+84901234567": "An"}, 0))).values()
    assert await memory.customers.identify("0901 234 567") == Known(early, name="An")
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
    assert await memory.customers.identify("0901234567") == Known(call["customer_id"], name="An")


async def test_the_writer_tells_whom_it_made(memory: Memory) -> None:
    told = []
    memory.writer.recognised = lambda call_id, known: told.append((call_id, known))
    memory.tell([*answered_call("c1", "anna", "0901234567"), *abandoned_call("c2")])
    await memory.stored()
    (call, _) = await rows_of(memory.db, "calls")
    assert told == [("c1", Known(call["customer_id"], name="An"))]
    (known,) = [c["id"] for c in await rows_of(memory.db, "customers")]
    memory.tell([answered_call("c3", "anna")[0], f.CallerRecognised("c3", known)])
    await memory.stored()
    assert len(told) == 1


async def test_the_writer_tells_all_that_is_known_of_whom_the_look_up_did_not_find_in_time(
    memory: Memory,
) -> None:
    memory.tell(answered_call("c1", "anna", "0901234567"))
    await memory.stored()
    (customer,) = await rows_of(memory.db, "customers")
    values = {"vip": True, "skills": {"english": 3}, "language": "vi"}
    async with memory.db.begin() as tx:
        assert await change_customer(tx, customer["id"], values)
    memory.customers.agents_too = True
    told = []
    memory.writer.recognised = lambda call_id, known: told.append((call_id, known))
    memory.tell([answered_call("c2", "anna", "0901234567")[0]])
    await memory.stored()
    assert told == [("c2", Known(customer["id"], True, {"english": 3}, ("anna",), "vi", "An"))]
