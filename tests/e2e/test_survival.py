"""One part after the other dies with a full house: callers of two priorities wait, a pair talks, an agent is
on break. Whoever comes back, callers are served in the order they had, and agents are what they were."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.e2e.cable import Cable, cut, mend
from tests.e2e.history import last_seq, nothing_is_lost
from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import AGENT, CALLER, GREETING, MUSIC
from tests.e2e.steps import answer_and_talk, call_id_of, members_become
from tests.office.office import Office
from tests.phones import Call, Phone
from tests.phones.waiting import PATIENCE_S
from tests.postgres import Postgres

PLAN = small_office()
PLAN["queues"][1] |= {"members": ["an", "binh"], "weight": 5}
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]

SUPPORT, SALES = "1", "2"
COME = [("0904000001", SUPPORT), ("0904000002", SUPPORT), ("0904000003", SALES), ("0904000004", SALES)]
SERVED = ["0904000003", "0904000004", "0904000001", "0904000002"]


@pytest.fixture(scope="module")
def env(postgres: Postgres, cable: Cable) -> dict[str, str]:
    return {"CCD_STORAGE__URL": postgres.url("office"), "CCD_AMI__HOST": "127.0.0.2"}


class House:
    """A full one: `talking` is an's, `waiting` by number; binh is on break."""

    def __init__(self, office: Office, postgres: Postgres, cable: Cable) -> None:
        self.office, self.postgres, self.cable = office, postgres, cable
        self.an: Phone
        self.binh: Phone
        self.talking: Call
        self.leg: Call
        self.waiting: dict[str, Call] = {}

    async def fill(self) -> None:
        office = self.office
        self.an, self.binh, trunk = (
            await office.phone("1001"),
            await office.phone("1002"),
            await office.trunk(),
        )
        await office.sign_in("an", "binh")
        await office.post("/agents/binh/break", {"reason": "lunch"})
        self.talking = await wait(trunk, "0904000000", SUPPORT)
        self.leg = await answer_and_talk(self.an, self.talking)
        for number, key in COME:
            self.waiting[number] = await wait(trunk, number, key)

    async def agents(self) -> dict[str, tuple[str, str, str]]:
        """Presence, activity, phone."""
        found = {agent["name"]: agent["live"] for agent in await self.office.get("/agents")}
        return {name: (live["presence"], live["activity"], live["phone"]) for name, live in found.items()}

    async def agents_become(self, **wanted: tuple[str, str, str]) -> None:
        found: Any = None
        try:
            async with asyncio.timeout(PATIENCE_S):
                while found != wanted:
                    found = await self.agents()
        except TimeoutError:
            raise AssertionError(f"{found} is not {wanted}") from None


async def wait(trunk: Phone, number: str, key: str) -> Call:
    call = await trunk.call(SUPPORT_DID, from_number=number)
    call.send_tone(CALLER)
    await call.hears({GREETING})
    await call.press(key)
    await call.hears_only({MUSIC})
    return call


async def daemon_dies(house: House) -> None:
    await house.office.daemon.kill()
    await house.office.come_back()


async def conversation_ends_while_the_daemon_is_dead(house: House) -> None:
    """Then an is free before all callers are back."""
    await house.office.daemon.kill()
    await house.leg.hang_up()
    await house.office.come_back()


async def daemon_stops(house: House) -> None:
    await house.office.daemon.stop()
    await house.office.come_back()


async def database_dies(house: House) -> None:
    await asyncio.to_thread(house.postgres.stop)
    assert (await house.office.api.get("/calls")).status_code == 503
    await asyncio.to_thread(house.postgres.start)


async def database_and_daemon_die(house: House) -> None:
    await asyncio.to_thread(house.postgres.stop)
    await house.office.daemon.kill()
    await house.office.daemon.start()
    await house.office.daemon.says("the database is away")
    await asyncio.to_thread(house.postgres.start)
    await house.office.ready()


async def ami_is_cut(house: House) -> None:
    await mend(house.office, house.cable, await cut(house.office, house.cable))


@pytest.mark.parametrize(
    "death",
    [
        daemon_dies,
        conversation_ends_while_the_daemon_is_dead,
        daemon_stops,
        database_dies,
        database_and_daemon_die,
        ami_is_cut,
    ],
)
async def test_callers_are_served_in_the_order_they_had(
    office: Office, postgres: Postgres, cable: Cable, death: Callable[[House], Awaitable[None]]
) -> None:
    house = House(office, postgres, cable)
    await house.fill()
    before = last_seq(office)
    await death(house)
    if not house.leg.is_over:
        await house.agents_become(an=("ready", "talking", "in_use"), binh=("on_break", "idle", "idle"))
        await house.talking.hears_only({AGENT})
        await house.leg.hang_up()
    await house.talking.ended()
    for number in SERVED:
        leg = await answer_and_talk(house.an, house.waiting[number])
        await leg.hang_up()
        await house.waiting[number].ended()
    facts = await nothing_is_lost(office)
    served = [f["body"] for f in facts if f["kind"] == "AgentAnswered" and f["seq"] > before]
    assert [body["call_id"] for body in served] == [await call_id_of(office, number) for number in SERVED]


async def test_when_asterisk_dies_everybody_is_gone_and_agents_are_free(
    office: Office, postgres: Postgres, cable: Cable
) -> None:
    house = House(office, postgres, cable)
    await house.fill()
    ids = {number: await call_id_of(office, number) for number in ("0904000000", *SERVED)}
    before = last_seq(office)
    await office.asterisk.kill()
    await office.fact("LinkLost", after=before)
    await office.asterisk.start()
    await office.fact("LinkFound", after=before, calls_closed=len(ids))
    live = {name: state[:2] for name, state in (await house.agents()).items()}
    assert live == {"an": ("ready", "idle"), "binh": ("on_break", "idle")}
    await members_become(office, "support", {"1001": "present", "1002": "paused"})
    for number, call_id in ids.items():
        record = await office.get(f"/calls/{call_id}")
        expected = ("answered", "an") if number == "0904000000" else ("lost", None)
        assert (record["outcome"], record["agent"]) == expected
        assert (record["ended_by"], len(record["visits"])) == ("unknown", 1)
        assert record["visits"][0]["outcome"] == expected[0]
    await house.agents_become(an=("ready", "idle", "idle"), binh=("on_break", "idle", "idle"))
    call = await wait(await office.trunk(), "0904000009", SALES)
    await (await answer_and_talk(house.an, call)).hang_up()
    await call.ended()
    await nothing_is_lost(office)
