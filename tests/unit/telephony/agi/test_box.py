"""What is said to Asterisk while somebody is at a voicemail box."""

import pytest

from ccd.domain.events import KeyChosen, MessageTaken, OwnerKnocked, PromptFinished, SessionEnded
from ccd.domain.orders import DigitByDigit, Moment, OfferKeys, RecordGreeting, RecordMessage, Spoken
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import Asterisk

KEYS = '"0123456789*#"'
MENU = OfferKeys("c1", ("vm-youhave", 3, Spoken("2026/a.wav"), "ccd/menu"), 5.0)


async def test_all_is_played_and_a_key_waited_for(sessions: Sessions, call: Asterisk, inbox: Inbox) -> None:
    sessions.perform(MENU)
    await call.does(f"STREAM FILE vm-youhave {KEYS}", "200 result=0 endpos=800")
    await call.does(f"SAY NUMBER 3 {KEYS}")
    await call.does(f"STREAM FILE /recordings/2026/a {KEYS}", "200 result=0 endpos=0")
    await call.does(f"STREAM FILE ccd/menu {KEYS}", "200 result=0 endpos=800")
    await call.does("WAIT FOR DIGIT 1000")
    await call.does("WAIT FOR DIGIT 1000", "200 result=55")
    assert await inbox.next() == KeyChosen("c1", "7", played_out=True)


async def test_when_and_by_whom_a_message_was_left(sessions: Sessions, call: Asterisk, inbox: Inbox) -> None:
    said = Moment(1_795_424_400_500, "Asia/Ho_Chi_Minh"), Moment(1_795_424_400_500, ""), DigitByDigit("0905")
    sessions.perform(OfferKeys("c1", said, 5.0))
    date = f"""SAY DATETIME 1795424400 {KEYS} "Q 'digits/at' IMp\""""
    await call.does(f"{date} Asia/Ho_Chi_Minh")
    await call.does(date)
    await call.does(f"SAY DIGITS 0905 {KEYS}", "200 result=49")
    assert await inbox.next() == KeyChosen("c1", "1", played_out=False)


async def test_a_key_cuts_it_short(sessions: Sessions, call: Asterisk, inbox: Inbox) -> None:
    sessions.perform(MENU)
    await call.does(f"STREAM FILE vm-youhave {KEYS}", "200 result=0 endpos=800")
    await call.does(f"SAY NUMBER 3 {KEYS}")
    await call.does(f"STREAM FILE /recordings/2026/a {KEYS}", "200 result=35 endpos=300")
    assert await inbox.next() == KeyChosen("c1", "#", played_out=False)


async def test_nobody_presses_anything(sessions: Sessions, call: Asterisk, inbox: Inbox) -> None:
    sessions.perform(OfferKeys("c1", (), 1.5))
    await call.does("WAIT FOR DIGIT 1000")
    await call.does("WAIT FOR DIGIT 500")
    assert await inbox.next() == KeyChosen("c1", "", played_out=False)


async def test_a_sound_that_is_missing_is_passed_over_and_not_heard(
    sessions: Sessions, call: Asterisk, inbox: Inbox
) -> None:
    sessions.perform(OfferKeys("c1", (Spoken("2026/a.wav"), "ccd/menu"), 5.0))
    await call.does(f"STREAM FILE /recordings/2026/a {KEYS}", "200 result=-1 endpos=0")
    await call.does("NOOP")
    await call.does(f"STREAM FILE ccd/menu {KEYS}", "200 result=49 endpos=800")
    assert await inbox.next() == KeyChosen("c1", "1", played_out=False)


async def test_who_listens_hangs_up(sessions: Sessions, call: Asterisk, inbox: Inbox) -> None:
    sessions.perform(MENU)
    await call.does(f"STREAM FILE vm-youhave {KEYS}", "200 result=-1 endpos=800")
    call.say("HANGUP")
    await call.does("NOOP")
    assert isinstance(await inbox.next(), SessionEnded)


async def test_a_message_after_a_greeting_that_was_spoken(
    sessions: Sessions, call: Asterisk, inbox: Inbox
) -> None:
    sessions.perform(
        RecordMessage("c1", "desk", "d/m.wav", ("vm-intro",), 60, 3, "greetings/desk/p1.wav", "0905")
    )
    await call.does('STREAM FILE /recordings/greetings/desk/p1 "#*"', "200 result=0 endpos=800")
    await call.does('EXEC Record "/recordings/d/m.sln,3,60,k"')
    await call.does("GET VARIABLE RECORD_STATUS", "200 result=1 (DTMF)")
    assert await inbox.next() == MessageTaken("c1", "desk", "d/m.wav", hung_up=False, caller="0905")


async def test_the_owner_knocks(sessions: Sessions, call: Asterisk, inbox: Inbox) -> None:
    sessions.perform(RecordMessage("c1", "desk", "d/m.wav", ("a", "b"), 60, 3))
    await call.does('STREAM FILE a "#*"', "200 result=42 endpos=300")
    assert await inbox.next() == OwnerKnocked("c1", "desk")


@pytest.mark.parametrize(("box", "key"), [("nobodys", "42"), ("desk", "35")])
async def test_a_key_that_only_cuts_the_greeting_short(
    sessions: Sessions, call: Asterisk, inbox: Inbox, box: str, key: str
) -> None:
    sessions.perform(RecordMessage("c1", box, "d/m.wav", ("a", "b"), 60, 3))
    await call.does('STREAM FILE a "#*"', f"200 result={key} endpos=300")
    await call.does('EXEC Record "/recordings/d/m.sln,3,60,k"')
    await call.does("GET VARIABLE RECORD_STATUS", "200 result=1 (DTMF)")
    assert await inbox.next() == MessageTaken("c1", box, "d/m.wav", hung_up=False)


async def test_a_greeting_is_spoken(sessions: Sessions, call: Asterisk, inbox: Inbox) -> None:
    sessions.perform(RecordGreeting("c1", "greetings/desk/take.wav", ("ccd/speak",), 120))
    await call.does("EXEC Playback ccd/speak")
    await call.does('EXEC Record "/recordings/greetings/desk/take.wav,3,120,k"')
    await call.does("GET VARIABLE RECORD_STATUS", "200 result=1 (SILENCE)")
    assert await inbox.next() == PromptFinished("c1")
