"""Opening hours: planned, as they are now, and set by hand."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.params import Moment
from ccd.api.plan_items import Example, changing_routes, reading_routes
from ccd.api.services import Behind
from ccd.domain.events import BackToPlan, OpenedByHand
from ccd.domain.hours import Opening
from ccd.domain.plan import Hours
from ccd.domain.plan_kinds import Kind
from ccd.services import hours as hours_now
from ccd.services.hours import OpeningView

HOURS: Example = {
    "name": "office",
    "title": "Opening hours",
    "zone": "Asia/Ho_Chi_Minh",
    "open": {"mon-fri": ["08:00-12:00", "13:00-17:30"], "sat": ["08:00-12:00"]},
    "holidays": [{"date": "01-01", "title": "New Year"}],
}

router = APIRouter()
router.include_router(reading_routes(Kind.HOURS, Hours))
router.include_router(changing_routes(Kind.HOURS, Hours, HOURS))


class ByHand(BaseModel):
    """`until` absent: until it is taken back."""

    state: Opening = Field(examples=["closed"])
    until: Moment | None = Field(None, examples=["2026-11-23T18:00:00+07:00"])


@router.get("/hours/{hours}/now", tags=["hours"], summary="Is it open now, and until when?")
async def get_opening(services: Behind, hours: str) -> OpeningView:
    return taken(hours_now.now(services.engine.floor, hours, services.clock.now_ms()))


@router.post(
    "/hours/{hours}/override", tags=["hours"], summary="Open or close for a while, whatever the plan says"
)
async def override_hours(services: Behind, user: Asker, hours: str, by_hand: ByHand) -> OpeningView:
    event = OpenedByHand(hours, by_hand.state, by_hand.until, user.name)
    return taken(await hours_now.ask(services.engine, event, services.clock.now_ms()))


@router.delete("/hours/{hours}/override", tags=["hours"], summary="Go by the plan again")
async def restore_hours(services: Behind, user: Asker, hours: str) -> OpeningView:
    event = BackToPlan(hours, user.name)
    return taken(await hours_now.ask(services.engine, event, services.clock.now_ms()))
