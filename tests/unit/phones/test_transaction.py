"""Phones over a wire that loses datagrams: every loss is made up for, and nobody notices."""

from __future__ import annotations

import asyncio

import pytest

from tests.phones import Call, CallFailed, Phone
from tests.unit.phones.relay import Relay


async def ringing_call(ann: Phone, bob: Phone) -> tuple[Call, Call]:
    return await ann.call("bob"), await bob.rings()


async def established_call(ann: Phone, bob: Phone) -> tuple[Call, Call]:
    call, incoming = await ringing_call(ann, bob)
    await incoming.answer()
    await call.answered()
    return call, incoming


async def test_a_lost_invite_is_repeated_and_rings_once(ann: Phone, bob: Phone, relay: Relay) -> None:
    relay.lose("INVITE", times=2)
    call, incoming = await ringing_call(ann, bob)
    await call.ringing()
    assert relay.seen.count("INVITE") >= 3
    await incoming.answer()
    await call.answered()
    assert len(bob.calls) == 1


async def test_a_repeated_invite_is_answered_as_before(ann: Phone, bob: Phone, relay: Relay) -> None:
    relay.lose("180 INVITE", times=2)
    call, _ = await ringing_call(ann, bob)
    await call.ringing()
    assert relay.seen.count("180 INVITE") >= 3
    assert len(bob.calls) == 1


async def test_a_lost_200_is_repeated(ann: Phone, bob: Phone, relay: Relay) -> None:
    relay.lose("200 INVITE", times=2)
    call, incoming = await established_call(ann, bob)
    assert relay.seen.count("200 INVITE") >= 3
    assert call.is_up
    assert incoming.is_up


async def test_a_lost_ack_is_sent_again_for_every_200(ann: Phone, bob: Phone, relay: Relay) -> None:
    relay.lose("ACK", times=2)
    _, incoming = await established_call(ann, bob)
    assert relay.seen.count("200 INVITE") >= relay.seen.count("ACK") >= 3
    assert "confirmed" in incoming.at


async def test_no_ack_at_all_ends_the_call(ann: Phone, bob: Phone, relay: Relay) -> None:
    relay.lose("ACK", times=1000)
    call, incoming = await ringing_call(ann, bob)
    with pytest.raises(CallFailed, match="no ACK"):
        await incoming.answer()
    assert (await call.ended()).by_peer


async def test_a_lost_refusal_is_repeated_until_its_ack(ann: Phone, bob: Phone, relay: Relay) -> None:
    relay.lose("486 INVITE")
    relay.lose("ACK")
    call, incoming = await ringing_call(ann, bob)
    await incoming.reject(486)
    with pytest.raises(CallFailed) as failure:
        await call.answered()
    assert failure.value.status == 486
    await relay.has_seen("486 INVITE", times=3)
    await relay.has_seen("ACK", times=2)


@pytest.mark.parametrize("lost", ["BYE", "200 BYE"])
async def test_a_lost_goodbye_is_repeated(ann: Phone, bob: Phone, relay: Relay, lost: str) -> None:
    call, incoming = await established_call(ann, bob)
    relay.lose(lost, times=2)
    await call.hang_up()
    assert (await incoming.ended()).by_peer
    await ann.wire.settled()
    assert relay.seen.count("BYE") >= 3
    assert incoming.at["bye_received"] >= call.at["bye_sent"]


@pytest.mark.parametrize("lost", ["CANCEL", "200 CANCEL", "487 INVITE"])
async def test_a_lost_cancel_is_repeated(ann: Phone, bob: Phone, relay: Relay, lost: str) -> None:
    call, incoming = await ringing_call(ann, bob)
    await call.ringing()
    relay.lose(lost)
    await call.hang_up()
    reason = await incoming.ended()
    assert (reason.by_peer, reason.status) == (True, 487)
    assert call.end
    assert (call.end.by_us, call.end.status) == (True, 487)
    await ann.wire.settled()
    assert relay.seen.count(lost) >= 2


async def test_cancel_waits_for_a_sign_that_the_invite_arrived(bob: Phone, relay: Relay) -> None:
    relay.lose("INVITE")
    async with Phone("patient", server=relay.address) as patient:
        await (await patient.call("bob")).hang_up()
    assert (await bob.rings(missed_too=True)).end
    assert relay.seen.index("CANCEL") > relay.seen.index("180 INVITE")


async def test_an_answer_that_crosses_the_cancel_is_hung_up(ann: Phone, bob: Phone, relay: Relay) -> None:
    call, incoming = await ringing_call(ann, bob)
    await call.ringing()
    relay.lose("CANCEL")
    async with asyncio.TaskGroup() as both:
        both.create_task(call.hang_up())
        both.create_task(incoming.answer())
    assert (await incoming.ended()).status == 200
    assert call.is_over


async def test_a_late_sign_of_life_is_cancelled(ann: Phone, bob: Phone, relay: Relay) -> None:
    relay.lose("180 INVITE", times=1000)
    call = await ann.call("bob")
    incoming = await bob.rings()
    await call.hang_up()
    assert call.end
    assert call.end.status == 487
    relay.deliver_to_caller(relay.last["180 INVITE"])
    assert (await incoming.ended()).status == 487


async def test_nobody_there_is_a_408(ann: Phone, relay: Relay) -> None:
    relay.lose("INVITE", times=1000)
    call = await ann.call("bob")
    with pytest.raises(CallFailed) as failure:
        await call.answered(timeout_s=60)
    assert failure.value.status == 408


async def test_late_audio_and_rubbish_on_the_sip_port_are_ignored(ann: Phone, bob: Phone) -> None:
    loop = asyncio.get_running_loop()
    heard: list[bytes] = []

    class Stranger(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
            heard.append(data)

    transport, _ = await loop.create_datagram_endpoint(Stranger, remote_addr=bob.address)
    for datagram in (b"\x80\x00" + bytes(170), b"\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n"):
        transport.sendto(datagram)
    await established_call(ann, bob)
    transport.close()
    assert heard == []
    assert [datagram for datagram, _ in bob.wire.malformed] == [b"GET / HTTP/1.0\r\n\r\n"]
