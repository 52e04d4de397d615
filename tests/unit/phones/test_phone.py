from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.phones import CallFailed, Phone, RegistrationFailed
from tests.phones.digest import Challenge, authorization
from tests.phones.message import Request, response_to
from tests.phones.transaction import Received, Wire

CHALLENGE = 'Digest realm="floor", nonce="{nonce}", algorithm=MD5, qop="auth"{stale}'


class Registrar:
    """Challenges everything, accepts the secret `right`, and calls its first nonce stale if asked to."""

    def __init__(self) -> None:
        self.wire = Wire(self._on_request, self._on_request)
        self.accepted: list[Request] = []
        self.stale_once = False

    def _on_request(self, request: Request, received: Received) -> None:
        shown = request.headers.get("Authorization", "")
        nonce = "second" if 'nonce="second"' in shown or (shown and self.stale_once) else "first"
        cnonce = shown.partition('cnonce="')[2].partition('"')[0]
        challenge = Challenge("floor", nonce, qop="auth")
        right = authorization(challenge, request.method, request.uri, "1001", "right", cnonce=cnonce)
        if shown == right and not (self.stale_once and nonce == "first"):
            self.accepted.append(request)
            received.respond(response_to(request, 200, to_tag="r"))
            return
        stale = ", stale=true" if shown and self.stale_once and nonce == "second" else ""
        value = CHALLENGE.format(nonce=nonce, stale=stale)
        received.respond(response_to(request, 401, to_tag="r", headers=[("WWW-Authenticate", value)]))


@pytest.fixture
async def registrar() -> AsyncIterator[Registrar]:
    registrar = Registrar()
    await registrar.wire.open("127.0.0.1", 0)
    yield registrar
    await registrar.wire.close()


async def test_registers_by_answering_the_challenge(registrar: Registrar) -> None:
    async with Phone("1001", "right", server=registrar.wire.local) as phone:
        await phone.register(expires_s=60)
        assert phone.is_registered
    registered, unregistered = registrar.accepted
    assert registered.headers["Expires"] == "60"
    assert registered.headers["Contact"] == f"<{phone.uri}>"
    assert unregistered.headers["Expires"] == "0"
    assert unregistered.cseq[0] > registered.cseq[0]
    assert unregistered.call_id == registered.call_id


async def test_a_stale_nonce_is_no_refusal(registrar: Registrar) -> None:
    registrar.stale_once = True
    async with Phone("1001", "right", server=registrar.wire.local) as phone:
        await phone.register()


async def test_a_wrong_secret_is_refused_after_one_try(registrar: Registrar) -> None:
    async with Phone("1001", "wrong", server=registrar.wire.local) as phone:
        with pytest.raises(RegistrationFailed) as failure:
            await phone.register()
        assert failure.value.status == 401
        assert not phone.is_registered


async def test_without_a_secret_no_challenge_is_answered(registrar: Registrar) -> None:
    async with Phone("1001", server=registrar.wire.local) as phone:
        call = await phone.call("1002")
        with pytest.raises(CallFailed) as failure:
            await call.answered()
    assert failure.value.status == 401


async def test_no_registrar_is_a_timeout(bob: Phone) -> None:
    bob.unplug()
    with pytest.raises(TimeoutError, match="no answer to REGISTER"):
        await bob.register(timeout_s=0.05)


async def test_calls_a_peer_directly_by_its_uri(ann: Phone, bob: Phone) -> None:
    bob.auto_answer = True
    call = await ann.call(bob.uri)
    await call.answered()
    await call.hang_up()


async def test_answers_later_when_asked_to(ann: Phone, bob: Phone) -> None:
    bob.auto_answer = 0.05
    call = await ann.call("bob")
    await call.answered()
    incoming = await bob.rings()
    assert incoming.at["answered"] - incoming.at["invite"] >= 0.05


async def test_a_call_cancelled_before_the_automatic_answer(ann: Phone, bob: Phone) -> None:
    bob.auto_answer = 60.0
    call = await ann.call("bob")
    incoming = await bob.rings()
    await call.hang_up()
    assert (await incoming.ended()).status == 487


async def test_rejects_by_itself_when_asked_to(ann: Phone, bob: Phone) -> None:
    bob.auto_reject = 486
    call = await ann.call("bob")
    assert (await call.ended()).status == 486


async def test_plays_its_own_tone(ann: Phone, bob: Phone) -> None:
    ann.tone_hz, bob.tone_hz, bob.auto_answer = 500, 700, True
    call = await ann.call("bob")
    incoming = await bob.rings()
    await asyncio.gather(call.hears_only({700}), incoming.hears_only({500}))


async def test_calls_ring_in_their_order_and_missed_ones_on_demand(ann: Phone, bob: Phone) -> None:
    first = await ann.call("bob", from_number="1")
    await first.ringing()
    await first.hang_up()
    await (await ann.call("bob", from_number="2")).ringing()
    await (await ann.call("bob", from_number="3")).ringing()
    assert (await bob.rings(missed_too=True)).caller_number == "1"
    assert (await bob.rings()).caller_number == "2"
    assert (await bob.rings()).caller_number == "3"
    with pytest.raises(TimeoutError, match=r"bob at .* should ring"):
        await bob.rings(timeout_s=0.01)


async def test_a_missed_call_is_skipped(ann: Phone, bob: Phone) -> None:
    missed = await ann.call("bob", from_number="1")
    await missed.ringing()
    await missed.hang_up()
    await ann.call("bob", from_number="2")
    assert (await bob.rings()).caller_number == "2"


async def test_leaving_hangs_everything_up(bob: Phone) -> None:
    bob.auto_answer = True
    async with Phone("carl", server=bob.address) as carl:
        talking = await carl.call("bob")
        await talking.answered()
        bob.auto_answer = False
        ringing = await carl.call("bob")
        await ringing.ringing()
    assert talking.is_over
    assert ringing.is_over
    for call in bob.calls:
        await call.ended()


async def test_an_ack_or_bye_for_no_call_harms_nobody(ann: Phone, bob: Phone) -> None:
    call = await ann.call("bob")
    incoming = await bob.rings()
    await incoming.answer()
    await call.answered()
    lost = call.leg.dialog
    bob.open_calls.forget(incoming)
    response = await ann.account.ask(lost, "BYE")
    assert response.status == 481
    await incoming.hang_up()
    await call.hang_up()


async def test_many_calls_leave_little_memory(ann: Phone, bob: Phone) -> None:
    bob.auto_reject = 486
    for _ in range(150):
        await (await ann.call("bob")).ended()
    assert len(ann.calls) == len(bob.calls) == 100
    assert len(ann.open_calls) <= 100
