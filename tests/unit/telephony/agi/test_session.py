"""One call's orders, against an Asterisk played line by line."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from ccd.domain.events import (
    DialFinished,
    DialStatus,
    DigitsEntered,
    Event,
    MessageTaken,
    PromptFinished,
    SessionEnded,
)
from ccd.domain.orders import (
    AnswerCall,
    CollectDigits,
    HoldCaller,
    PlayPrompts,
    RecordMessage,
    ReleaseCall,
    RingAgent,
    RungPhone,
    Verdict,
)
from ccd.telephony.agi.server import AgiServer
from ccd.telephony.agi.session import CallOrder
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import ANY_PORT, CHANNEL, Asterisk, calling

ANSWER = AnswerCall("c1")
PLAY = PlayPrompts("c1", ("ccd/welcome", "beep"))
COLLECT = CollectDigits("c1", ("ccd/menu",), max_digits=1, timeout_s=5)
HOLD = HoldCaller("c1", "support", visit=1, entered_at_ms=1795396411000, music="jazz")
RING = RingAgent("c1", (RungPhone("anna", "1001"),), timeout_s=15, recording="")
RING_RECORDED = RingAgent("c1", (RungPhone("anna", "1001"),), timeout_s=15, recording="2026/11/23/c1.wav")
RING_BOTH = RingAgent("c1", (*RING.phones, RungPhone("ben", "1002")), timeout_s=15, recording="")
UNANSWERED = DialFinished("c1", ("anna",), DialStatus.NOANSWER, None, caller_present=True)
RELEASE = ReleaseCall("c1", Verdict.HANG_UP)

READ = 'EXEC Read "CCD_DIGITS,ccd/menu,1,,1,5.000"'
DIGITS = 'GET FULL VARIABLE "${READSTATUS},${CCD_DIGITS}"'
PLACE = (
    "CCD_QUEUE=support,CCD_ENTERED_MS=1795396411000,CCD_VISIT=1,"
    "CHANNEL(musicclass)=jazz,EXITCONTEXT=ccd-keys-support"
)
REMEMBER_PLACE = f'EXEC MSet "{PLACE}"'
DIAL = 'EXEC Dial "PJSIP/1001,15,dgitkm(default)"'
DIAL_BOTH = 'EXEC Dial "PJSIP/1001&PJSIP/1002,15,dgitkm(default)"'
DIAL_TO_JAZZ = 'EXEC Dial "PJSIP/1001,15,dgitkm(jazz)"'
STATUS = 'GET FULL VARIABLE "${DIALSTATUS},${DIALEDPEERNUMBER},${EXTEN}"'
NO_ANSWER = (STATUS, "200 result=1 (NOANSWER,)")
RECORD = (
    'EXEC MixMonitor ",bi(MIXMONITOR_FILENAME)'
    'r(/recordings/2026/11/23/c1.caller.sln)t(/recordings/2026/11/23/c1.other.sln)"'
)
VERDICT = "SET VARIABLE CCD_VERDICT hangup"


async def play(call: Asterisk, *dialogue: tuple[str, str]) -> None:
    for command, answer in dialogue:
        await call.does(command, answer)


@pytest.mark.parametrize(
    ("order", "dialogue", "event"),
    [
        (ANSWER, [("ANSWER", "200 result=0"), ("SET VARIABLE CCD_CALL_ID c1", "200 result=1")], None),
        (PLAY, [('EXEC Playback "ccd/welcome&beep"', "200 result=0")], PromptFinished("c1")),
        (COLLECT, [(READ, "200 result=0"), (DIGITS, "200 result=1 (OK,5)")], DigitsEntered("c1", "5")),
        (COLLECT, [(READ, "200 result=0"), (DIGITS, "200 result=1 (TIMEOUT,)")], DigitsEntered("c1", "")),
        (COLLECT, [(READ, "200 result=0"), (DIGITS, "200 result=1 (OK,)")], DigitsEntered("c1", "#")),
        (HOLD, [(REMEMBER_PLACE, "200 result=0"), ("SET MUSIC ON jazz", "200 result=0")], None),
        (RING, [(DIAL, "200 result=0"), NO_ANSWER], UNANSWERED),
        (
            RING_RECORDED,
            [(RECORD, "200 result=0"), (DIAL, "200 result=0"), (STATUS, "200 result=1 (ANSWER,1001)")],
            DialFinished("c1", ("anna",), DialStatus.ANSWER, None, caller_present=True, answered_at="1001"),
        ),
        (RING_BOTH, [(DIAL_BOTH, "200 result=0"), NO_ANSWER], replace(UNANSWERED, agents=("anna", "ben"))),
        (
            RING,
            [(DIAL, "200 result=-1"), (STATUS, "200 result=1 (INVALIDARGS,)")],
            DialFinished("c1", ("anna",), DialStatus.CHANUNAVAIL, None, caller_present=True),
        ),
    ],
)
async def test_an_order_is_performed(
    call: Asterisk,
    sessions: Sessions,
    inbox: Inbox,
    order: CallOrder,
    dialogue: list[tuple[str, str]],
    event: Event | None,
) -> None:
    sessions.perform(order)
    await play(call, *dialogue)
    sessions.perform(RELEASE)
    await call.does(VERDICT)
    await call.is_left()
    if event:
        assert await inbox.next() == event
    assert inbox.is_empty


async def test_orders_wait_for_their_turn(call: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    for order in (RING, HOLD, RELEASE):
        sessions.perform(order)
    await play(call, (DIAL, "200 result=0"), (STATUS, "200 result=1 (BUSY,)"))
    assert await inbox.next() == DialFinished("c1", ("anna",), DialStatus.BUSY, None, caller_present=True)
    await play(call, (REMEMBER_PLACE, "200 result=0"))
    await call.does(VERDICT)
    await call.is_left()


async def test_who_is_served_at_once_needs_no_music(call: Asterisk, sessions: Sessions) -> None:
    for order in (HOLD, RING):
        sessions.perform(order)
    await play(call, (REMEMBER_PLACE, "200 result=0"))
    await call.does(DIAL_TO_JAZZ)


async def test_the_caller_is_held_again_with_his_music(call: Asterisk, sessions: Sessions) -> None:
    for order in (HOLD, RING, HOLD):
        sessions.perform(order)
    await play(call, (REMEMBER_PLACE, "200 result=0"))
    await play(call, (DIAL_TO_JAZZ, "200 result=0"), (STATUS, "200 result=1 (NOANSWER,)"))
    # What the channel remembers is not told twice.
    await call.does("SET MUSIC ON jazz")


@pytest.mark.parametrize(("status", "hung_up"), [("DTMF", False), ("SILENCE", False), ("HANGUP", True)])
async def test_a_message_is_taken(
    call: Asterisk, sessions: Sessions, inbox: Inbox, status: str, hung_up: bool
) -> None:
    sessions.perform(RecordMessage("c1", "desk", "2026/11/23/c1-m1.wav", ("a", "b"), 60, 3))
    await play(
        call,
        ('STREAM FILE a "#*"', "200 result=0 endpos=800"),
        ('STREAM FILE b "#*"', "200 result=0 endpos=800"),
        ('EXEC Record "/recordings/2026/11/23/c1-m1.sln,3,60,k"', "200 result=0"),
        ("GET VARIABLE RECORD_STATUS", f"200 result=1 ({status})"),
    )
    assert await inbox.next() == MessageTaken("c1", "desk", "2026/11/23/c1-m1.wav", hung_up)


async def test_a_caller_who_waits_and_hangs_up(call: Asterisk, inbox: Inbox) -> None:
    call.say("HANGUP")
    assert await inbox.next() == SessionEnded("c1", True, CHANNEL)
    await call.is_left()
    assert inbox.is_empty


async def test_asterisk_dies_while_a_caller_waits(call: Asterisk, inbox: Inbox) -> None:
    call.die()
    assert await inbox.next() == SessionEnded("c1", False, CHANNEL)


FIRST_COMMANDS = [
    (ANSWER, "ANSWER"),
    (PLAY, 'EXEC Playback "ccd/welcome&beep"'),
    (COLLECT, READ),
    (HOLD, REMEMBER_PLACE),
    (RING_RECORDED, RECORD),
]


@pytest.mark.parametrize(("order", "command"), FIRST_COMMANDS)
@pytest.mark.parametrize(
    ("answer", "hung_up"),
    [
        (["200 result=-1"], True),
        (["HANGUP", "200 result=0"], True),
        (["HANGUP", "511 Command Not Permitted on a dead channel or intercept routine"], True),
        (["511 Command Not Permitted on a dead channel or intercept routine"], True),
        (["200 result=-2"], False),
        (["510 Invalid or unknown command"], False),
        (["520-Invalid command syntax.", "Usage: HANGUP", "520 End of proper usage."], False),
    ],
)
async def test_a_command_fails(
    call: Asterisk,
    sessions: Sessions,
    inbox: Inbox,
    order: CallOrder,
    command: str,
    answer: list[str],
    hung_up: bool,
) -> None:
    sessions.perform(order)
    sessions.perform(RELEASE)
    await call.is_told(command)
    call.say(*answer)
    assert await inbox.next() == SessionEnded("c1", hung_up, CHANNEL)
    await call.is_left()
    assert inbox.is_empty


@pytest.mark.parametrize(("order", "command"), [*FIRST_COMMANDS, (RING, DIAL)])
async def test_asterisk_dies_in_mid_command(
    call: Asterisk, sessions: Sessions, inbox: Inbox, order: CallOrder, command: str
) -> None:
    sessions.perform(order)
    await call.is_told(command)
    call.die()
    assert await inbox.next() == SessionEnded("c1", False, CHANNEL)
    assert inbox.is_empty


@pytest.mark.parametrize(
    ("dial", "status", "sent_on"),
    [
        (["HANGUP", "200 result=-1"], ["200 result=1 (ANSWER,)"], False),
        (["200 result=-1"], ["HANGUP", "200 result=1 (ANSWER,)"], False),
        (["200 result=0"], ["HANGUP", "200 result=1 (ANSWER,)"], True),
    ],
)
async def test_the_caller_leaves_the_conversation(
    call: Asterisk, sessions: Sessions, inbox: Inbox, dial: list[str], status: list[str], sent_on: bool
) -> None:
    sessions.perform(RING)
    await call.is_told(DIAL)
    call.say(*dial)
    await call.is_told(STATUS)
    call.say(*status)
    over = DialFinished("c1", ("anna",), DialStatus.ANSWER, None, caller_present=False, sent_on=sent_on)
    assert await inbox.next() == over
    assert await inbox.next() == SessionEnded("c1", True, CHANNEL)
    await call.is_left()
    assert inbox.is_empty


@pytest.mark.parametrize("answer", [["200 result=1"], ["HANGUP", "200 result=1"], ["511 dead"]])
async def test_after_release_nothing_is_posted(
    call: Asterisk, sessions: Sessions, inbox: Inbox, answer: list[str]
) -> None:
    sessions.perform(RELEASE)
    sessions.perform(PLAY)
    await call.is_told(VERDICT)
    call.say(*answer)
    await call.is_left()
    assert inbox.is_empty


async def test_asterisk_dies_at_the_release(sessions: Sessions, inbox: Inbox) -> None:
    finished = asyncio.Event()

    async def serve(*connection: Any) -> None:
        await sessions.serve(*connection)
        finished.set()

    server = AgiServer(ANY_PORT, serve)
    await server.start()
    async with calling(server.port) as call:
        call.introduce()
        await inbox.next()
        sessions.perform(RELEASE)
        await call.is_told(VERDICT)
        call.die()
        await finished.wait()
    await server.close(timeout_s=2)
    assert inbox.is_empty


async def test_an_order_that_cannot_be_said_ends_the_session(
    call: Asterisk, sessions: Sessions, inbox: Inbox
) -> None:
    sessions.perform(PlayPrompts("c1", ("beep,noanswer",)))
    assert await inbox.next() == SessionEnded("c1", False, CHANNEL)
    await call.is_left()


async def test_answers_nobody_asked_for_are_passed_over(call: Asterisk, sessions: Sessions) -> None:
    call.say("200 result=0", "nonsense", "")
    sessions.perform(PLAY)
    await call.does('EXEC Playback "ccd/welcome&beep"')
    sessions.perform(RELEASE)
    await call.is_told(VERDICT)
