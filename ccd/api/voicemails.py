"""Voicemail: the boxes of the plan, and the messages in them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, status
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.params import PAGE, Cursor, Limit, OneLine, Pin
from ccd.api.plan_items import changing_routes, reading_routes
from ccd.api.services import Behind, Services, settled
from ccd.domain.names import Name
from ccd.domain.plan_kinds import Kind
from ccd.domain.plan_voicemail import Voicemail
from ccd.services import messages, pins
from ccd.services.messages import MessageView
from ccd.services.views import Page
from ccd.storage.models import Role
from ccd.storage.users import User

BOX = {"name": "front-desk", "title": "Front desk", "extension": "1001", "longest_s": 120}

Message = Annotated[OneLine, Path()]

router = APIRouter()
router.include_router(reading_routes(Kind.VOICEMAIL, Voicemail))
router.include_router(changing_routes(Kind.VOICEMAIL, Voicemail, BOX))


@router.put(
    "/voicemails/{voicemail}/pin",
    tags=["voicemails"],
    summary="The PIN that opens the box at any phone",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def put_voicemail_pin(services: Behind, voicemail: str, new: Pin) -> None:
    taken(await pins.change_box(services.database, voicemail, new.pin, services.clock.now_ms()))


of_messages = APIRouter(prefix="/messages", tags=["voicemails"], dependencies=[Depends(settled)])


class Into(BaseModel):
    box: Name = Field(examples=["front-desk"])


def _boxes(services: Services, user: User) -> frozenset[str] | None:
    """Whose messages he may work with; None: everybody's."""
    return None if user.role is not Role.AGENT else messages.boxes_of(services.engine.floor.plan, user.agent)


async def _within_reach(services: Behind, user: Asker, message: Message) -> str:
    """To an agent the messages of others are not there."""
    taken(await messages.one(services.database, message, _boxes(services, user)))
    return message


Reached = Annotated[str, Depends(_within_reach)]


@of_messages.get("", summary="Messages that callers left, the latest first")
async def list_messages(
    services: Behind,
    user: Asker,
    box: Annotated[Name | None, Query(description="Name of a box.")] = None,
    heard: Annotated[bool | None, Query(description="Only heard ones, or only new ones.")] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Page[MessageView]:
    boxes = _boxes(services, user)
    if box is not None:
        boxes = frozenset({box}) if boxes is None else boxes & {box}
    return taken(await messages.find(services.database, boxes, heard, cursor, limit))


@of_messages.get("/{message}", summary="What is known of a message")
async def get_message(services: Behind, message: Reached) -> MessageView:
    return taken(await messages.one(services.database, message))


@of_messages.get(
    "/{message}/audio",
    summary="The sound of a message; it is noted who heard it",
    response_class=FileResponse,
    responses={200: {"content": {"audio/wav": {}}}, 206: {"description": "The part asked for"}},
)
async def get_message_audio(services: Behind, user: Asker, message: Reached) -> FileResponse:
    file = taken(await messages.play(services.database, services.sounds, message, user.name))
    return FileResponse(file, media_type="audio/wav", filename=file.name, content_disposition_type="inline")


@of_messages.post("/{message}/heard", summary="It is no longer new")
async def mark_message_heard(services: Behind, user: Asker, message: Reached) -> MessageView:
    taken(await messages.heard(services.database, services.engine, message, user.name))
    await services.settle()
    return taken(await messages.one(services.database, message))


@of_messages.put("/{message}/box", summary="Move a message to another box")
async def move_message(services: Behind, user: Asker, message: Reached, into: Into) -> MessageView:
    taken(await messages.move(services.database, services.engine, message, into.box, user.name))
    await services.settle()
    return taken(await messages.one(services.database, message))


@of_messages.delete(
    "/{message}", summary="Delete a message that nobody holds", status_code=status.HTTP_204_NO_CONTENT
)
async def delete_message(services: Behind, user: Asker, message: Reached) -> None:
    taken(await services.keeping.delete(message, user.name))


router.include_router(of_messages)
