"""Recordings are compared when heard, held, deleted, swept; and it is known who did."""

from hashlib import sha256
from typing import Any

import httpx

from ccd.domain.events import PlanChanged, RecordingClosed
from ccd.domain.facts import Fact, RecordingStored
from ccd.services.keeping import DAY_MS
from tests.integration.api.house import House
from tests.integration.storage.story import answered_call

SOUND = b"RIFF and so on"
AT = "/recordings/c1"
_OF_THE_CALL = {type(f).__name__ for f in answered_call("c1", "an")} | {"CallerRecognised"}


def unstored(name: str, queue: str = "support") -> list[Fact]:
    """A call that was recorded."""
    return [f for f in answered_call(name, "an", queue=queue) if not isinstance(f, RecordingStored)]


async def stored(house: House, name: str, days_ago: int = 0, queue: str = "support") -> None:
    """A recording of the queue, that many days old, and its file."""
    path = f"2026/11/23/{name}.wav"
    file = house.recordings / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(SOUND)
    story = unstored(name, queue)
    at_ms = house.services.clock.now_ms() - days_ago * DAY_MS
    told = RecordingStored(name, path, 1000, len(SOUND), sha256(SOUND).hexdigest())
    await house.record(*story[:-4], at_ms=at_ms - 1000)
    await house.record(*story[-4:], told, at_ms=at_ms)


async def facts(
    house: House, client: httpx.AsyncClient, call: str = "c1"
) -> list[tuple[str, dict[str, Any]]]:
    await house.stored()
    whole = (await client.get(f"/calls/{call}")).json()
    return [(f["kind"], f["body"]) for f in whole["facts"] if f["kind"] not in _OF_THE_CALL]


async def test_who_hears_it_is_known_once_for_one_playing(
    house: House, supervisor: httpx.AsyncClient
) -> None:
    await stored(house, "c1")
    for part in ("bytes=0-3", "bytes=4-"):
        assert (await supervisor.get(f"{AT}/audio", headers={"Range": part})).status_code == 206
    played = {"call_id": "c1", "path": "2026/11/23/c1.wav", "by": "supervisor"}
    assert await facts(house, supervisor) == [("RecordingPlayed", played)]


async def test_a_file_that_was_changed_is_not_handed_out(house: House, supervisor: httpx.AsyncClient) -> None:
    await stored(house, "c1")
    assert (await supervisor.get(f"{AT}/audio")).content == SOUND
    (house.recordings / "2026/11/23/c1.wav").write_bytes(b"something else")
    for _ in range(2):
        answer = await supervisor.get(f"{AT}/audio")
        assert answer.status_code == 409
        assert "is not what was stored" in answer.json()["detail"]
    kinds = [kind for kind, _ in await facts(house, supervisor)]
    assert kinds == ["RecordingPlayed", "RecordingDamaged"], "told once"
    assert (await supervisor.get(AT)).json()["damaged_at_ms"]
    (house.recordings / "2026/11/23/c1.wav").write_bytes(SOUND)
    assert (await supervisor.get(f"{AT}/audio")).status_code == 200, "put back from the backup"


async def test_a_hold_keeps_it(house: House, admin: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> None:
    await stored(house, "c1")
    held = (await supervisor.post(f"{AT}/hold", json={"reason": "complaint 7"})).json()
    assert (held["held_by"], held["held_reason"]) == ("supervisor", "complaint 7")
    refused = await admin.delete(AT)
    assert (refused.status_code, "complaint 7" in refused.json()["detail"]) == (409, True)
    assert (await supervisor.delete(f"{AT}/hold")).status_code == 403
    assert (await admin.delete(f"{AT}/hold")).json()["held_by"] == ""
    assert (await admin.delete(AT)).status_code == 204
    assert not (house.recordings / "2026/11/23/c1.wav").exists()
    assert (await admin.get(f"{AT}/audio")).status_code == 404
    assert (await admin.delete(AT)).status_code == 404
    assert (await admin.get(AT)).json()["state"] == "deleted"
    assert [(kind, body["by"]) for kind, body in await facts(house, admin)] == [
        ("RecordingHeld", "supervisor"),
        ("RecordingReleased", "admin"),
        ("RecordingDeleted", "admin"),
    ]


async def plan_keeps(house: House, days: int, **queues: int) -> None:
    plan = house.services.plan.current.model_dump()
    plan["recording"]["keep_days"] = days
    plan["queues"] = [{**q, "keep_recordings_days": queues.get(q["name"])} for q in plan["queues"]]
    await house.tell(PlanChanged(type(house.services.plan.current).model_validate(plan), "test"))


async def test_the_sweep_takes_what_is_too_old_and_nothing_else(
    house: House, supervisor: httpx.AsyncClient
) -> None:
    await stored(house, "c1", days_ago=31)
    await stored(house, "c2", days_ago=29)
    await stored(house, "c3", days_ago=31)
    await supervisor.post("/recordings/c3/hold", json={"reason": "trial"})
    await stored(house, "c4", days_ago=31, queue="sales")
    await stored(house, "c5", days_ago=8, queue="sales")
    sweep = house.services.keeping.sweep
    assert await sweep() == 0, "nothing is said: for ever"
    await plan_keeps(house, 30, sales=0)
    assert await sweep() == 1
    await plan_keeps(house, 0, sales=7)
    assert await sweep() == 2
    left = {file.stem for file in house.recordings.rglob("*.wav")}
    assert left == {"c2", "c3"}
    assert (await facts(house, supervisor))[0] == (
        "RecordingDeleted",
        {"call_id": "c1", "path": "2026/11/23/c1.wav", "by": ""},
    )
    assert await sweep() == 0


async def test_a_deletion_that_was_cut_short_is_told_the_next_time(house: House) -> None:
    await stored(house, "c1", days_ago=31)
    (house.recordings / "2026/11/23/c1.wav").unlink()
    await plan_keeps(house, 30)
    assert await house.services.keeping.sweep() == 1


async def test_what_is_not_complete_is_not_deleted(house: House, admin: httpx.AsyncClient) -> None:
    await house.record(*unstored("c1"), at_ms=house.services.clock.now_ms())
    refused = await admin.delete(AT)
    assert (refused.status_code, "not complete" in refused.json()["detail"]) == (409, True)
    assert (await admin.get("/recordings/c9")).status_code == 404
    assert (await admin.post("/recordings/c9/hold", json={"reason": "x"})).status_code == 404


async def test_a_recording_that_is_shorter_than_its_talk(house: House, supervisor: httpx.AsyncClient) -> None:
    house.engine.floor.seen.awaited["2026/11/23/c1.wav"] = (60_000, 0)
    await house.record(*unstored("c1"), at_ms=house.services.clock.now_ms())
    await house.tell(RecordingClosed("c1", "2026/11/23/c1.wav", 50_000, 1, "ab"))
    kind, body = (await facts(house, supervisor))[-1]
    assert (kind, body["bridged_ms"], body["recorded_ms"]) == ("RecordingGap", 60_000, 50_000)


async def test_who_talks_where_in_it(house: House, supervisor: httpx.AsyncClient) -> None:
    await stored(house, "c1")
    (segment,) = (await supervisor.get(AT)).json()["segments"]
    assert (segment["party"], segment["offset_ms"], segment["paused"]) == ("an", 0, False)
