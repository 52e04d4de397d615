"""What the routes stand on."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from ccd.engine.clock import Clock
from ccd.engine.engine import Engine
from ccd.services.health import Check
from ccd.services.keeping import Keeping
from ccd.services.live import LiveFeed
from ccd.services.plan import PlanService
from ccd.services.plan_sounds import PlanSounds
from ccd.services.sounds import Sounds
from ccd.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """`checks` are what `GET /ready` looks at, by name."""

    database: Database
    engine: Engine
    clock: Clock
    plan: PlanService
    plan_sounds: PlanSounds
    live: LiveFeed
    sounds: Sounds
    keeping: Keeping
    new_call_id: Callable[[], str]
    checks: Mapping[str, Check]
    settle: Callable[[], Awaitable[None]]
    """Waits, but not for long, until the database has every fact there is now."""


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Behind = Annotated[Services, Depends(_services)]


async def settled(services: Behind) -> None:
    """Who has heard of a fact finds it in the tables: what they say is never older than the live feed."""
    await services.settle()
