"""The API as one ASGI application."""

from typing import Any

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
from ccd.api.errors import ProblemDetails, add_error_answers
from ccd.api.services import Services

BODY_BYTES_MOST = 1_000_000

_PROBLEM: dict[str, Any] = {"model": ProblemDetails}
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {**_PROBLEM, "description": "No valid token"},
    403: {**_PROBLEM, "description": "Not for this role"},
    404: {**_PROBLEM, "description": "Not there"},
    409: {**_PROBLEM, "description": "Refused; `detail` says why and what to do"},
    413: {"description": "The body is too large"},
    422: {**_PROBLEM, "description": "Not taken as it is; `errors` says what is wrong where"},
    503: {**_PROBLEM, "description": "The database is away"},
}


def create_app(services: Services) -> FastAPI:
    """Swagger's pages are left out: they would fetch scripts from the internet. The description itself is at
    `/api/v1/openapi.json`."""
    app = FastAPI(
        title="ccd",
        summary="Call centre on Asterisk",
        version="1",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        max_body_size=BODY_BYTES_MOST,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.services = services
    guarded = APIRouter(dependencies=[Depends(authorise)], responses=_PROBLEMS)
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
