"""Supervisors in calls: have one come in, and who came into which."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from ccd.domain.events import SupervisionAsked
from ccd.domain.refused import Refused
from ccd.domain.rules.supervising import supervision_of
from ccd.engine.engine import Engine
from ccd.services.refusals import Invalid, NotFound
from ccd.services.views import Page, Text, View, Whole, decode, page_of
from ccd.storage.database import Database
from ccd.storage.queries import supervisions as stored
from ccd.storage.queries.page import Key
from ccd.storage.queries.supervisions import SupervisionFilter

_KEY: TypeAdapter[Key] = TypeAdapter(tuple[Whole, Text, Annotated[int, Field(ge=0)]])


class SupervisionView(View):
    """`supervision` is the supervisor's own call; `turn` counts the calls he moved through, 0 is an offer
    that he did not or not yet take. `modes` in the order in which he used them; `asked_by` had his phone
    rung."""

    supervision: str
    turn: int
    call_id: str
    supervisor: str
    agent: str
    modes: str
    asked_by: str | None
    started_at_ms: int
    ended_at_ms: int | None


class OfferedView(View):
    """`supervision` is the id of the supervisor's own call, which begins when he picks up."""

    supervision: str


async def ask(engine: Engine, wanted: SupervisionAsked, now_ms: int) -> OfferedView | Refused:
    """Ring the supervisor's phone, once: who is in the call, or whose phone rings for it, is not rung
    again."""
    if wanted.call_id not in engine.floor.calls:
        return NotFound(f"There is no live call {wanted.call_id}.")
    refused = await engine.ask(wanted)
    known = supervision_of(engine.floor, wanted.call_id, wanted.supervisor, now_ms)
    return refused or OfferedView(supervision=known or wanted.supervision)


async def find(
    database: Database, filter: SupervisionFilter, cursor: str | None, most: int
) -> Page[SupervisionView] | Invalid:
    """The latest first."""
    after = decode(cursor, _KEY)
    if isinstance(after, Invalid):
        return after
    async with database.read() as tx:
        rows = await stored.find_supervisions(tx, filter, after, most + 1)
    return page_of(
        SupervisionView.model_validate,
        rows,
        most,
        lambda row: (row["started_at_ms"], row["supervision"], row["turn"]),
    )
