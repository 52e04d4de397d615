"""A pause is asked for over HTTP, and granted when Asterisk has done it."""

import asyncio

import httpx
import pytest

from ccd.domain.events import (
    AsteriskFound,
    CallArrived,
    DialAnswered,
    RecordingMuted,
    SeenChannel,
)
from ccd.services import live_recording
from tests.integration.api.house import House

CALL = "20261123T093000-1"
AT = f"/calls/{CALL}/recording"


@pytest.fixture
async def _talking(house: House, admin: httpx.AsyncClient) -> None:
    """An talks to a caller."""
    flow = {"name": "main", "start": "q", "nodes": {"q": {"kind": "queue", "queue": "support"}}}
    await admin.put("/flows/main", json=flow)
    await admin.post("/agents/an/sign-in")
    await house.tell(AsteriskFound((SeenChannel("ch1", "", "", ()),), ()))
    await house.tell(CallArrived(CALL, "ch1", "842838220000", "0901", "Lan"))
    await house.tell(DialAnswered("ch1", "1001"))


@pytest.mark.usefixtures("_talking")
async def test_pause_and_resume(house: House, agent: httpx.AsyncClient) -> None:
    asked = asyncio.create_task(agent.post(f"{AT}/pause"))
    while not asked.done() and not house.engine.floor.calls[CALL].tape.paused_until_ms:
        await house.engine.ask(RecordingMuted(CALL, True, "agent"))
    paused = (await asked).json()
    assert paused["recorded"]
    assert paused["paused_until_ms"] > 0
    assert (await agent.post(f"{AT}/pause")).json() == paused, "it is so already"
    await house.tell(RecordingMuted(CALL, False, "agent"))
    assert (await agent.post(f"{AT}/resume")).json()["paused_until_ms"] is None
    kinds = [fact["kind"] for fact in (await agent.get(f"/calls/{CALL}")).json()["facts"]]
    assert kinds[-2:] == ["RecordingPaused", "RecordingResumed"]


@pytest.mark.usefixtures("_talking")
async def test_nobody_is_told_that_it_is_paused_before_it_is(
    agent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_recording, "CONFIRM_S", 0.05)
    answer = await agent.post(f"{AT}/pause")
    assert answer.status_code == 409
    assert "Asterisk has not done it" in answer.json()["detail"]


@pytest.mark.usefixtures("_talking")
async def test_only_who_talks_or_supervises(
    house: House, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
) -> None:
    assert (await supervisor.post(f"{AT}/start")).json()["recorded"]
    assert (await agent.post(f"{AT}/start")).status_code == 200
    assert (await agent.post("/calls/another/recording/pause")).status_code == 403
    gone = await supervisor.post("/calls/another/recording/pause")
    assert (gone.status_code, gone.json()["detail"]) == (404, "There is no call another now.")
