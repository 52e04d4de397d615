"""Messages that callers left: found, heard, deleted."""

from collections.abc import Collection
from pathlib import Path

from ccd.domain.events import MessageMoveAsked, MessageOpened
from ccd.domain.plan import Plan
from ccd.domain.plan_boxes import boxes_behind
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services import recordings
from ccd.services.refusals import Invalid, NotFound
from ccd.services.sounds import Sounds
from ccd.services.views import ByText, Page, View, decode, page_of
from ccd.storage.database import Database
from ccd.storage.queries import messages as stored


class MessageView(View):
    """`message` is its name, also as a recording; `heard_at_ms` null: new."""

    message: str
    box: str
    call_id: str
    caller_number: str | None
    caller_name: str | None
    customer_id: int | None
    left_at_ms: int
    length_ms: int
    heard_at_ms: int | None
    heard_by: str | None
    mailed_at_ms: int | None


def boxes_of(plan: Plan, agent: str | None) -> frozenset[str]:
    """That of his phone, and those of his queues."""
    planned = plan.agents_by_name.get(agent or "")
    if planned is None:
        return frozenset()
    own = plan.voicemail_of.get(planned.extension)
    shared = (boxes_behind(plan, queue) for queue in plan.queues_of[planned.name])
    return frozenset().union(*shared, {own.name} if own else ())


async def find(
    database: Database,
    boxes: Collection[str] | None,
    heard: bool | None,
    cursor: str | None,
    most: int,
) -> Page[MessageView] | Invalid:
    """The latest first. `boxes` None: of all."""
    after = decode(cursor, ByText)
    if isinstance(after, Invalid):
        return after
    async with database.read() as tx:
        rows = await stored.find_messages(tx, boxes, heard, after, most + 1)
    return page_of(MessageView.model_validate, rows, most, lambda row: (row["message"],))


async def one(
    database: Database, message: str, boxes: Collection[str] | None = None
) -> MessageView | NotFound:
    """`boxes` None: it may be in any."""
    async with database.read() as tx:
        row = await stored.find_message(tx, message)
    if row is None or (boxes is not None and row["box"] not in boxes):
        return NotFound(f"There is no message {message}.")
    return MessageView.model_validate(row)


async def play(database: Database, sounds: Sounds, message: str, by: str) -> Path | Refused:
    """The sound. That it was heard by a person is said apart (`heard`)."""
    found = await one(database, message)
    if isinstance(found, Refused):
        return found
    recording = await recordings.one(database, message)
    return recording if isinstance(recording, Refused) else await sounds.play(recording, by)


async def heard(database: Database, engine: Engine, message: str, by: str) -> MessageView | Refused:
    """No longer new; who was first stays."""
    found, recording = await one(database, message), await recordings.one(database, message)
    if isinstance(found, Refused):
        return found
    if isinstance(recording, Refused):
        return recording
    if found.heard_at_ms is None:
        await engine.ask(MessageOpened(found.call_id, found.box, recording.path, by))
    return found


async def move(database: Database, engine: Engine, message: str, box: str, by: str) -> Refused | None:
    """Into another box, new or old as it is."""
    found, recording = await one(database, message), await recordings.one(database, message)
    if isinstance(found, Refused):
        return found
    if isinstance(recording, Refused):
        return recording
    return await engine.ask(MessageMoveAsked(found.call_id, box, recording.path, by))
