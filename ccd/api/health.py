"""For those who watch the process; without a token."""

from http import HTTPStatus

from fastapi import APIRouter, Response
from pydantic import BaseModel

from ccd.api.services import Behind
from ccd.services.health import ReadyView, look

router = APIRouter(tags=["health"])


class Up(BaseModel):
    up: bool = True


@router.get("/health", summary="The process answers")
async def get_health() -> Up:
    return Up()


@router.get(
    "/ready",
    summary="Everything the centre stands on is there",
    responses={503: {"model": ReadyView, "description": "`wrong` says what is not"}},
)
async def get_ready(services: Behind, response: Response) -> ReadyView:
    found = await look(services.checks)
    if not found.ready:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    return found
