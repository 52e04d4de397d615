"""A centre without Asterisk: floor, engine, journal, database and API are the real ones."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from ccd.api import PREFIX
from ccd.api.app import create_app
from ccd.api.services import Services
from ccd.app.memory import Memory
from ccd.background import watched
from ccd.domain.events import Event
from ccd.domain.facts import Fact, Recorded
from ccd.domain.floor import Floor
from ccd.domain.plan import Plan
from ccd.engine.clock import SystemClock
from ccd.engine.engine import Engine
from ccd.services import plan_file, users
from ccd.services.draining import Draining
from ccd.services.keeping import Keeping
from ccd.services.live import LiveFeed
from ccd.services.plan import PlanService
from ccd.services.plan_sounds import PlanSounds
from ccd.services.sounds import Sounds
from ccd.settings import Storage
from ccd.storage.models import Role
from ccd.storage.plan_items import store_plan

SAMPLE = Path(__file__).parents[3] / "docs" / "sample-plan.yaml"


def sample_plan() -> Plan:
    plan = plan_file.load(SAMPLE)
    assert isinstance(plan, Plan), plan
    return plan


@dataclass(slots=True)
class House:
    """`tokens` are of three users named like their roles, of whom `agent` is the agent `an`; `installed` is
    what Asterisk was given, `wrong` what the checks find."""

    memory: Memory
    engine: Engine
    services: Services
    recordings: Path
    url: str = "http://ccd" + PREFIX
    tokens: dict[Role, str] = field(default_factory=dict)
    installed: list[tuple[Plan, Mapping[str, str]]] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)

    def client(self, role: Role | None) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {self.tokens[role]}"} if role else {}
        transport = httpx.ASGITransport(create_app(self.services), raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=self.url, headers=headers)

    async def tell(self, *events: Event) -> None:
        """The floor has dealt with them, and the database has what came of it."""
        for event in events:
            refused = await self.engine.ask(event)
            assert refused is None, refused
        await self.stored()

    async def record(self, *facts: Fact, at_ms: int) -> None:
        """As if the floor had said so."""
        first = self.engine.last_seq + 1
        batch = [Recorded(seq, at_ms, fact) for seq, fact in enumerate(facts, first)]
        self.engine.last_seq += len(batch)
        self.memory.journal.append(batch)
        self.services.live.publish(batch)
        await self.stored()

    async def stored(self) -> None:
        assert await self.memory.writer.flush(5)


@asynccontextmanager
async def open_house(folder: Path) -> AsyncIterator[House]:
    recordings = folder / "recordings"
    recordings.mkdir()
    storage = Storage(url=f"sqlite+aiosqlite:///{folder / 'ccd.sqlite'}", journal_dir=folder / "journal")
    async with Memory(storage) as memory:
        plan = sample_plan()
        memory.customers.country = plan.country
        async with memory.database.begin() as tx:
            await store_plan(tx, plan, 0, "test")
        live, clock, draining = LiveFeed(), SystemClock(), Draining()
        sinks = (memory.journal.append, live.publish, draining.hear)
        engine = Engine(Floor(plan), clock, lambda order: None, sinks)
        running = asyncio.create_task(engine.run())
        installed: list[tuple[Plan, Mapping[str, str]]] = []
        wrong: dict[str, str] = {}

        async def install(plan: Plan, secrets: Mapping[str, str]) -> None:
            installed.append((plan, secrets))

        async def nothing_lacks(sounds: object, music: object) -> tuple[set[str], set[str]]:
            return set(), set()

        async def look() -> str | None:
            return wrong.get("asterisk")

        services = Services(
            database=memory.database,
            engine=engine,
            clock=clock,
            plan=PlanService(memory.database, engine, install, clock),
            plan_sounds=PlanSounds(nothing_lacks),
            live=live,
            sounds=Sounds(recordings, engine, clock),
            keeping=Keeping(memory.database, engine, clock, recordings, memory.settle),
            new_call_id=lambda: "new-call",
            checks={"asterisk": look},
            settle=memory.settle,
        )
        house = House(memory, engine, services, recordings, installed=installed, wrong=wrong)
        for role in Role:
            made = await users.add(memory.database, role.value, role, "an" if role is Role.AGENT else None, 0)
            assert isinstance(made, tuple)
            house.tokens[role] = made[1]
        async with watched(draining.keep_up(services.plan), "draining"):
            yield house
        engine.close()
        await running
