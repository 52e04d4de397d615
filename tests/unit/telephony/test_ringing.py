"""Phones that are rung because somebody asked for it."""

from collections.abc import Mapping

import pytest

from ccd.background import Background
from ccd.domain.events import SupervisorUnreached
from ccd.domain.orders import RingSupervisor
from ccd.telephony.ringing import Ringing, action
from tests.inbox import Inbox

ORDER = RingSupervisor("b1", "1002", "5551001", "ann")


def test_who_picks_up_comes_as_if_he_had_dialled() -> None:
    asked = action(ORDER)
    assert asked["Channel"] == "PJSIP/1002"
    assert (asked["Context"], asked["Exten"], asked["Priority"]) == ("ccd-internal", "5551001", "1")
    assert (asked["ActionID"], asked["Variable"]) == ("b1", "CCD_CALL_ID=b1")
    assert asked["Async"] == "true"


@pytest.mark.parametrize("wrong", [ConnectionError("AMI is down"), TimeoutError(), None])
async def test_a_phone_that_does_not_ring_is_told_and_not_tried_again(wrong: Exception | None) -> None:
    inbox, sent = Inbox(), []

    async def send(action: Mapping[str, str]) -> Mapping[str, str]:
        sent.append(action)
        if wrong:
            raise wrong
        return {"Response": "Error", "Message": "Extension does not exist."}

    async with Background() as background:
        Ringing(send, inbox.post, background).perform(ORDER)
    assert await inbox.next() == SupervisorUnreached("b1")
    assert len(sent) == 1


async def test_a_phone_that_rings_is_nothing_yet() -> None:
    inbox = Inbox()

    async def send(action: Mapping[str, str]) -> Mapping[str, str]:
        return {"Response": "Success", "Message": "Originate successfully queued"}

    async with Background() as background:
        Ringing(send, inbox.post, background).perform(ORDER)
    assert inbox.is_empty
