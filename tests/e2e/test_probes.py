"""Strangers at the FastAGI port, and a crowd at the front door."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from tests.e2e.all_along import hears_all_along
from tests.e2e.history import nothing_is_lost
from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import AGENT, MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, wait_in_support
from tests.office.office import Office

PLAN = small_office()
OTHER_AGENT = 997
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]

PROBES = {
    "nothing": b"",
    "half a line": b"agi_net",
    "garbage": bytes(range(256)) * 64,
    "another protocol": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "a wrong token": b"agi_network_script: guess\nagi_uniqueid: 1\n\n",
    "no end": b"agi_x: y\n" * 40_000,
}


@asynccontextmanager
async def connected(office: Office) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", office.ports.agi)
    yield reader, writer
    writer.transport.abort()


async def test_strangers_at_the_fastagi_port_change_nothing(office: Office) -> None:
    """They come, say something, stay or go, while a pair talks and a caller waits; the next one is served."""
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an")
    talking = await wait_in_support(trunk, "0910000001")
    leg = await answer_and_talk(an, talking)
    waiting = await wait_in_support(trunk, "0910000002")
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(hears_all_along(talking, AGENT))
        await stack.enter_async_context(hears_all_along(waiting, MUSIC))
        for said in PROBES.values():
            for _ in range(10):
                _, writer = await stack.enter_async_context(connected(office))
                writer.write(said)
            async with connected(office) as (_, writer):
                writer.write(said)
        newcomer = await wait_in_support(trunk, "0910000003", OTHER)
    await waiting.hang_up()
    await office.sign_in("binh")
    leg_binh = await answer_and_talk(binh, newcomer, OTHER, OTHER_AGENT)
    await leg_binh.hang_up()
    await leg.hang_up()
    await talking.ended()
    facts = await nothing_is_lost(office)
    assert len([fact for fact in facts if fact["kind"] == "CallStarted"]) == 3
    assert len(office.daemon.said("AGI connection refused")) == 1, "not a line for each stranger"


async def test_fifty_calls_at_once_from_a_new_number_are_one_customer(office: Office) -> None:
    trunk = await office.trunk()
    calls = [await trunk.call(SUPPORT_DID, from_number="0910000009") for _ in range(50)]
    for call in calls:
        await call.answered()
        await call.hang_up()
    await nothing_is_lost(office)
    records = (await office.get("/calls", caller="0910000009", limit=200))["items"]
    customers = (await office.get("/customers", q="0910000009"))["items"]
    assert len(records) == 50
    assert {record["customer_id"] for record in records} == {customer["id"] for customer in customers}
    assert len(customers) == 1
