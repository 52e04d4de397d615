"""Recordings: found, heard in part or whole, kept, deleted."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, status
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.params import PAGE, AgentParam, Cursor, CustomerParam, From, Limit, OneLine, QueueParam, To
from ccd.api.services import Behind, settled
from ccd.services import recordings
from ccd.services.recordings import RecordingView, WholeRecordingView
from ccd.services.views import Page
from ccd.storage.queries.recordings import RecordingFilter

Name = Annotated[OneLine, Path()]


class Hold(BaseModel):
    reason: OneLine = Field(min_length=1, examples=["complaint 2026-117"])


router = APIRouter(prefix="/recordings", tags=["recordings"], dependencies=[Depends(settled)])


@router.get("", summary="Recordings, the latest first")
async def list_recordings(
    services: Behind,
    from_ms: From = None,
    to_ms: To = None,
    queue: QueueParam = None,
    agent: AgentParam = None,
    customer: CustomerParam = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Page[RecordingView]:
    wanted = RecordingFilter(from_ms, to_ms, queue, agent, customer)
    return taken(await recordings.find(services.database, wanted, cursor, limit))


@router.get("/{recording}", summary="What is known of a recording; that of a talk has its call's id")
async def get_recording(services: Behind, recording: Name) -> WholeRecordingView:
    return taken(await recordings.whole(services.database, recording))


@router.get(
    "/{recording}/audio",
    summary="The sound, caller left and agent right; ranges are served, and it is noted who heard it",
    response_class=FileResponse,
    responses={
        200: {"content": {"audio/wav": {}, "audio/ogg": {}}},
        206: {"description": "The part asked for"},
    },
)
async def get_recording_audio(services: Behind, user: Asker, recording: Name) -> FileResponse:
    """Refused when the file is not the one that was stored."""
    found = taken(await recordings.one(services.database, recording))
    file = taken(await services.sounds.play(found, user.name))
    kind = "audio/ogg" if file.suffix == ".opus" else "audio/wav"
    return FileResponse(file, media_type=kind, filename=file.name, content_disposition_type="inline")


@router.post("/{recording}/hold", summary="Keep it, whatever the plan says, until the hold is lifted")
async def hold_recording(services: Behind, user: Asker, recording: Name, hold: Hold) -> RecordingView:
    return taken(await services.keeping.hold(recording, user.name, hold.reason))


@router.delete("/{recording}/hold", summary="Lift the hold")
async def release_recording(services: Behind, user: Asker, recording: Name) -> RecordingView:
    return taken(await services.keeping.release(recording, user.name))


@router.delete(
    "/{recording}",
    summary="Delete the sound of a recording that nobody holds; what is known of it stays",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def delete_recording(services: Behind, user: Asker, recording: Name) -> None:
    taken(await services.keeping.delete(recording, user.name))
