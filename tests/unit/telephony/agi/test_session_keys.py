"""Keys of a caller who waits, and of one who does not."""

import pytest

from ccd.domain.events import (
    DialFinished,
    DialStatus,
    DigitsEntered,
    KeyChosen,
    KeyPressed,
    MessageTaken,
    PromptFinished,
)
from ccd.domain.orders import (
    AnswerCall,
    CollectDigits,
    HoldCaller,
    OfferKeys,
    PlayPrompts,
    RecordMessage,
    RingAgent,
    RungPhone,
)
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


KEYS = '"0123456789*#"'
READ = 'GET FULL VARIABLE "${READSTATUS},${CCD_DIGITS}"'


@pytest.mark.parametrize("told", ["before the next sound", "while it plays"])
async def test_a_key_between_two_sounds_is_heard(
    call: Asterisk, sessions: Sessions, inbox: Inbox, told: str
) -> None:
    """Asterisk drops it, and AMI tells of it a moment later."""
    sessions.perform(OfferKeys("c1", ("a", "b", "c"), 5.0))
    await call.is_told(f"STREAM FILE a {KEYS}")
    if told == "before the next sound":
        sessions.press(CHANNEL, "7")
        call.say("200 result=0 endpos=800")
    else:
        call.say("200 result=0 endpos=800")
        await call.is_told(f"STREAM FILE b {KEYS}")
        sessions.press(CHANNEL, "7")
        call.say("200 result=0 endpos=800")
    assert await inbox.next() == KeyChosen("c1", "7", played_out=False)


async def test_a_key_just_before_it_is_waited_for(call: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    sessions.perform(OfferKeys("c1", (), 5.0))
    await call.is_told("WAIT FOR DIGIT 1000")
    sessions.press(CHANNEL, "7")
    call.say("200 result=0")
    assert await inbox.next() == KeyChosen("c1", "7", played_out=False)


async def test_keys_before_a_menu_are_its_beginning(call: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    """Who knows the way does not wait for the prompts."""
    sessions.perform(AnswerCall("c1"))
    await call.is_told("ANSWER")
    for key in "1471":
        sessions.press(CHANNEL, key)
    call.say("200 result=0")
    sessions.perform(CollectDigits("c1", ("menu",), 1, 5.0))
    sessions.perform(CollectDigits("c1", ("number",), 4, 5.0))
    await call.does("SET VARIABLE CCD_CALL_ID c1")
    assert await inbox.next() == DigitsEntered("c1", "1")
    await call.does('EXEC Read "CCD_DIGITS,,1,,1,5.000"')
    await call.does(READ, "200 result=1 (OK,2)")
    assert await inbox.next() == DigitsEntered("c1", "4712")


async def test_a_number_that_was_ended_before_it_was_asked_for(
    call: Asterisk, sessions: Sessions, inbox: Inbox
) -> None:
    sessions.perform(OfferKeys("c1", ("a",), 5.0))
    await call.is_told(f"STREAM FILE a {KEYS}")
    for key in "142#":
        sessions.press(CHANNEL, key)
    call.say("200 result=49 endpos=800")
    assert await inbox.next() == KeyChosen("c1", "1", played_out=False)
    sessions.perform(CollectDigits("c1", ("number",), 4, 5.0))
    assert await inbox.next() == DigitsEntered("c1", "42")


async def test_a_menu_that_heard_nothing_takes_the_key_that_fell_before_it(
    call: Asterisk, sessions: Sessions, inbox: Inbox
) -> None:
    sessions.perform(CollectDigits("c1", ("menu",), 1, 5.0))
    await call.is_told('EXEC Read "CCD_DIGITS,menu,1,,1,5.000"')
    sessions.press(CHANNEL, "1")
    call.say("200 result=0")
    await call.does(READ, "200 result=1 (TIMEOUT,)")
    assert await inbox.next() == DigitsEntered("c1", "1")


async def test_the_key_that_ended_a_number_is_not_for_the_next_menu(
    call: Asterisk, sessions: Sessions, inbox: Inbox
) -> None:
    """AMI tells of it late."""
    sessions.perform(CollectDigits("c1", ("number",), 4, 5.0))
    await call.does('EXEC Read "CCD_DIGITS,number,4,,1,5.000"')
    await call.does(READ, "200 result=1 (OK,77)")
    assert await inbox.next() == DigitsEntered("c1", "77")
    sessions.perform(OfferKeys("c1", ("a",), 5.0))
    await call.is_told(f"STREAM FILE a {KEYS}")
    for key in "77#":
        sessions.press(CHANNEL, key)
    call.say("200 result=0")
    await call.does("WAIT FOR DIGIT 1000", "200 result=50")
    assert await inbox.next() == KeyChosen("c1", "2", played_out=False)


async def test_keys_at_what_asks_for_none_are_not_for_the_next_menu(
    call: Asterisk, sessions: Sessions, inbox: Inbox
) -> None:
    """While a prompt plays, and while somebody speaks his message."""
    sessions.perform(PlayPrompts("c1", ("beep",)))
    await call.is_told("EXEC Playback beep")
    sessions.press(CHANNEL, "4")
    call.say("200 result=0")
    assert await inbox.next() == PromptFinished("c1")
    sessions.perform(RecordMessage("c1", "desk", "m.wav", (), 60, 3))
    await call.is_told('EXEC Record "/recordings/m.sln,3,60,k"')
    sessions.press(CHANNEL, "5")
    call.say("200 result=0")
    await call.does("GET VARIABLE RECORD_STATUS", "200 result=1 (DTMF)")
    assert isinstance(await inbox.next(), MessageTaken)
    sessions.press(CHANNEL, "#")
    sessions.perform(OfferKeys("c1", (), 0.5))
    await call.does("WAIT FOR DIGIT 500")
    assert await inbox.next() == KeyChosen("c1", "", played_out=False)
