"""REFER against a peer that accepts it and reports as it is told."""

from __future__ import annotations

import asyncio

import pytest

from tests.phones import Call, Phone, TransferFailed
from tests.phones.address import parse_name_address
from tests.phones.leg import Leg
from tests.phones.message import Request
from tests.phones.transaction import Received
from tests.phones.transfer import replaces_uri


class Switchboard:
    """Takes the place of Bob's answer to REFER: 202, then a NOTIFY for each status."""

    def __init__(self, *statuses: int) -> None:
        self.asked: list[Request] = []
        self._statuses = statuses
        self._reporting: list[asyncio.Task[None]] = []

    def watch(self, call: Call) -> None:
        leg = call.leg
        usual = leg.on_request

        def on_request(request: Request, received: Received) -> None:
            if request.method != "REFER":
                usual(request, received)
                return
            self.asked.append(request)
            leg.respond(received, 202)
            self._reporting.append(asyncio.create_task(self._report(leg)))

        leg.on_request = on_request  # type: ignore[method-assign]

    async def _report(self, leg: Leg) -> None:
        for status in self._statuses:
            headers = (("Event", "refer"), ("Content-Type", "message/sipfrag;version=2.0"))
            await leg.ask("NOTIFY", headers, f"SIP/2.0 {status} Whatever\r\n".encode())

    async def done(self) -> None:
        await asyncio.gather(*self._reporting)


async def test_blind_transfer_is_done_when_it_rings_there(call: Call, bob: Phone) -> None:
    switchboard = Switchboard(100, 180)
    switchboard.watch(await bob.rings())
    await call.transfer_blind("*885#")
    host, port = call.leg.account.server
    assert switchboard.asked[0].headers["Refer-To"] == f"<sip:*885%23@{host}:{port}>"
    assert call.end
    assert call.end.by_us
    assert (await bob.calls[0].ended()).by_peer
    await switchboard.done()


async def test_a_target_that_cannot_be_reached(call: Call, bob: Phone) -> None:
    switchboard = Switchboard(100, 404)
    switchboard.watch(await bob.rings())
    with pytest.raises(TransferFailed) as failure:
        await call.transfer_blind("1777")
    assert failure.value.status == 404
    assert call.is_up
    await switchboard.done()


async def test_attended_transfer_names_the_second_call(call: Call, ann: Phone, bob: Phone) -> None:
    first = await bob.rings()
    second = await ann.call("bob")
    await second.answered()
    switchboard = Switchboard(100, 200)
    switchboard.watch(first)
    transfer = asyncio.create_task(call.transfer_attended(second))
    await call.ended()
    await (await bob.rings()).hang_up()
    await transfer
    assert second.end
    assert second.end.by_peer
    dialog = second.leg.dialog
    target = parse_name_address(switchboard.asked[0].headers["Refer-To"]).uri
    assert target == replaces_uri(second.leg)
    assert target.endswith(
        f"?Replaces={dialog.call_id}%3Bto-tag%3D{dialog.remote_tag}%3Bfrom-tag%3D{dialog.local_tag}"
    )
    await switchboard.done()


async def test_silence_about_the_transfer_is_a_timeout(call: Call, bob: Phone) -> None:
    switchboard = Switchboard(100)
    switchboard.watch(await bob.rings())
    with pytest.raises(TimeoutError, match="heard nothing of the transfer"):
        await call.transfer_blind("1003", timeout_s=0.05)
    await switchboard.done()
