"""What AMI shows of a real Asterisk."""

import asyncio

import pytest
from pydantic import SecretStr

from ccd.domain.events import (
    AsteriskFound,
    AsteriskLost,
    CallArrived,
    DialAnswered,
    PhoneChanged,
    PhoneState,
    SeenChannel,
)
from ccd.domain.orders import AnswerCall, HoldCaller, Membership, MirrorMember, RingAgent, RungPhone
from ccd.telephony.ami.link import AmiLink
from tests.inbox import Inbox
from tests.integration.telephony.conftest import DID, Hands, Place
from tests.phones import Phone
from tests.phones.waiting import PATIENCE_S

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def snapshot(place: Place) -> AsteriskFound:
    """What a link that has just come up sees."""
    inbox = Inbox()
    link = AmiLink(place.settings.ami, inbox.post)
    link.start()
    found = await inbox.until(AsteriskFound)
    await link.close()
    return found


async def test_phones_come_and_go(hands: Hands, agent: Phone, place: Place) -> None:
    await hands.inbox.tells(PhoneChanged("1001", PhoneState.IDLE))
    assert set((await snapshot(place)).phones) == {
        PhoneChanged("1001", PhoneState.IDLE),
        PhoneChanged("1002", PhoneState.UNREACHABLE),
    }
    await agent.unregister()
    await hands.inbox.tells(PhoneChanged("1001", PhoneState.UNREACHABLE))


async def test_a_snapshot_shows_who_waits_rings_and_talks(
    hands: Hands, caller: Phone, agent: Phone, place: Place
) -> None:
    call = await caller.call(DID)
    arrived = await hands.inbox.until(CallArrived)
    id_, channel = arrived.call_id, arrived.channel_id
    hands.sessions.perform(AnswerCall(id_))
    hands.sessions.perform(HoldCaller(id_, "support", 1, 1795396411000, "default"))
    await call.hears_sound()
    assert (await snapshot(place)).channels == (SeenChannel(channel, id_, "", ()),)

    hands.sessions.perform(RingAgent(id_, (RungPhone("anna", "1001"),), 10, ""))
    incoming = await agent.rings()
    await hands.inbox.tells(PhoneChanged("1001", PhoneState.RINGING))
    found = await snapshot(place)
    assert found.channels == (SeenChannel(channel, id_, talking_to="", dialling=("1001",)),)
    assert PhoneChanged("1001", PhoneState.RINGING) in found.phones

    await incoming.answer()
    assert await hands.inbox.until(DialAnswered) == DialAnswered(channel, "1001")
    incoming.send_tone(1000)
    await call.hears({1000})
    found = await snapshot(place)
    assert found.channels == (SeenChannel(channel, id_, talking_to="1001", dialling=()),)


async def test_the_safety_net_mirrors_its_members(hands: Hands) -> None:
    async def member(membership: Membership) -> str:
        hands.link.perform(MirrorMember("support", "1002", "ben", membership))
        await hands.link.send({"Action": "Ping"})
        shown = await hands.place.asterisk.console("queue show support")
        return next((line for line in shown.splitlines() if "PJSIP/1002" in line), "")

    for _ in range(2):
        assert "ben" in await member(Membership.PRESENT)
        assert "paused" not in await member(Membership.PRESENT)
        assert "paused" in await member(Membership.PAUSED)
    for _ in range(2):
        assert await member(Membership.ABSENT) == ""


async def test_a_wrong_secret_is_explained(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = Inbox()
    link = AmiLink(place.settings.ami.model_copy(update={"secret": SecretStr("wrong")}), inbox.post)
    explained: asyncio.Queue[str] = asyncio.Queue()
    monkeypatch.setattr(link, "_explain", explained.put_nowait)
    link.start()
    async with asyncio.timeout(PATIENCE_S):
        assert "check ami.secret" in await explained.get()
    await link.close()
    assert inbox.is_empty


async def test_the_link_outlives_asterisk(hands: Hands, place: Place) -> None:
    await place.asterisk.kill()
    assert await hands.inbox.until(AsteriskLost) == AsteriskLost()
    assert not hands.link.connected
    await place.asterisk.start()
    assert {phone.extension for phone in (await hands.inbox.until(AsteriskFound, 15)).phones} == {
        "1001",
        "1002",
    }
    assert hands.link.connected
