"""One caller in our hands, on a real Asterisk with real phones."""

import asyncio
from typing import Any

import pytest

from ccd.domain.events import (
    CallArrived,
    Carried,
    ChannelHungUp,
    ChannelTransferred,
    DialAnswered,
    DialFinished,
    DialStatus,
    DigitsEntered,
    PromptFinished,
    SessionEnded,
)
from ccd.domain.legs import PhoneLeg
from ccd.domain.orders import (
    AnswerCall,
    CollectDigits,
    Connect,
    HoldCaller,
    PlayPrompts,
    ReleaseCall,
    RingAgent,
    RungPhone,
    Verdict,
)
from ccd.telephony.agi.line import Line
from ccd.telephony.agi.server import AgiServer
from tests.integration.telephony.conftest import DID, Hands, Place
from tests.phones import Call, Phone
from tests.phones.waiting import PATIENCE_S

pytestmark = pytest.mark.asyncio(loop_scope="package")

RINGING_TONE = {440, 480}
ENTERED_AT_MS = 1795396411000


async def arrive(hands: Hands, caller: Phone, **identity: Any) -> tuple[CallArrived, Call]:
    call = await caller.call(DID, **identity)
    arrived = await hands.inbox.until(CallArrived)
    hands.sessions.perform(AnswerCall(arrived.call_id))
    return arrived, call


async def wait_in_line(hands: Hands, caller: Phone) -> tuple[CallArrived, Call]:
    arrived, call = await arrive(hands, caller)
    hands.sessions.perform(HoldCaller(arrived.call_id, "support", 1, ENTERED_AT_MS, "default"))
    await call.hears_sound()
    return arrived, call


def ring(hands: Hands, call_id: str, timeout_s: int = 10) -> None:
    path = f"2026/11/23/{call_id}.wav"
    hands.sessions.perform(RingAgent(call_id, (RungPhone("anna", "1001"),), timeout_s, path))


async def talk(hands: Hands, caller: Phone, agent: Phone) -> tuple[CallArrived, Call, Call]:
    arrived, call = await wait_in_line(hands, caller)
    ring(hands, arrived.call_id)
    incoming = await agent.rings()
    await incoming.answer()
    assert await hands.inbox.until(DialAnswered) == DialAnswered(arrived.channel_id, "1001")
    call.send_tone(600)
    incoming.send_tone(1000)
    await incoming.hears({600})
    await call.hears({1000})
    return arrived, call, incoming


async def test_a_call_from_menu_to_good_bye(hands: Hands, caller: Phone, agent: Phone) -> None:
    arrived, call = await arrive(hands, caller)
    assert (arrived.did, arrived.caller_number, arrived.carried) == (DID, "+15551234567", None)
    perform, call_id = hands.sessions.perform, arrived.call_id

    perform(PlayPrompts(call_id, ("beep",)))
    perform(CollectDigits(call_id, ("demo-congrats", "beep"), max_digits=1, timeout_s=5))
    assert await hands.inbox.until(PromptFinished) == PromptFinished(call_id)
    await call.hears_sound()
    await call.press("5")
    assert await hands.inbox.until(DigitsEntered) == DigitsEntered(call_id, "5")

    perform(HoldCaller(call_id, "support", 1, ENTERED_AT_MS, "default"))
    ring(hands, call_id)
    incoming = await agent.rings()
    assert incoming.caller_number == "+15551234567"
    await incoming.answer()
    await hands.inbox.until(DialAnswered)
    call.send_tone(600)
    await incoming.hears({600})
    await incoming.hang_up()
    finished = await hands.inbox.until(DialFinished)
    assert finished == DialFinished(call_id, ("anna",), DialStatus.ANSWER, None, True, answered_at="1001")

    perform(PlayPrompts(call_id, ("beep",)))
    perform(ReleaseCall(call_id, Verdict.HANG_UP))
    assert (await call.ended()).status == 200
    await hands.inbox.tells(ChannelHungUp(arrived.channel_id))
    recording = hands.place.settings.asterisk.recordings_dir / f"2026/11/23/{call_id}.caller.sln"
    async with asyncio.timeout(PATIENCE_S):
        while not (await asyncio.to_thread(recording.stat)).st_size:  # written a moment after the hang-up
            pass
    assert len(hands.sessions) == 0


@pytest.mark.parametrize(
    ("prompts", "keys", "digits"),
    [
        (("beep",), "", ""),
        (("demo-congrats",), "#", "#"),
        (("no-such-file", "beep"), "7", "7"),
        (("beep", "no-such-file"), "7", "7"),
        (("demo-congrats", "beep"), "123", "123"),
    ],
)
async def test_keys(hands: Hands, caller: Phone, prompts: tuple[str, ...], keys: str, digits: str) -> None:
    arrived, call = await arrive(hands, caller)
    await call.answered()
    hands.sessions.perform(CollectDigits(arrived.call_id, prompts, max(1, len(keys)), timeout_s=1))
    if keys:
        await call.hears_sound()
        await call.press(keys)
    assert await hands.inbox.until(DigitsEntered) == DigitsEntered(arrived.call_id, digits)


async def test_music_goes_on_while_the_agent_is_rung(hands: Hands, caller: Phone, agent: Phone) -> None:
    arrived, call = await wait_in_line(hands, caller)
    ring(hands, arrived.call_id, timeout_s=2)
    await agent.rings()
    for _ in range(3):
        await call.hears_sound()
        assert not all(level > -30 for level in call.heard(0.3, RINGING_TONE).values())
    finished = await hands.inbox.until(DialFinished)
    assert finished == DialFinished(
        arrived.call_id, ("anna",), DialStatus.NOANSWER, None, caller_present=True
    )


async def test_an_agent_who_refuses_and_one_who_is_not_there(
    hands: Hands, caller: Phone, agent: Phone
) -> None:
    arrived, _ = await wait_in_line(hands, caller)
    ring(hands, arrived.call_id)
    await (await agent.rings()).reject(486)
    assert (await hands.inbox.until(DialFinished)).status is DialStatus.BUSY
    hands.sessions.perform(RingAgent(arrived.call_id, (RungPhone("ben", "1002"),), 10, ""))
    assert (await hands.inbox.until(DialFinished)).status is DialStatus.CHANUNAVAIL


async def test_a_caller_who_hangs_up_in_line(hands: Hands, caller: Phone) -> None:
    arrived, call = await wait_in_line(hands, caller)
    await call.hang_up()
    assert await hands.inbox.until(SessionEnded) == SessionEnded(arrived.call_id, True, arrived.channel_id)
    await hands.inbox.tells(ChannelHungUp(arrived.channel_id))


async def test_a_caller_who_hangs_up_while_it_rings(hands: Hands, caller: Phone, agent: Phone) -> None:
    arrived, call = await wait_in_line(hands, caller)
    ring(hands, arrived.call_id)
    await agent.rings()
    await call.hang_up()
    finished = await hands.inbox.until(DialFinished)
    assert (finished.status, finished.caller_present) == (DialStatus.CANCEL, False)
    assert await hands.inbox.until(SessionEnded) == SessionEnded(arrived.call_id, True, arrived.channel_id)


async def test_a_caller_who_hangs_up_in_talk(hands: Hands, caller: Phone, agent: Phone) -> None:
    arrived, call, _ = await talk(hands, caller, agent)
    await call.hang_up()
    finished = await hands.inbox.until(DialFinished)
    assert (finished.status, finished.caller_present) == (DialStatus.ANSWER, False)
    assert await hands.inbox.until(SessionEnded) == SessionEnded(arrived.call_id, True, arrived.channel_id)


async def test_a_blind_transfer(hands: Hands, caller: Phone, agent: Phone, place: Place) -> None:
    arrived, call, incoming = await talk(hands, caller, agent)
    async with place.phone("1002") as other:
        await other.register()
        other.auto_answer = True
        other.tone_hz = 1400
        transfer = asyncio.create_task(incoming.transfer_blind("1002"))
        transferred = await hands.inbox.until(ChannelTransferred)
        assert transferred == ChannelTransferred(arrived.channel_id, "blind", "1002", by="1001")
        assert not (await hands.inbox.until(DialFinished)).caller_present
        assert await hands.inbox.until(SessionEnded) == SessionEnded(
            arrived.call_id, True, arrived.channel_id
        )
        back = await hands.inbox.until(CallArrived)
        assert (back.call_id, back.channel_id) == (arrived.call_id, arrived.channel_id)
        assert (back.did, back.phone, back.dialled) == (DID, "", "1002")
        hands.sessions.perform(Connect(back.call_id, (PhoneLeg("1002"),), timeout_s=5))
        await transfer
        await call.hears({1400})


async def test_an_attended_transfer(hands: Hands, caller: Phone, agent: Phone, place: Place) -> None:
    arrived, call, incoming = await talk(hands, caller, agent)
    async with place.phone("1002") as other:
        await other.register()
        other.auto_answer = True
        other.tone_hz = 1400
        await incoming.hold()
        consultation = await agent.call("1002")
        asked = await hands.inbox.until(CallArrived)
        assert (asked.phone, asked.dialled) == ("1001", "1002")
        hands.sessions.perform(Connect(asked.call_id, (PhoneLeg("1002"),), timeout_s=5, feature_codes=True))
        await consultation.hears({1400})
        await incoming.transfer_attended(consultation)
        transferred = await hands.inbox.until(ChannelTransferred)
        assert transferred == ChannelTransferred(arrived.channel_id, "attended", "1002", by="1001")
        await call.hears({1400})
    # `EXEC Dial` lasts as long as the talk with whom the agent chose.
    assert (await hands.inbox.until(DialFinished)).caller_present


async def test_who_loses_us_in_line_comes_back_with_his_place(
    hands: Hands, caller: Phone, place: Place
) -> None:
    arrived, call = await wait_in_line(hands, caller)
    await hands.close()
    again = Hands(place)
    await again.open()
    back = await again.inbox.until(CallArrived)
    assert (back.call_id, back.channel_id) == (arrived.call_id, arrived.channel_id)
    assert back.carried == Carried("support", 1, ENTERED_AT_MS)
    await call.hears_sound()
    await call.hang_up()
    assert await again.inbox.until(SessionEnded) == SessionEnded(arrived.call_id, True, arrived.channel_id)
    await again.close()


async def test_the_safety_net_takes_whom_we_send_there(hands: Hands, caller: Phone) -> None:
    arrived, call = await wait_in_line(hands, caller)
    hands.sessions.perform(ReleaseCall(arrived.call_id, Verdict.QUEUE))
    while "support has 1 calls" not in await hands.place.asterisk.console("queue show support"):
        assert call.is_up
    await call.hang_up()


NASTY = 'a"b\\c ${CCD_CALL_ID} $[1+1] ${SHELL(id)},é,李;(x)|&{}'


async def test_a_hostile_name_is_text(hands: Hands, caller: Phone) -> None:
    arrived, call = await arrive(hands, caller, from_name=NASTY)
    assert arrived.caller_name == NASTY
    await call.answered()


async def test_a_name_cannot_bring_a_line_of_its_own(hands: Hands, caller: Phone, place: Place) -> None:
    folded = '"Eve\r\n agi_arg_2: stolen\r\n\tagi_arg_3: support" <sip:+15551234567@127.0.0.1>'
    await caller.call(DID, from_header_raw=folded)
    honest, _ = await arrive(hands, caller)
    assert honest.call_id.startswith("call-")
    assert honest.carried is None


@pytest.mark.parametrize(
    "text", [NASTY, "", " ", '"', "\\", "a\\", '\\"', "${X", "\t", "%20", "'", "x" * 1000]
)
async def test_asterisk_reads_what_we_wrote_and_evaluates_nothing(
    place: Place, caller: Phone, text: str
) -> None:
    """Through our own encoder and parser, and Asterisk's."""
    seen: asyncio.Queue[str] = asyncio.Queue()

    async def echo(environment: object, line: Line) -> None:
        await line.ask(("SET", "VARIABLE", "CCD_ECHO", text))
        seen.put_nowait((await line.ask(("GET", "VARIABLE", "CCD_ECHO"))).value)
        await line.ask(("SET", "VARIABLE", "CCD_VERDICT", "hangup"))

    server = AgiServer(place.settings.agi, echo)
    await server.start()
    call = await caller.call(DID)
    await call.ended()
    await server.close(timeout_s=2)
    assert seen.get_nowait() == text


@pytest.mark.parametrize(
    "knock", [b"", b"GET / HTTP/1.1\r\n\r\n", b"\x00" * 1000, b"agi_x: y\n" * 20_000, b"\n\n"]
)
async def test_a_stranger_at_the_port_disturbs_nobody(hands: Hands, caller: Phone, knock: bytes) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", hands.server.port)
    writer.write(knock)
    arrived, call = await wait_in_line(hands, caller)
    hands.sessions.perform(ReleaseCall(arrived.call_id, Verdict.HANG_UP))
    await call.ended()
    writer.transport.abort()
