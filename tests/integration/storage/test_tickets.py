import pytest

from ccd.domain import facts as f
from ccd.domain.facts import Fact
from ccd.domain.refused import Refused
from ccd.storage.database import Database
from ccd.storage.tickets import TicketStatus, change_note, change_status
from tests.integration.storage.memory import Memory, rows_of
from tests.integration.storage.story import answered_call


async def tickets_of_calls(memory: Memory, *calls: list[Fact]) -> list[int | None]:
    """Of all calls so far."""
    for call in calls:
        memory.tell(call)
    await memory.stored()
    return [row["ticket_id"] for row in await rows_of(memory.db, "calls")]


async def change(db: Database, ticket: int, to: TicketStatus) -> Refused | None:
    async with db.begin() as tx:
        return await change_status(tx, ticket, to, by="boss", at_ms=99)


@pytest.mark.parametrize("apart", [False, True])
async def test_per_call_opens_each_time(memory: Memory, apart: bool) -> None:
    calls = [answered_call(f"c{i}", "anna", tickets="per_call") for i in range(3)]
    for call in calls[: 2 if apart else 0]:
        await tickets_of_calls(memory, call)
    ids = await tickets_of_calls(memory, *calls[2 if apart else 0 :])
    assert len(set(ids)) == 3
    assert None not in ids


@pytest.mark.parametrize("apart", [False, True])
async def test_join_open_joins_the_customers_unfinished_one(memory: Memory, apart: bool) -> None:
    calls = [answered_call(f"c{i}", "anna") for i in range(3)]
    calls.append(answered_call("c3", "anna", "0907654321"))
    for call in calls[: 2 if apart else 0]:
        await tickets_of_calls(memory, call)
    one, two, three, other = await tickets_of_calls(memory, *calls[2 if apart else 0 :])
    assert one == two == three != other
    joined = [(row["call_id"], row["ticket_id"]) for row in await rows_of(memory.db, "ticket_calls")]
    assert joined == [("c0", one), ("c1", one), ("c2", one), ("c3", other)]


async def test_a_finished_one_is_not_joined_but_a_follow_up_is(memory: Memory) -> None:
    (first,) = await tickets_of_calls(memory, answered_call("c0", "anna"))
    assert first
    assert await change(memory.db, first, TicketStatus.FOLLOW_UP) is None
    assert (await tickets_of_calls(memory, answered_call("c1", "anna")))[1] == first
    assert await change(memory.db, first, TicketStatus.RESOLVED) is None
    assert (await tickets_of_calls(memory, answered_call("c2", "anna")))[2] != first


async def test_the_latest_unfinished_one_is_joined(memory: Memory) -> None:
    each = [answered_call(f"c{i}", "anna", tickets="per_call") for i in range(2)]
    ids = await tickets_of_calls(memory, *each)
    assert (await tickets_of_calls(memory, answered_call("c2", "anna")))[2] == max(i for i in ids if i)


async def test_withheld_callers_have_one_each_without_customer(memory: Memory) -> None:
    ids = await tickets_of_calls(memory, *(answered_call(f"c{i}", "anna", "anonymous") for i in range(2)))
    assert len(set(ids)) == 2
    assert [row["customer_id"] for row in await rows_of(memory.db, "tickets")] == [None, None]


async def test_none_opens_none(memory: Memory) -> None:
    assert await tickets_of_calls(memory, answered_call("c0", "anna", tickets="none")) == [None]
    assert await rows_of(memory.db, "tickets") == []


async def test_two_answers_of_one_call_are_one_ticket(memory: Memory) -> None:
    story = answered_call("c0", "anna", "anonymous", tickets="per_call")
    second: list[Fact] = [
        f.CallQueued("c0", 2, "support", 0, 5),
        f.AgentOffered("c0", 2, "support", "bo", "102", ""),
        f.AgentAnswered("c0", 2, "support", "bo", 1, 2, "per_call"),
    ]
    await tickets_of_calls(memory, [*story[:7], *second])
    assert len(await rows_of(memory.db, "tickets")) == 1


async def test_changes_are_stamped(memory: Memory) -> None:
    (ticket,) = await tickets_of_calls(memory, answered_call("c0", "anna"))
    assert ticket
    async with memory.db.begin() as tx:
        assert await change_note(tx, ticket, "call back\0", by="anna", at_ms=50) is None
    assert await change(memory.db, ticket, TicketStatus.CLOSED) is None
    note, status = await rows_of(memory.db, "ticket_changes")
    assert (note["by"], note["at_ms"], note["field"], note["after"]) == ("anna", 50, "note", "call back")
    assert (status["by"], status["at_ms"], status["before"], status["after"]) == (
        "boss",
        99,
        "open",
        "closed",
    )
    (row,) = await rows_of(memory.db, "tickets")
    assert (row["status"], row["note"], row["changed_at_ms"]) == ("closed", "call back", 99)


async def test_what_may_not_follow_is_refused(memory: Memory) -> None:
    (ticket,) = await tickets_of_calls(memory, answered_call("c0", "anna"))
    assert ticket
    assert await change(memory.db, ticket, TicketStatus.CLOSED) is None
    refused = await change(memory.db, ticket, TicketStatus.RESOLVED)
    assert refused == Refused(f"Ticket {ticket} is closed; from there it can become open.")
    assert await change(memory.db, 999, TicketStatus.OPEN) == Refused("There is no ticket 999.")
