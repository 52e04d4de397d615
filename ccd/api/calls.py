"""Calls: live and past."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.params import (
    PAGE,
    AgentParam,
    CallId,
    Cursor,
    CustomerParam,
    From,
    Limit,
    OneLine,
    QueueParam,
    To,
)
from ccd.api.services import Behind, settled
from ccd.domain.call import CallState
from ccd.domain.events import RecordingPauseAsked, RecordingResumeAsked, RecordingStartAsked
from ccd.domain.facts import CallOutcome, Direction
from ccd.services import calls, live_recording
from ccd.services.calls import CallView, WholeCallView
from ccd.services.live_recording import LiveRecordingView
from ccd.services.views import Page
from ccd.storage.queries.calls import CallFilter

router = APIRouter(prefix="/calls", tags=["calls"], dependencies=[Depends(settled)])


@router.get("", summary="Calls, the latest first")
async def list_calls(
    services: Behind,
    from_ms: From = None,
    to_ms: To = None,
    queue: QueueParam = None,
    agent: AgentParam = None,
    caller: Annotated[OneLine | None, Query(description="His number, in any spelling.")] = None,
    customer: CustomerParam = None,
    outcome: Annotated[CallOutcome | None, Query(description="How it ended.")] = None,
    state: Annotated[CallState | None, Query(description="Where it stands.")] = None,
    direction: Annotated[Direction | None, Query(description="Whence it came and where it went.")] = None,
    extension: Annotated[OneLine | None, Query(description="Of ours that called, or was called.")] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Page[CallView]:
    wanted = CallFilter(
        from_ms,
        to_ms,
        queue,
        agent,
        caller,
        customer_id=customer,
        outcome=outcome,
        state=state,
        direction=direction,
        extension=extension,
    )
    return taken(await calls.find(services.database, wanted, services.plan.current.country, cursor, limit))


@router.get(
    "/{call_id}", summary="One call with all its facts, visits to queues, recording, ticket and supervisors"
)
async def get_call(services: Behind, call_id: CallId) -> WholeCallView:
    return taken(await calls.one(services.database, call_id))


@router.post(
    "/{call_id}/recording/start", summary="Record the talk that goes on, where the plan leaves it to people"
)
async def start_recording(services: Behind, user: Asker, call_id: CallId) -> LiveRecordingView:
    return taken(
        await live_recording.ask(services.engine, services.live, RecordingStartAsked(call_id, user.name))
    )


@router.post(
    "/{call_id}/recording/pause", summary="Record silence from here on; the answer comes when it is so"
)
async def pause_recording(services: Behind, user: Asker, call_id: CallId) -> LiveRecordingView:
    return taken(
        await live_recording.ask(services.engine, services.live, RecordingPauseAsked(call_id, user.name))
    )


@router.post("/{call_id}/recording/resume", summary="Record sound again")
async def resume_recording(services: Behind, user: Asker, call_id: CallId) -> LiveRecordingView:
    return taken(
        await live_recording.ask(services.engine, services.live, RecordingResumeAsked(call_id, user.name))
    )
