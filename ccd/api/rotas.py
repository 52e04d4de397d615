"""Who is on call: planned, and now."""

from fastapi import APIRouter

from ccd.api.errors import taken
from ccd.api.plan_items import Example, changing_routes, reading_routes
from ccd.api.services import Behind
from ccd.domain.plan import Rota
from ccd.domain.plan_kinds import Kind
from ccd.services import rotas
from ccd.services.rotas import OnCallView

ROTA: Example = {
    "name": "night",
    "zone": "Asia/Ho_Chi_Minh",
    "hand_over": "08:00",
    "begins": "2026-11-23",
    "weeks": [["0901234567", "1001"], ["0907654321", "1001"]],
    "dates": [{"first": "2027-02-05", "last": "2027-02-11", "people": ["0907654321"]}],
}

router = APIRouter()
router.include_router(reading_routes(Kind.ROTA, Rota))
router.include_router(changing_routes(Kind.ROTA, Rota, ROTA))


@router.get("/rotas/{rota}/now", tags=["rotas"], summary="Who is on call now, until when, and who is then")
async def get_on_call(services: Behind, rota: str) -> OnCallView:
    return taken(rotas.now(services.engine.floor, rota, services.clock.now_ms()))
