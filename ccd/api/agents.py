"""Agents: planned, seen, and asking."""

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from ccd.api.errors import taken
from ccd.api.params import OneLine, Pin
from ccd.api.plan_items import changing_routes
from ccd.api.services import Behind
from ccd.domain.events import AgentCameBack, AgentNeedsLonger, AgentSignedOff, AgentSignedOn, AgentWentOnBreak
from ccd.domain.plan import Agent, Number
from ccd.domain.plan_kinds import Kind
from ccd.services import agents, pins
from ccd.services.agents import AgentView

EXAMPLE = {"name": "an", "title": "Nguyễn Văn An", "extension": "1001"}

router = APIRouter()
router.include_router(changing_routes(Kind.AGENT, Agent, EXAMPLE))


class SignIn(BaseModel):
    """Without `extension` it is the agent's own."""

    extension: Number | None = Field(None, examples=["1001"])


class Break(BaseModel):
    """`reason` is one of the plan's `break_reasons`."""

    reason: OneLine = Field(min_length=1, examples=["lunch"])


class Longer(BaseModel):
    """So much longer than it would last."""

    seconds: int = Field(ge=1, le=3600, examples=[60])


@router.get("/agents", tags=["agents"], summary="All agents, as planned and as they are now")
async def list_agents(services: Behind) -> list[AgentView]:
    return agents.listed(services.engine.floor)


@router.get("/agents/{agent}", tags=["agents"], summary="One agent, as planned and as he is now")
async def get_agent(services: Behind, agent: str) -> AgentView:
    return taken(agents.one(services.engine.floor, agent))


@router.post("/agents/{agent}/sign-in", tags=["agents"], summary="Ready for calls, at a phone")
async def sign_agent_in(services: Behind, agent: str, at: SignIn | None = None) -> AgentView:
    extension = (at and at.extension) or ""
    return taken(await agents.ask(services.engine, AgentSignedOn(agent, extension)))


@router.post("/agents/{agent}/sign-out", tags=["agents"], summary="No more calls, after the present one")
async def sign_agent_out(services: Behind, agent: str) -> AgentView:
    return taken(await agents.ask(services.engine, AgentSignedOff(agent)))


@router.post("/agents/{agent}/break", tags=["agents"], summary="No calls for a while, after the present one")
async def send_agent_on_break(services: Behind, agent: str, pause: Break) -> AgentView:
    return taken(await agents.ask(services.engine, AgentWentOnBreak(agent, pause.reason)))


@router.post("/agents/{agent}/ready", tags=["agents"], summary="Break or wrap-up is over")
async def make_agent_ready(services: Behind, agent: str) -> AgentView:
    return taken(await agents.ask(services.engine, AgentCameBack(agent)))


@router.post("/agents/{agent}/wrap-up", tags=["agents"], summary="More time for the present wrap-up")
async def extend_wrap_up(services: Behind, agent: str, longer: Longer) -> AgentView:
    return taken(await agents.ask(services.engine, AgentNeedsLonger(agent, longer.seconds)))


@router.put(
    "/agents/{agent}/pin",
    tags=["agents"],
    summary="A new PIN for phones that are not his",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def put_agent_pin(services: Behind, agent: str, new: Pin) -> None:
    taken(await pins.change(services.database, agent, new.pin, services.clock.now_ms()))


@router.delete(
    "/agents/{agent}/pin",
    tags=["agents"],
    summary="No PIN any more: only his own phone knows him",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def delete_agent_pin(services: Behind, agent: str) -> None:
    taken(await pins.remove(services.database, agent))
