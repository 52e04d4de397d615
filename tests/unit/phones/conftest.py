"""Two phones that know each other, and the proof that nothing is left of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.phones import Call, Phone
from tests.phones.media import Stream
from tests.unit.phones.relay import Relay

# Retransmissions after 50, 150, 350 ms: quick, yet ten times what this loopback ever needs.
QUICK_T1_S = 0.05


@pytest.fixture(autouse=True)
async def nothing_is_left() -> AsyncIterator[None]:
    yield
    assert not Stream.open_streams
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.fixture
async def bob() -> AsyncIterator[Phone]:
    async with Phone("bob", t1_s=QUICK_T1_S) as phone:
        yield phone


@pytest.fixture
async def relay(bob: Phone) -> AsyncIterator[Relay]:
    """Between Ann and Bob, and able to lose what they send."""
    relay = Relay(bob.address)
    await relay.open()
    yield relay
    relay.close()


@pytest.fixture
async def ann(relay: Relay) -> AsyncIterator[Phone]:
    async with Phone("ann", server=relay.address, t1_s=QUICK_T1_S) as phone:
        yield phone


@pytest.fixture
async def call(ann: Phone, bob: Phone) -> Call:
    """Ann's side of a call that is up; Bob's is `bob.calls[0]`."""
    bob.auto_answer = True
    call = await ann.call("bob")
    await call.answered()
    return call
