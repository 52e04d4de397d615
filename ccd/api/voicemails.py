"""Voicemail: the boxes of the plan, and the messages in them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, status
from fastapi.responses import FileResponse

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.params import PAGE, Cursor, Limit, OneLine, Pin
from ccd.api.plan_items import changing_routes, reading_routes
from ccd.api.services import Behind, settled
from ccd.domain.names import Name
from ccd.domain.plan_kinds import Kind
from ccd.domain.plan_voicemail import Voicemail
from ccd.services import messages, pins
from ccd.services.messages import MessageView
from ccd.services.views import Page

BOX = {"name": "front-desk", "title": "Front desk", "extension": "1001", "longest_s": 120}

Message = Annotated[OneLine, Path()]

router = APIRouter()
router.include_router(reading_routes(Kind.VOICEMAIL, Voicemail))
router.include_router(changing_routes(Kind.VOICEMAIL, Voicemail, BOX))


@router.put(
    "/voicemails/{voicemail}/pin",
    tags=["voicemails"],
    summary="The PIN that opens the box at its own phone",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def put_voicemail_pin(services: Behind, voicemail: str, new: Pin) -> None:
    taken(await pins.change_box(services.database, voicemail, new.pin, services.clock.now_ms()))


of_messages = APIRouter(prefix="/messages", tags=["voicemails"], dependencies=[Depends(settled)])


@of_messages.get("", summary="Messages that callers left, the latest first")
async def list_messages(
    services: Behind,
    box: Annotated[Name | None, Query(description="Name of a box.")] = None,
    heard: Annotated[bool | None, Query(description="Only heard ones, or only new ones.")] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Page[MessageView]:
    return taken(await messages.find(services.database, box, heard, cursor, limit))


@of_messages.get("/{message}", summary="What is known of a message")
async def get_message(services: Behind, message: Message) -> MessageView:
    return taken(await messages.one(services.database, message))


@of_messages.get(
    "/{message}/audio",
    summary="The sound of a message; it is noted who heard it",
    response_class=FileResponse,
    responses={200: {"content": {"audio/wav": {}}}, 206: {"description": "The part asked for"}},
)
async def get_message_audio(services: Behind, user: Asker, message: Message) -> FileResponse:
    file = taken(await messages.play(services.database, services.sounds, message, user.name))
    return FileResponse(file, media_type="audio/wav", filename=file.name, content_disposition_type="inline")


@of_messages.post("/{message}/heard", summary="It is no longer new")
async def mark_message_heard(services: Behind, user: Asker, message: Message) -> MessageView:
    taken(await messages.heard(services.database, services.engine, message, user.name))
    await services.settle()
    return taken(await messages.one(services.database, message))


@of_messages.delete(
    "/{message}", summary="Delete a message that nobody holds", status_code=status.HTTP_204_NO_CONTENT
)
async def delete_message(services: Behind, user: Asker, message: Message) -> None:
    taken(await messages.one(services.database, message))
    taken(await services.keeping.delete(message, user.name))


router.include_router(of_messages)
