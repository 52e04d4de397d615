from ccd.storage.customers import change_customer
from ccd.storage.known import Known
from tests.integration.storage.memory import Memory, rows_of
from tests.integration.storage.story import abandoned_call, answered_call

NUMBER = "0901234567"


async def test_a_customer_is_known_with_all_that_people_said_of_him(memory: Memory) -> None:
    memory.tell(answered_call("c1", "anna", NUMBER))
    await memory.stored()
    (customer,) = await rows_of(memory.db, "customers")
    async with memory.db.begin() as tx:
        assert await change_customer(tx, customer["id"], {"vip": True, "skills": {"english": 3}})
    assert await memory.customers.identify(NUMBER) == Known(customer["id"], True, {"english": 3}, name="An")


async def test_his_last_agents_are_known_where_somebody_asks_for_them(memory: Memory) -> None:
    agents = ["anna", "bo", "anna", "chi"]
    for n, agent in enumerate(agents):
        memory.tell([*answered_call(f"c{n}", agent, NUMBER), *abandoned_call(f"d{n}", NUMBER)])
    memory.tell(answered_call("other", "dung", "0907654321"))
    await memory.stored()
    memory.customers.agents_too = True
    known = await memory.customers.identify(NUMBER)
    assert known
    assert known.last_agents == ("chi", "anna", "bo")
    stranger = await memory.customers.identify("0907654321")
    assert stranger
    assert stranger.last_agents == ("dung",)
