"""Phones are rung outside of any queue, and the caller is told why nobody answered."""

import pytest

from ccd.domain.events import CallArrived, ConnectFinished, DialStatus
from ccd.domain.legs import PhoneLeg
from ccd.domain.orders import Cause, Connect, ReleaseCall, Verdict
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import Asterisk

LEGS = (PhoneLeg("1002", several=True), PhoneLeg("1003"))
CONTACTS = 'GET FULL VARIABLE "${PJSIP_DIAL_CONTACTS(1002)}"'
DIAL = 'EXEC Dial "PJSIP/1002&PJSIP/1003,30,gitkTK"'
RESULT = 'GET FULL VARIABLE "${DIALSTATUS},${HANGUPCAUSE}"'
RECORD = (
    'EXEC MixMonitor ",bi(MIXMONITOR_FILENAME)'
    'r(/recordings/2026/11/23/c1.caller.sln)t(/recordings/2026/11/23/c1.other.sln)"'
)


@pytest.fixture
async def call(asterisk: Asterisk, inbox: Inbox) -> Asterisk:
    asterisk.introduce()
    assert isinstance(await inbox.next(), CallArrived)
    return asterisk


@pytest.mark.parametrize(
    ("told", "status", "cause"),
    [
        ("200 result=1 (BUSY,17)", DialStatus.BUSY, 17),
        ("200 result=1 (ANSWER,16)", DialStatus.ANSWER, 16),
        ("200 result=1 (,)", DialStatus.CHANUNAVAIL, 0),
        ("200 result=0", DialStatus.CHANUNAVAIL, 0),
    ],
)
async def test_phones_are_rung_and_the_caller_is_not_answered(
    call: Asterisk, sessions: Sessions, inbox: Inbox, told: str, status: DialStatus, cause: int
) -> None:
    sessions.perform(Connect("c1", LEGS, timeout_s=30, feature_codes=True))
    await call.does("SET VARIABLE CCD_CALL_ID c1", "200 result=1")
    await call.does(CONTACTS, "200 result=1 ()")
    await call.does(DIAL, "200 result=0")
    await call.does(RESULT, told)
    assert await inbox.next() == ConnectFinished("c1", status, cause, caller_present=True)


async def test_a_call_that_was_sent_on_may_be_recorded_already(
    asterisk: Asterisk, sessions: Sessions, inbox: Inbox
) -> None:
    asterisk.introduce(agi_arg_2="c1", agi_arg_6="1002")
    await inbox.next()
    sessions.perform(Connect("c1", LEGS, timeout_s=30, recording="2026/11/23/c1.wav"))
    await asterisk.does("SET VARIABLE CCD_CALL_ID c1", "200 result=1")
    await asterisk.does("GET VARIABLE MIXMONITOR_FILENAME", "200 result=0")
    await asterisk.does(RECORD, "200 result=0")
    theirs = "PJSIP/1002/sip:1002@192.0.2.1:5060;x=1"
    found = f"{theirs}&PJSIP/1002/sip:1002@192.0.2.2,30,U(evil)&PJSIP/1004/sip:1004@192.0.2.3"
    await asterisk.does(CONTACTS, f"200 result=1 ({found})")
    await asterisk.is_told('EXEC Dial "PJSIP/1002/sip:1002@192.0.2.1:5060;x=1&PJSIP/1003,30,gitk"')


async def test_the_caller_is_told_why_he_is_let_go(call: Asterisk, sessions: Sessions) -> None:
    sessions.perform(ReleaseCall("c1", Verdict.HANG_UP, Cause.BUSY))
    await call.does("SET VARIABLE CCD_CAUSE 17")
    await call.does("SET VARIABLE CCD_VERDICT hangup")
    await call.is_left()
