"""Queues, their members, and how it is in them now."""

from typing import Annotated

from fastapi import APIRouter, Query, Response, status
from pydantic import BeforeValidator

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.plan_items import changing_routes, reading_routes
from ccd.api.services import Behind
from ccd.domain.plan import Queue
from ccd.domain.plan_kinds import Kind
from ccd.services.queues import LiveQueueView, live_queue

EXAMPLE = {"name": "support", "title": "Technical support", "members": ["an", "binh"], "wrap_up_s": 20}

router = APIRouter()
router.include_router(reading_routes(Kind.QUEUE, Queue))
router.include_router(changing_routes(Kind.QUEUE, Queue, EXAMPLE, deletes=False))

_SAID = BeforeValidator(lambda given: given if given else True)
"""`?drain` will do."""
_DRAIN = Query(description="Let nobody in any more, serve those who wait, then delete it.")
_LATER: dict[int | str, dict[str, str]] = {202: {"description": "It is deleted when nobody waits any more"}}


@router.delete(
    "/queues/{queue}",
    tags=["queues"],
    summary="Delete the queue, unless something else of the plan needs it, now or when it is empty",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=_LATER,
)
async def delete_queue(
    services: Behind, user: Asker, queue: str, drain: Annotated[bool, _SAID, _DRAIN] = False
) -> Response:
    if not drain:
        taken(await services.plan.delete(Kind.QUEUE, queue, user.name))
        return Response(status_code=status.HTTP_204_NO_CONTENT)
    taken(await services.plan.drain(queue, user.name))
    gone = await services.plan.delete_if_drained(queue)
    return Response(status_code=status.HTTP_204_NO_CONTENT if gone else status.HTTP_202_ACCEPTED)


@router.delete(
    "/queues/{queue}/drain",
    tags=["queues"],
    summary="Let callers in again; the queue is not deleted",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def stop_draining_queue(services: Behind, user: Asker, queue: str) -> None:
    taken(await services.plan.call_draining_off(queue, user.name))


@router.get("/queues/{queue}/live", tags=["queues"], summary="Who waits, for how long, and who serves")
async def get_live_queue(services: Behind, queue: str) -> LiveQueueView:
    return taken(live_queue(services.engine.floor, queue, services.clock.now_ms()))


@router.put(
    "/queues/{queue}/members/{agent}",
    tags=["queues"],
    summary="Make an agent a member",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def put_member(services: Behind, user: Asker, queue: str, agent: str) -> None:
    taken(await services.plan.set_member(queue, agent, True, user.name))


@router.delete(
    "/queues/{queue}/members/{agent}",
    tags=["queues"],
    summary="Make an agent no member",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def delete_member(services: Behind, user: Asker, queue: str, agent: str) -> None:
    taken(await services.plan.set_member(queue, agent, False, user.name))
