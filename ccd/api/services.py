"""What the routes stand on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from ccd.engine.clock import Clock
from ccd.engine.engine import Engine
from ccd.services.health import Check
from ccd.services.live import LiveFeed
from ccd.services.plan import PlanService
from ccd.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """`checks` are what `GET /ready` looks at, by name."""

    database: Database
    engine: Engine
    clock: Clock
    plan: PlanService
    live: LiveFeed
    recordings_dir: Path
    checks: Mapping[str, Check]


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Behind = Annotated[Services, Depends(_services)]
