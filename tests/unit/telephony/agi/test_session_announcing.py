"""A caller in line is told something."""

from ccd.domain.events import SessionEnded
from ccd.domain.orders import Announce, RingAgent, RungPhone, Speak
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import CHANNEL, Asterisk

TELL = Announce("c1", ("queue-thereare", 3, "queue-callswaiting"))
FIRST = 'EXEC ControlPlayback "queue-thereare,3000,A,B"'


async def test_words_and_numbers_then_music(call: Asterisk, sessions: Sessions) -> None:
    sessions.perform(TELL)
    await call.does(FIRST, "200 result=-1 endpos=0")  # no such file
    await call.does("EXEC SayNumber 3")
    await call.does('EXEC ControlPlayback "queue-callswaiting,3000,A,B"')
    await call.does("SET MUSIC ON default")


async def test_the_next_order_cuts_it_short(call: Asterisk, sessions: Sessions, stopped: list[str]) -> None:
    sessions.perform(TELL)
    await call.is_told(FIRST)
    sessions.perform(RingAgent("c1", (RungPhone("anna", "1001"),), 15, ""))
    assert stopped == ["1795396316.0"]
    call.say("200 result=0")
    await call.is_told('EXEC Dial "PJSIP/1001,15,dgitkm(default)"')


async def test_who_hangs_up_meanwhile_is_gone(call: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    sessions.perform(TELL)
    await call.is_told(FIRST)
    call.say("HANGUP", "200 result=-1")
    assert await inbox.next() == SessionEnded("c1", True, CHANNEL)


async def test_a_caller_has_a_language(call: Asterisk, sessions: Sessions) -> None:
    sessions.perform(Speak("c1", "vi"))
    await call.does('SET VARIABLE "CHANNEL(language)" vi')
