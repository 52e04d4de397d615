"""Recordings over HTTP, and that nothing else is served."""

from hashlib import sha256

import httpx
import pytest

from ccd.domain.facts import RecordingStored
from tests.integration.api.house import House
from tests.integration.storage.story import START_MS, abandoned_call, answered_call

SOUND = bytes(range(256)) * 10


@pytest.fixture
async def _recorded(house: House) -> None:
    for n, agent in enumerate(("an", "binh")):
        story = [f for f in answered_call(f"c{n}", agent) if not isinstance(f, RecordingStored)]
        path = f"2026/11/23/c{n}.wav"
        stored = RecordingStored(f"c{n}", path, 60_000, len(SOUND), sha256(SOUND).hexdigest())
        await house.record(*story, stored, at_ms=START_MS + n)
    file = house.recordings / "2026/11/23/c0.wav"
    file.parent.mkdir(parents=True)
    file.write_bytes(SOUND)


@pytest.mark.usefixtures("_recorded")
async def test_list_and_one(supervisor: httpx.AsyncClient) -> None:
    async def found(**params: str | int) -> list[str]:
        return [r["call_id"] for r in (await supervisor.get("/recordings", params=params)).json()["items"]]

    assert await found() == ["c1", "c0"]
    assert await found(agent="an") == ["c0"]
    assert await found(queue="support") == []
    assert await found(**{"from": START_MS + 1}) == ["c1"]
    assert await found(to=START_MS + 1) == ["c0"]
    one = (await supervisor.get("/recordings/c0")).json()
    assert (one["state"], one["length_ms"], one["agent"]) == ("stored", 60_000, "an")


@pytest.mark.usefixtures("_recorded")
async def test_the_sound_whole_and_in_part(supervisor: httpx.AsyncClient) -> None:
    whole = await supervisor.get("/recordings/c0/audio")
    assert (whole.status_code, whole.content) == (200, SOUND)
    assert whole.headers["content-type"] == "audio/wav"
    assert whole.headers["accept-ranges"] == "bytes"
    part = await supervisor.get("/recordings/c0/audio", headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, SOUND[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(SOUND)}"
    tail = await supervisor.get("/recordings/c0/audio", headers={"Range": "bytes=-10"})
    assert (tail.status_code, tail.content) == (206, SOUND[-10:])
    beyond = await supervisor.get("/recordings/c0/audio", headers={"Range": f"bytes={len(SOUND)}-"})
    assert beyond.status_code == 416


@pytest.mark.usefixtures("_recorded")
async def test_a_file_that_is_gone(supervisor: httpx.AsyncClient) -> None:
    answer = await supervisor.get("/recordings/c1/audio")
    assert answer.status_code == 404
    assert "not in the recordings folder" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["../secret.wav", "/etc/host.name", "link.wav"])
async def test_only_files_below_the_recordings_folder(
    house: House, supervisor: httpx.AsyncClient, path: str
) -> None:
    folder = house.recordings
    secret = folder.parent / "secret.wav"
    secret.write_text("secret")
    (folder / "link.wav").symlink_to(secret)
    digest = sha256(b"secret").hexdigest()
    await house.record(*abandoned_call("c0"), RecordingStored("c0", path, 1, 1, digest), at_ms=START_MS)
    (listed,) = (await supervisor.get("/recordings")).json()["items"]
    answer = await supervisor.get(f"/recordings/{listed['recording']}/audio")
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("secret is not", "")
