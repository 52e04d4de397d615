"""Recordings: found by call, heard in part or whole."""

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse

from ccd.api.errors import taken
from ccd.api.params import PAGE, AgentParam, CallId, Cursor, CustomerParam, From, Limit, QueueParam, To
from ccd.api.services import Behind, settled
from ccd.services import recordings
from ccd.services.recordings import RecordingView
from ccd.services.views import Page
from ccd.storage.queries.recordings import RecordingFilter

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


@router.get("/{call_id}", summary="What is known of a call's recording")
async def get_recording(services: Behind, call_id: CallId) -> RecordingView:
    return taken(await recordings.one(services.database, call_id))


@router.get(
    "/{call_id}/audio",
    summary="The sound: WAV, two channels (caller left, agent right); ranges are served",
    response_class=FileResponse,
    responses={200: {"content": {"audio/wav": {}}}, 206: {"description": "The part asked for"}},
)
async def get_recording_audio(services: Behind, call_id: CallId) -> FileResponse:
    file = taken(await recordings.audio(services.database, services.recordings_dir, call_id))
    return FileResponse(file, media_type="audio/wav", filename=file.name, content_disposition_type="inline")
