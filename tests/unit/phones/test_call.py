"""Two phones without a server between them: what a person at the phone can do."""

from __future__ import annotations

import asyncio

import pytest

from tests.phones import Call, CallFailed, Phone, State, TransferFailed
from tests.phones.address import parse_name_address
from tests.phones.sdp import PCMA
from tests.unit.phones.relay import Relay


@pytest.fixture
async def other_side(call: Call, bob: Phone) -> Call:
    return await bob.rings()


async def test_both_hear_each_other(call: Call, other_side: Call) -> None:
    call.send_tone(500)
    other_side.send_tone(700)
    await call.hears_only({700})
    await other_side.hears_only({500})
    call.silence()
    await other_side.hears_silence()


async def test_phones_of_alaw_that_number_their_packets_as_told() -> None:
    async with Phone("cat", codec=PCMA) as cat, Phone("dan", codec=PCMA) as dan:
        call = await cat.call(dan.uri)
        call.send_tone(500)
        call.number_packets_from(65535)
        answered = await dan.rings()
        answered.send_tone(700)
        await answered.answer()
        await asyncio.gather(call.hears_only({700}), answered.hears_only({500}))
        assert call.stream
        assert call.stream.next_sequence == call.stream.packets_sent - 1


async def test_a_phone_of_the_other_law_cannot_be_called(ann: Phone, bob: Phone) -> None:
    async with Phone("cat", codec=PCMA) as cat:
        bob.auto_answer = True
        with pytest.raises(CallFailed, match="488"):
            await (await cat.call(bob.uri)).answered()


async def test_keys_arrive_whole_and_in_order(call: Call, other_side: Call) -> None:
    call.send_tone(500)
    await asyncio.gather(call.press("123#", down_ms=40), call.press("*AA0", down_ms=40))
    await other_side.hears_keys("123#*AA0")


async def test_keys_that_do_not_exist(call: Call) -> None:
    with pytest.raises(ValueError, match="no such key"):
        await call.press("12x")


async def test_hold_stops_the_audio_and_resume_starts_it(call: Call, other_side: Call, relay: Relay) -> None:
    call.send_tone(500)
    other_side.send_tone(700)
    await other_side.hears({500})
    await call.hold()
    assert b"a=sendonly" in relay.last["INVITE"]
    assert b"a=recvonly" in relay.last["200 INVITE"]
    await other_side.hears_silence()
    await call.hears_silence()
    await call.resume()
    await other_side.hears({500})
    await call.hears({700})


async def test_a_leak_can_be_provoked(call: Call, other_side: Call) -> None:
    call.send_tone(500)
    await call.hold(keep_sending=True)
    await other_side.hears({500}, for_s=0.1)


async def test_both_may_hold_at_once(call: Call, other_side: Call) -> None:
    await asyncio.gather(call.hold(), other_side.hold())
    await asyncio.gather(call.resume(), other_side.resume())
    call.send_tone(500)
    other_side.send_tone(700)
    await call.hears({700})
    await other_side.hears({500})


async def test_who_hangs_up_is_told_to_both(call: Call, other_side: Call) -> None:
    await other_side.hang_up()
    reason = await call.ended()
    assert (reason.by_peer, reason.by_us, reason.status) == (True, False, 200)
    assert other_side.end
    assert other_side.end.by_us
    assert call.at["invite"] < call.at["answered"] <= call.at["confirmed"] < call.at["bye_received"]
    assert "BYE received" in str(call.story)
    await call.hang_up()
    await other_side.hang_up()


async def test_nothing_can_be_done_with_a_call_that_is_over(call: Call) -> None:
    await call.hang_up()
    with pytest.raises(CallFailed):
        await call.hold()
    with pytest.raises(CallFailed):
        await call.press("1")
    assert call.state is State.ENDED


async def test_a_rejected_call(ann: Phone, bob: Phone) -> None:
    call = await ann.call("bob")
    incoming = await bob.rings()
    await incoming.reject(480, "Gone fishing")
    with pytest.raises(CallFailed, match="Gone fishing") as failure:
        await call.answered()
    assert failure.value.status == 480
    reason = await call.ended()
    assert (reason.by_peer, reason.status) == (True, 480)
    with pytest.raises(CallFailed):
        await incoming.answer()


async def test_hanging_up_a_ringing_phone_declines(ann: Phone, bob: Phone) -> None:
    call = await ann.call("bob")
    await (await bob.rings()).hang_up()
    assert (await call.ended()).status == 603


async def test_waiting_in_vain_tells_the_story(ann: Phone, bob: Phone) -> None:
    call = await ann.call("bob")
    await call.ringing()
    with pytest.raises(TimeoutError, match=r"ann -> bob should be answered, is ringing(.|\n)*180 Ringing"):
        await call.answered(timeout_s=0.01)


async def test_hearing_in_vain_says_what_was_heard_instead(call: Call, other_side: Call) -> None:
    other_side.send_tone(700)
    await call.hears({700})
    with pytest.raises(AssertionError, match=r"should hear 500\+700 Hz: not within .* it heard"):
        await call.hears({500, 700}, timeout_s=0.05)
    with pytest.raises(AssertionError, match="hear 500 Hz and nothing else"):
        await call.hears_only({500}, among={700}, timeout_s=0.05)
    await other_side.hang_up()
    await call.ended()
    with pytest.raises(AssertionError, match="the call was over"):
        await call.hears({700})


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("0049123", "Ann"),
        ("*885#", 'O"Neil \\ ${EVIL}'),
        ("9" * 200, "Zoë"),
        ("anonymous", ""),
        ("", "No Number"),
    ],
)
async def test_any_caller_identity_arrives(ann: Phone, bob: Phone, number: str, name: str) -> None:
    await ann.call("bob", from_number=number, from_name=name)
    incoming = await bob.rings()
    assert (incoming.caller_number, incoming.caller_name) == (number, name)


async def test_raw_headers_go_out_as_they_are(ann: Phone, bob: Phone) -> None:
    call = await ann.call(
        "bob",
        from_header_raw='"half <sip:1@h>" <sip:"2"@h>',
        extra_headers=[("X-One", "1\r\nX-Smuggled: 2")],
    )
    incoming = await bob.rings()
    assert incoming.headers["X-Smuggled"] == "2"
    assert parse_name_address(incoming.headers["From"]).display_name == "half <sip:1@h>"
    await call.hang_up()
    with pytest.raises(ValueError, match="control characters"):
        await ann.call("bob", from_name="a\r\nb")


async def test_a_transfer_that_is_refused(call: Call) -> None:
    with pytest.raises(TransferFailed) as failure:
        await call.transfer_blind("1003")
    assert failure.value.status == 405
    assert call.is_up


async def test_unplugged_phones_neither_speak_nor_hear(call: Call, other_side: Call, bob: Phone) -> None:
    call.send_tone(500)
    other_side.send_tone(700)
    await call.hears({700})
    bob.unplug()
    await call.hears_silence()
    await call.hang_up()
    assert not other_side.is_over
    bob.plug_in()
    assert (await other_side.ended()).by_peer
