"""The API as one ASGI application."""

from fastapi import APIRouter, Depends, FastAPI

from ccd.api import (
    PREFIX,
    agents,
    bans,
    callbacks,
    calls,
    customers,
    endpoints,
    health,
    hours,
    live,
    plan,
    queues,
    recordings,
    rotas,
    supervisions,
    tickets,
    voicemails,
)
from ccd.api.auth import authorise
from ccd.api.description import ABOUT, REFUSALS, Described
from ccd.api.errors import add_error_answers
from ccd.api.services import Services

BODY_BYTES_MOST = 1_000_000


def create_app(services: Services) -> FastAPI:
    """Swagger's pages are left out: they would fetch scripts from the internet. The description itself is at
    `/api/v1/openapi.json`."""
    app = Described(
        title="ccd",
        summary="Call centre on Asterisk",
        description=ABOUT,
        version="1",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        max_body_size=BODY_BYTES_MOST,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.services = services
    guarded = APIRouter(dependencies=[Depends(authorise)], responses=REFUSALS)
    everything = (
        plan,
        queues,
        agents,
        endpoints,
        hours,
        rotas,
        callbacks,
        calls,
        customers,
        tickets,
        voicemails,
        recordings,
        supervisions,
    )
    for noun in (*everything, bans, live):
        guarded.include_router(noun.router)
    app.include_router(health.router, prefix=PREFIX)
    app.include_router(guarded, prefix=PREFIX)
    add_error_answers(app)
    app.add_middleware(live.LeaversInPeace)
    return app
