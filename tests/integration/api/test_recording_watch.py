"""A recording that is behind its talk is told while they still talk."""

from pathlib import Path

import httpx
import pytest

from ccd.domain.events import CallArrived, ChannelHungUp, DialAnswered
from ccd.services import recording_watch
from ccd.services.recording_watch import BEHIND_MS, RecordingWatch
from tests.integration.api.house import House

CALL = "20261123T093000-1"
SECOND = bytes(16_000)


@pytest.fixture
async def watch(house: House, admin: httpx.AsyncClient) -> RecordingWatch:
    """An has talked for a bit longer than a recording may be behind."""
    flow = {"name": "main", "start": "q", "nodes": {"q": {"kind": "queue", "queue": "support"}}}
    await admin.put("/flows/main", json=flow)
    await admin.post("/agents/an/sign-in")
    await house.tell(CallArrived(CALL, "ch1", "842838220000", "0901", "Lan"), DialAnswered("ch1", "1001"))
    tape = house.engine.floor.calls[CALL].tape
    assert tape.talk_since_ms
    tape.talk_since_ms -= BEHIND_MS + 1000
    tape.since_ms = tape.talk_since_ms
    return RecordingWatch(house.engine, house.services.clock, house.recordings)


def write(folder: Path, side: str, sound: bytes) -> None:
    file = folder / f"2026/11/23/{CALL}.{side}.sln"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(sound)


async def gaps(house: House, admin: httpx.AsyncClient) -> list[int]:
    await house.stored()
    told = (await admin.get(f"/calls/{CALL}")).json()["facts"]
    return [fact["body"]["recorded_ms"] for fact in told if fact["kind"] == "RecordingGap"]


async def test_one_that_grows_is_well(house: House, admin: httpx.AsyncClient, watch: RecordingWatch) -> None:
    for side in ("caller", "other"):
        write(house.recordings, side, SECOND * 10)
    await watch.look()
    assert await gaps(house, admin) == []
    assert await watch.check() is None


async def test_one_that_stands_still_is_told_once(
    house: House, admin: httpx.AsyncClient, watch: RecordingWatch
) -> None:
    write(house.recordings, "caller", SECOND * 10)
    write(house.recordings, "other", SECOND[:8_000])
    await watch.look()
    await watch.look()
    assert await gaps(house, admin) == [500]
    assert CALL in (await watch.check() or "")


async def test_one_that_was_never_begun(
    house: House, admin: httpx.AsyncClient, watch: RecordingWatch
) -> None:
    await watch.look()
    assert await gaps(house, admin) == [0]


async def test_one_that_never_becomes_complete(
    house: House, admin: httpx.AsyncClient, watch: RecordingWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.tell(ChannelHungUp("ch1"))
    await watch.look()
    assert await gaps(house, admin) == [], "it has its time"
    monkeypatch.setattr(recording_watch, "AWAITED_MS", -1)
    await watch.look()
    assert await gaps(house, admin) == [0]
    assert not house.engine.floor.seen.awaited


async def test_a_disk_that_is_nearly_full(watch: RecordingWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_watch, "FREE_LEAST", 2**62)
    assert "make room" in (await watch.check() or "")
