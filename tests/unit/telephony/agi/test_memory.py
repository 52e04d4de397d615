"""What the channel is told to keep: its call, its place, its recording."""

import pytest

from ccd.domain.orders import AnswerCall, HoldCaller, PlayPrompts, RingAgent, RungPhone
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import Asterisk

RING = RingAgent("c1", (RungPhone("anna", "1001"),), timeout_s=15, recording="")
RING_RECORDED = RingAgent("c1", (RungPhone("anna", "1001"),), timeout_s=15, recording="2026/11/23/c1.wav")

HOLD = HoldCaller("c1", "support", visit=1, entered_at_ms=5000, music="jazz")
PLACE = (
    "CCD_QUEUE=support,CCD_ENTERED_MS=5000,CCD_VISIT=1,CHANNEL(musicclass)=jazz,EXITCONTEXT=ccd-keys-support"
)

DIAL = 'EXEC Dial "PJSIP/1001,15,dgitkm(default)"'
STATUS = 'GET FULL VARIABLE "${DIALSTATUS},${DIALEDPEERNUMBER},${EXTEN}"'
RECORD = (
    'EXEC MixMonitor ",bi(MIXMONITOR_FILENAME)'
    'r(/recordings/2026/11/23/c1.caller.sln)t(/recordings/2026/11/23/c1.other.sln)"'
)
FILE = "GET VARIABLE MIXMONITOR_FILENAME"
STOP, FORGET = 'EXEC StopMixMonitor ""', 'SET VARIABLE MIXMONITOR_FILENAME ""'


async def play(call: Asterisk, *dialogue: tuple[str, str]) -> None:
    for command, answer in dialogue:
        await call.does(command, answer)


async def test_a_call_is_recorded_once(call: Asterisk, sessions: Sessions) -> None:
    for _ in range(2):
        sessions.perform(RING_RECORDED)
    await play(call, (RECORD, "200 result=0"), (DIAL, "200 result=0"), (STATUS, "200 result=1 (BUSY,)"))
    await play(call, (FILE, "200 result=1 (0x7f6cd0035c30)"), (DIAL, "200 result=0"))


async def test_a_talk_that_is_not_to_be_recorded_ends_the_recording(
    call: Asterisk, sessions: Sessions
) -> None:
    for order in (RING_RECORDED, RING):
        sessions.perform(order)
    await play(call, (RECORD, "200 result=0"), (DIAL, "200 result=0"), (STATUS, "200 result=1 (BUSY,)"))
    await play(call, (FILE, "200 result=1 (0x7f6cd0035c30)"), (STOP, "200 result=0"))
    await play(call, (FORGET, "200 result=1"), (DIAL, "200 result=0"))


@pytest.mark.parametrize(
    ("told", "again"), [("200 result=1 (0x7f6cd0035c30)", False), ("200 result=0", True)]
)
async def test_a_call_that_came_back_may_be_recorded_already(
    asterisk: Asterisk, sessions: Sessions, inbox: Inbox, told: str, again: bool
) -> None:
    asterisk.introduce(agi_arg_2="c1", agi_arg_3="support", agi_arg_4="1795396411000", agi_arg_5="1")
    await inbox.next()
    sessions.perform(RING_RECORDED)
    await asterisk.does(FILE, told)
    if again:
        await asterisk.does(RECORD)
    await asterisk.is_told(DIAL)


async def test_who_is_answered_and_waits_is_told_call_and_place_at_once(
    call: Asterisk, sessions: Sessions
) -> None:
    for order in (AnswerCall("c1"), HOLD):
        sessions.perform(order)
    await call.does("ANSWER")
    await call.does(f'EXEC MSet "CCD_CALL_ID=c1,{PLACE}"')
    await call.does("SET MUSIC ON jazz")


async def test_the_channel_knows_its_call_before_anything_else_is_done(
    call: Asterisk, sessions: Sessions
) -> None:
    for order in (AnswerCall("c1"), PlayPrompts("c1", ("beep",)), HOLD):
        sessions.perform(order)
    await call.does("ANSWER")
    await call.does("SET VARIABLE CCD_CALL_ID c1", "200 result=1")
    await call.does("EXEC Playback beep")
    await call.does(f'EXEC MSet "{PLACE}"')
