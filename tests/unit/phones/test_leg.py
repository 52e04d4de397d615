"""What a phone answers when its peer asks for something within the call."""

from __future__ import annotations

import pytest

from tests.phones import Call, Phone
from tests.phones.sdp import Direction, build
from tests.unit.phones.relay import Relay


@pytest.mark.parametrize(
    ("offered", "answered"),
    [("sendrecv", "sendrecv"), ("sendonly", "recvonly"), ("recvonly", "sendonly"), ("inactive", "inactive")],
)
async def test_the_answer_to_a_reinvite_mirrors_the_offer(
    call: Call, relay: Relay, offered: Direction, answered: Direction
) -> None:
    response = await call.leg.ask("INVITE", body=call.leg.describe(offered))
    assert response.status == 200
    assert f"a={answered}\r\n".encode() in response.body


async def test_who_holds_does_not_start_to_listen_because_the_other_side_asks(call: Call, bob: Phone) -> None:
    other_side = await bob.rings()
    await call.hold()
    response = await other_side.leg.ask("INVITE", body=other_side.leg.describe("sendrecv"))
    assert b"a=sendonly\r\n" in response.body
    response = await other_side.leg.ask("INVITE", body=other_side.leg.describe("sendonly"))
    assert b"a=inactive\r\n" in response.body


async def test_a_reinvite_without_an_offer_gets_one(call: Call, bob: Phone) -> None:
    response = await call.leg.ask("INVITE")
    assert response.status == 200
    assert b"m=audio" in response.body


async def test_a_codec_we_do_not_speak_is_refused_and_the_call_goes_on(call: Call, bob: Phone) -> None:
    offer = build("127.0.0.1", 4000, session=1, version=9, direction="sendrecv").replace(b"AVP 0 ", b"AVP 8 ")
    assert (await call.leg.ask("INVITE", body=offer)).status == 488
    assert (await bob.rings()).is_up


@pytest.mark.parametrize("method", ["OPTIONS", "NOTIFY", "INFO", "UPDATE", "MESSAGE"])
async def test_harmless_requests_are_answered_with_200(call: Call, bob: Phone, method: str) -> None:
    assert (await call.leg.ask(method)).status == 200
    assert (await bob.rings()).leg.requests[-1].method == method


async def test_an_update_may_carry_an_offer(call: Call) -> None:
    response = await call.leg.ask("UPDATE", body=call.leg.describe("sendonly"))
    assert b"a=recvonly" in response.body


async def test_unknown_requests_are_refused(call: Call) -> None:
    assert (await call.leg.ask("PUBLISH")).status == 405


async def test_the_latest_headers_tell_who_the_peer_is_now(call: Call, bob: Phone) -> None:
    other_side = await bob.rings()
    await call.leg.ask("UPDATE", (("P-Asserted-Identity", '"New" <sip:77@h>'),))
    assert other_side.latest_headers["P-Asserted-Identity"] == '"New" <sip:77@h>'
    assert "P-Asserted-Identity" not in other_side.headers
