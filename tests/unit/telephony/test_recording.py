"""What AMI is told of a recording, and what is made of its answer."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ccd.background import Background
from ccd.domain.events import Event, RecordingBegun, RecordingMuted
from ccd.domain.orders import PauseRecording, ResumeRecording, StartRecording, StopRecording
from ccd.telephony.recording import Mixing, RecordingOrder, action
from tests.inbox import Inbox

FOLDER = Path("/recordings")
MUTE = {"Action": "MixMonitorMute", "Channel": "17.1", "Direction": "both"}
START = StartRecording("c1", "17.1", "2026/11/23/c1.wav")
PAUSE, RESUME = PauseRecording("c1", "17.1", "an"), ResumeRecording("c1", "17.1", "")


@pytest.mark.parametrize(
    ("order", "asked", "done"),
    [
        (
            START,
            {
                "Action": "MixMonitor",
                "Channel": "17.1",
                "File": "",
                "Options": "bi(MIXMONITOR_FILENAME)"
                "r(/recordings/2026/11/23/c1.caller.sln)t(/recordings/2026/11/23/c1.other.sln)",
            },
            RecordingBegun("c1"),
        ),
        (PAUSE, {**MUTE, "State": "1"}, RecordingMuted("c1", True, "an")),
        (RESUME, {**MUTE, "State": "0"}, RecordingMuted("c1", False, "")),
    ],
)
async def test_what_asterisk_has_done_is_posted(
    order: RecordingOrder, asked: Mapping[str, str], done: Event
) -> None:
    inbox = Inbox()
    assert action(order, FOLDER) == asked

    async def send(action: Mapping[str, str]) -> Mapping[str, str]:
        return {"Response": "Success"}

    async with Background() as background:
        Mixing(send, FOLDER, inbox.post, background).perform(order)
    assert await inbox.next() == done
    assert inbox.is_empty


async def test_of_one_that_was_stopped_there_is_nothing_to_tell() -> None:
    inbox = Inbox()
    sent: list[Mapping[str, str]] = []

    async def send(action: Mapping[str, str]) -> Mapping[str, str]:
        sent.append(action)
        return {"Response": "Success"}

    async with Background() as background:
        Mixing(send, FOLDER, inbox.post, background).perform(StopRecording("c1", "17.1"))
    assert sent == [{"Action": "StopMixMonitor", "Channel": "17.1"}]
    assert inbox.is_empty


@pytest.mark.parametrize("wrong", [ConnectionError("AMI is down"), TimeoutError(), None])
async def test_what_it_has_not_done_is_not(wrong: Exception | None) -> None:
    inbox = Inbox()

    async def send(action: Mapping[str, str]) -> Mapping[str, str]:
        if wrong:
            raise wrong
        return {"Response": "Error", "Message": "Channel not found."}

    async with Background() as background:
        Mixing(send, FOLDER, inbox.post, background).perform(PAUSE)
    assert inbox.is_empty
