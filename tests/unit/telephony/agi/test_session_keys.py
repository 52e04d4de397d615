"""Keys of a caller who waits, and of one who does not."""

import pytest

from ccd.domain.events import DialFinished, DialStatus, DigitsEntered, KeyPressed
from ccd.domain.orders import CollectDigits, HoldCaller, PlayPrompts, RingAgent, RungPhone
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import Asterisk

CHANNEL = "1795396316.0"
STATUS = 'GET FULL VARIABLE "${DIALSTATUS},${DIALEDPEERNUMBER},${EXTEN}"'


async def hold(call: Asterisk, sessions: Sessions) -> None:
    sessions.perform(HoldCaller("c1", "support", 1, 1795396411000, "default"))
    place = "CCD_QUEUE=support,CCD_ENTERED_MS=1795396411000,CCD_VISIT=1"
    await call.does(f'EXEC MSet "{place},CHANNEL(musicclass)=default,EXITCONTEXT=ccd-keys-support"')
    await call.does("SET MUSIC ON default")


async def test_only_who_hears_music_is_heard(call: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    sessions.press(CHANNEL, "1")
    await hold(call, sessions)
    sessions.press("another", "2")
    sessions.press(CHANNEL, "3")
    assert await inbox.next() == KeyPressed("c1", "3")
    sessions.perform(PlayPrompts("c1", ("beep",)))
    await call.does("EXEC Playback beep")
    sessions.press(CHANNEL, "4")
    assert inbox.is_empty


async def test_a_key_that_ended_the_ringing(call: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    sessions.perform(RingAgent("c1", (RungPhone("anna", "1001"),), 15, ""))
    await call.is_told('EXEC Dial "PJSIP/1001,15,dgitkm(default)"')
    sessions.press(CHANNEL, "*")
    call.say("200 result=0")
    await call.does(STATUS, "200 result=1 (CANCEL,,*)")
    assert await inbox.next() == DialFinished("c1", ("anna",), DialStatus.CANCEL, None, True, key="*")


@pytest.mark.parametrize("told", ["in time", "late"])
async def test_the_key_of_a_menu_is_none_of_the_queue_behind_it(
    call: Asterisk, sessions: Sessions, inbox: Inbox, told: str
) -> None:
    """AMI and FastAGI are two connections: which one tells of the key first is open."""
    sessions.perform(CollectDigits("c1", ("menu",), 1, 5.0))
    await call.is_told('EXEC Read "CCD_DIGITS,menu,1,,1,5.000"')
    if told == "in time":
        sessions.press(CHANNEL, "1")
    call.say("200 result=0")
    await call.does('GET FULL VARIABLE "${READSTATUS},${CCD_DIGITS}"', "200 result=1 (OK,1)")
    assert await inbox.next() == DigitsEntered("c1", "1")
    await hold(call, sessions)
    if told == "late":
        sessions.press(CHANNEL, "1")
    assert inbox.is_empty
    sessions.press(CHANNEL, "1")
    assert await inbox.next() == KeyPressed("c1", "1")
