"""Queues, their members, and how it is in them now."""

from fastapi import APIRouter, status

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.plan_items import changing_routes, reading_routes
from ccd.api.services import Behind
from ccd.domain.plan import Queue
from ccd.domain.plan_parts import Kind
from ccd.services.queues import LiveQueueView, live_queue

EXAMPLE = {"name": "support", "title": "Technical support", "members": ["an", "binh"], "wrap_up_s": 20}

router = APIRouter()
router.include_router(reading_routes(Kind.QUEUE, Queue))
router.include_router(changing_routes(Kind.QUEUE, Queue, EXAMPLE))


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
