"""Supervisors in calls."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, status
from pydantic import BaseModel, Field

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.params import PAGE, AgentParam, CallId, Cursor, From, Limit, To
from ccd.api.services import Behind, settled
from ccd.domain.events import SupervisionAsked
from ccd.domain.facts import Mode
from ccd.domain.names import Name
from ccd.domain.refused import Refused
from ccd.services import supervisions
from ccd.services.supervisions import OfferedView, SupervisionView
from ccd.services.views import Page
from ccd.storage.queries.supervisions import SupervisionFilter

router = APIRouter(tags=["supervision"])


class Supervise(BaseModel):
    """`supervisor` is an agent, or the extension of one who is none; without it the user himself."""

    mode: Mode = Field(Mode.LISTEN, examples=["listen"])
    supervisor: Name | None = Field(None, examples=["binh"])


@router.post(
    "/calls/{call_id}/supervise",
    summary="Ring a supervisor's phone, and let him hear the call",
    status_code=status.HTTP_202_ACCEPTED,
)
async def supervise_call(
    services: Behind, user: Asker, call_id: CallId, wanted: Supervise | None = None
) -> OfferedView:
    wanted = wanted or Supervise()
    supervisor = wanted.supervisor or user.agent
    if supervisor is None:
        return taken(Refused("You are no agent of the plan: say whose phone to ring, as `supervisor`."))
    asked = SupervisionAsked(call_id, services.new_call_id(), supervisor, wanted.mode, user.name)
    return taken(await supervisions.ask(services.engine, asked, services.clock.now_ms()))


@router.get(
    "/supervisions", summary="Who came into whose calls, the latest first", dependencies=[Depends(settled)]
)
async def list_supervisions(
    services: Behind,
    from_ms: From = None,
    to_ms: To = None,
    supervisor: Annotated[Name | None, Query(description="An agent's name, or an extension.")] = None,
    agent: AgentParam = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Page[SupervisionView]:
    wanted = SupervisionFilter(from_ms, to_ms, supervisor, agent)
    return taken(await supervisions.find(services.database, wanted, cursor, limit))
