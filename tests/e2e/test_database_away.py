"""PostgreSQL goes away and comes back: calls do not notice, and nothing is lost."""

import asyncio

import pytest

from tests.e2e.all_along import hears_all_along
from tests.e2e.history import nothing_is_lost, values_of
from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, wait_in_support
from tests.office.office import Office
from tests.postgres import Postgres

PLAN = small_office(ring_timeout_s=60)
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


@pytest.fixture(scope="module")
def env(postgres: Postgres) -> dict[str, str]:
    return {"CCD_STORAGE__URL": postgres.url("office")}


async def test_a_whole_call(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0909000001")
    leg = await answer_and_talk(an, call)
    await leg.hang_up()
    await call.ended()
    await nothing_is_lost(office)
    await was_served(office, "0909000001", "an")


async def was_served(office: Office, number: str, agent: str) -> None:
    """The caller's record names his agent, and he is a customer with a ticket and a recording."""
    record = await office.latest_call(caller=number)
    assert (record["agent"], record["outcome"]) == (agent, "answered")
    assert record["recording"]["state"] == "stored"
    customer = await office.get(f"/customers/{record['customer_id']}")
    assert customer["numbers"] == [record["caller_e164"]]
    assert (await office.get(f"/tickets/{record['ticket_id']}"))["customer_id"] == record["customer_id"]


async def test_calls_go_on_while_it_is_away(office: Office, postgres: Postgres) -> None:
    """A pair is talking, a caller waits, another one comes."""
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    talking = await wait_in_support(trunk, "0909000002")
    leg_an = await answer_and_talk(an, talking)
    waiting = await wait_in_support(trunk, "0909000003", OTHER)

    await asyncio.to_thread(postgres.stop)
    ready = await office.api.get("/ready")
    assert (ready.status_code, list(ready.json()["wrong"])) == (503, ["database"])
    assert (await office.api.get("/calls")).status_code == 503
    newcomer = await wait_in_support(trunk, "0909000004")
    await leg_an.hang_up()
    leg_an = await answer_and_talk(an, waiting, OTHER)
    await leg_an.hang_up()
    leg_an = await answer_and_talk(an, newcomer)
    await leg_an.hang_up()
    await newcomer.ended()

    await asyncio.to_thread(postgres.start)
    facts = await nothing_is_lost(office)
    assert values_of(facts, "AgentAnswered", "call_id") == values_of(facts, "CallStarted", "call_id")
    for number in ("0909000002", "0909000003", "0909000004"):
        await was_served(office, number, "an")
    assert (await office.api.get("/ready")).status_code == 200


async def test_the_daemon_dies_meanwhile(office: Office, postgres: Postgres) -> None:
    """What was in the journal alone is there afterwards. For its start the daemon waits until the database is
    back, and callers wait with music."""
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    await asyncio.to_thread(postgres.stop)
    served = await wait_in_support(trunk, "0909000005")
    leg = await answer_and_talk(an, served)
    waiting = await wait_in_support(trunk, "0909000006", OTHER)
    await leg.hang_up()
    await served.ended()
    leg = await an.rings()

    async with hears_all_along(waiting, MUSIC):
        await office.daemon.kill()
        await office.daemon.start()
        await office.daemon.says("the database is away")
        await asyncio.to_thread(postgres.start)
        await office.ready()
    await leg.answer()
    leg.send_tone(AGENT)
    await waiting.hears_only({AGENT})
    await leg.hang_up()
    await waiting.ended()
    await nothing_is_lost(office)
    for number in ("0909000005", "0909000006"):
        await was_served(office, number, "an")
