"""Asterisk is told how many messages there are."""

import asyncio
from collections.abc import Mapping

import pytest

from ccd.background import Background
from ccd.domain.orders import ShowClosed, ShowMessages
from ccd.telephony.lamps import Lamps, action


def test_the_dialplan_tells() -> None:
    asked = action(ShowMessages("desk", 2, 1))
    assert (asked["Channel"], asked["Variable"]) == ("Local/desk@ccd-lamp/n", "CCD_NEW=2,CCD_OLD=1")


def test_the_lamp_of_the_office() -> None:
    for closed, state in ((True, "INUSE"), (False, "NOT_INUSE")):
        asked = action(ShowClosed(closed))
        assert (asked["Variable"], asked["Value"]) == ("DEVICE_STATE(Custom:ccd-night)", state)


async def test_the_latest_of_each_box_one_after_another() -> None:
    sent: list[str] = []
    goes_on = asyncio.Event()

    async def send(action: Mapping[str, str]) -> Mapping[str, str]:
        sent.append(f"{action['Channel']} {action['Variable']}")
        await goes_on.wait()
        return {"Response": "Success"}

    async with Background() as background:
        lamps = Lamps(send, background)
        lamps.perform(ShowMessages("desk", 1, 0))
        await asyncio.sleep(0)
        for new in (2, 3):
            lamps.perform(ShowMessages("desk", new, 0))
        lamps.perform(ShowMessages("other", 1, 0))
        goes_on.set()
    desk, other = "Local/desk@ccd-lamp/n", "Local/other@ccd-lamp/n"
    assert sent == [
        f"{desk} CCD_NEW=1,CCD_OLD=0",
        f"{desk} CCD_NEW=3,CCD_OLD=0",
        f"{other} CCD_NEW=1,CCD_OLD=0",
    ]


@pytest.mark.parametrize("wrong", [ConnectionError("AMI is down"), TimeoutError(), None])
async def test_one_that_fails_keeps_none_from_the_next(wrong: Exception | None) -> None:
    sent = []

    async def send(action: Mapping[str, str]) -> Mapping[str, str]:
        sent.append(action["Channel"])
        if wrong:
            raise wrong
        return {"Response": "Error", "Message": "Originate failed"}

    async with Background() as background:
        lamps = Lamps(send, background)
        for box in ("desk", "other"):
            lamps.perform(ShowMessages(box, 1, 0))
    assert len(sent) == 2
