from ccd.domain.events import CallArrived, Carried, SessionEnded
from ccd.domain.orders import AnswerCall, PlayPrompts
from ccd.telephony.agi.server import AgiServer
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import CHANNEL, Asterisk, calling


async def test_a_call_is_ours_until_it_ends(asterisk: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    assert len(sessions) == 0
    asterisk.introduce()
    arrived = await inbox.next()
    assert arrived == CallArrived("c1", "1795396316.0", "842838220000", "+15551234567", "Ann", None)
    assert len(sessions) == 1
    asterisk.say("HANGUP")
    await asterisk.is_left()
    assert len(sessions) == 0


async def test_an_order_for_nobody_is_dropped(asterisk: Asterisk, sessions: Sessions, inbox: Inbox) -> None:
    asterisk.introduce()
    await inbox.next()
    sessions.perform(AnswerCall("somebody-else"))
    sessions.perform(PlayPrompts("c1", ("beep",)))
    await asterisk.does("EXEC Playback beep")


async def test_orders_go_to_the_connection_that_came_last(
    server: AgiServer, sessions: Sessions, inbox: Inbox
) -> None:
    place = {"agi_arg_2": "c7", "agi_arg_3": "support", "agi_arg_4": "1795396411000", "agi_arg_5": "1"}
    async with calling(server.port) as first, calling(server.port) as second:
        first.introduce(agi_arg_2="c7")
        await inbox.next()
        second.introduce(**place)
        assert (await inbox.until(CallArrived)).carried == Carried("support", 1, 1795396411000)
        first.say("HANGUP")
        assert await inbox.next() == SessionEnded("c7", True, CHANNEL)
        await first.is_left()
        sessions.perform(AnswerCall("c7"))
        await second.does("ANSWER")
