"""Facts as they come true, as server-sent events."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated

from anyio import BrokenResourceError
from fastapi import APIRouter, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.types import ASGIApp, Receive, Scope, Send

from ccd.api.auth import Asker
from ccd.api.services import Behind
from ccd.services.live import Dropped, follow
from ccd.services.views import LARGEST_ID
from ccd.storage.errors import StorageAway
from ccd.storage.models import Role
from ccd.storage.queries.facts import StoredFact
from ccd.storage.users import User

router = APIRouter(tags=["events"])

Seq = Annotated[int | None, Header(ge=0, le=LARGEST_ID, description="Go on after this one.")]


@router.get(
    "/events",
    response_class=EventSourceResponse,
    summary="Facts from now on, or from after the `id` you saw last; an agent hears of himself",
)
async def follow_events(
    services: Behind,
    user: Asker,
    last_event_id: Seq = None,
    after: Annotated[
        int | None, Query(ge=0, le=LARGEST_ID, description="As Last-Event-ID, which has precedence.")
    ] = None,
) -> AsyncIterator[ServerSentEvent]:
    seen = after if last_event_id is None else last_event_id
    async with aclosing(follow(services.live, services.database, seen)) as facts:
        try:
            async for fact in facts:
                if isinstance(fact, Dropped):
                    yield _dropped(fact.reason)
                elif _concerns(user, fact):
                    yield ServerSentEvent(id=str(fact.seq), data=fact)
        except StorageAway:
            yield _dropped("the database cannot be reached; come back with the last id you have")


class LeaversInPeace:
    """Middleware. When a listener goes while an event is on its way to him, FastAPI closes its inner streams
    in an order that raises; without this each closed browser tab would put a traceback into the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except* BrokenResourceError:
            pass


def _concerns(user: User, fact: StoredFact) -> bool:
    return user.role is not Role.AGENT or fact.body.get("agent") == user.agent


def _dropped(reason: str) -> ServerSentEvent:
    return ServerSentEvent(event="dropped", data={"reason": reason})
