"""The plan as a whole, and those of its items that have no other routes than the common ones."""

from typing import Annotated

from fastapi import APIRouter, Body

from ccd.api.auth import Asker
from ccd.api.errors import WrongPlace, taken
from ccd.api.plan_items import Example, changing_routes, reading_routes
from ccd.api.services import Behind
from ccd.domain.ivr.flow import Flow
from ccd.domain.plan import Did, Plan, Team
from ccd.domain.plan_kinds import Kind

FLOW: Example = {
    "name": "main",
    "title": "Main number",
    "start": "menu",
    "nodes": {
        "menu": {
            "kind": "menu",
            "prompts": ["ccd/welcome"],
            "choices": {"1": "support"},
            "invalid_prompts": ["ccd/invalid"],
            "silence_prompts": ["ccd/no-input"],
            "attempts": 3,
            "otherwise": "goodbye",
        },
        "support": {"kind": "queue", "queue": "support"},
        "goodbye": {"kind": "hang_up", "prompts": ["ccd/goodbye"]},
    },
}
DID: Example = {"number": "842838220000", "flow": "main", "title": "Main number"}
TEAM: Example = {"name": "day", "supervisors": ["binh"], "agents": ["an"], "tone": False}
PLAN: Example = {
    "country": "VN",
    "trunks": [{"name": "carrier", "addresses": ["203.0.113.10"]}],
    "extensions": [{"number": "1001"}, {"number": "1002"}],
    "agents": [{"name": "an", "extension": "1001"}, {"name": "binh", "extension": "1002"}],
    "queues": [{"name": "support", "members": ["an", "binh"]}],
    "flows": [FLOW],
    "dids": [DID],
}

router = APIRouter()


@router.get("/plan", tags=["plan"], summary="The whole plan, without secrets")
async def get_plan(services: Behind) -> Plan:
    return services.plan.current


@router.put("/plan", tags=["plan"], summary="Replace the whole plan: all of it, or nothing")
async def replace_plan(services: Behind, user: Asker, plan: Annotated[Plan, Body(examples=[PLAN])]) -> Plan:
    return taken(await services.plan.replace(plan, user.name))


@router.get("/plan/warnings", tags=["plan"], summary="Sounds that the plan names and Asterisk does not have")
async def get_plan_warnings(services: Behind) -> list[WrongPlace]:
    found = taken(await services.plan_sounds.warnings())
    return [WrongPlace(where=problem.where, what=problem.what) for problem in found]


router.include_router(reading_routes(Kind.FLOW, Flow))
router.include_router(changing_routes(Kind.FLOW, Flow, FLOW))
router.include_router(reading_routes(Kind.DID, Did))
router.include_router(changing_routes(Kind.DID, Did, DID))
router.include_router(reading_routes(Kind.TEAM, Team))
router.include_router(changing_routes(Kind.TEAM, Team, TEAM))
