import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from ccd.domain.events import AsteriskFound, AsteriskLost, ChannelHungUp, PhoneChanged, PhoneState
from ccd.domain.orders import Membership, MirrorMember
from ccd.telephony.ami import link as link_module
from ccd.telephony.ami.connection import Connection
from ccd.telephony.ami.link import AmiLink
from tests.inbox import Inbox
from tests.unit.telephony.ami.asterisk import Asterisk

FOUND = AsteriskFound(channels=(), phones=(PhoneChanged("1001", PhoneState.IDLE),))


@pytest.fixture
async def link(asterisk: Asterisk, inbox: Inbox) -> AsyncIterator[AmiLink]:
    link = AmiLink(asterisk.settings, inbox.post)
    yield link
    await link.close()


@pytest.fixture
async def live(link: AmiLink, inbox: Inbox) -> AmiLink:
    link.start()
    assert await inbox.next() == FOUND
    return link


async def test_first_the_snapshot_then_the_events(asterisk: Asterisk, link: AmiLink, inbox: Inbox) -> None:
    asterisk.on_action = lambda name: asterisk.tell(*["Event: Hangup\r\nUniqueid: 1.1"] * (name == "Status"))
    link.start()
    assert await inbox.next() == FOUND
    assert await inbox.next() == ChannelHungUp("1.1")
    asterisk.tell("Event: Newexten", "Event: Hangup\r\nUniqueid: 1.2")
    assert await inbox.next() == ChannelHungUp("1.2")
    assert (link.connected, link.last_error) == (True, "")


async def test_before_it_is_up_it_says_so(link: AmiLink) -> None:
    assert not link.connected
    with pytest.raises(ConnectionError, match="AMI is down: not connected yet"):
        await link.send({"Action": "Ping"})


async def test_an_action_is_answered(live: AmiLink) -> None:
    assert (await live.send({"Action": "Ping"}))["Ping"] == "Pong"


async def test_a_silent_action_times_out(live: AmiLink) -> None:
    with pytest.raises(TimeoutError, match="no answer to Silence"):
        await live.send({"Action": "Silence"})


async def test_the_link_breaks_and_comes_back(asterisk: Asterisk, live: AmiLink, inbox: Inbox) -> None:
    asterisk.close()
    assert await inbox.next() == AsteriskLost()
    assert not live.connected
    assert "connection ended" in live.last_error
    with pytest.raises(ConnectionError, match="AMI is down"):
        await live.send({"Action": "Ping"})
    await asterisk.open()
    assert await inbox.next() == FOUND
    assert live.connected


async def test_nothing_is_sent_again_after_a_break(asterisk: Asterisk, live: AmiLink, inbox: Inbox) -> None:
    unanswered = asyncio.create_task(live.send({"Action": "Originate"}))
    await asterisk.is_asked("Originate")
    asterisk.close()
    with pytest.raises(ConnectionResetError):
        await unanswered
    await asterisk.open()
    await inbox.until(AsteriskFound)
    await live.send({"Action": "Ping"})
    assert asterisk.asked.count("Originate") == 1


async def test_a_dead_link_is_noticed(
    asterisk: Asterisk, link: AmiLink, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "PING_EVERY_S", 0.01)
    link.start()
    await inbox.until(AsteriskFound)
    asterisk.answers["Ping"] = []
    assert await inbox.next() == AsteriskLost()
    assert "no answer to Ping" in link.last_error


async def test_it_is_tried_until_asterisk_is_there(
    asterisk: Asterisk, link: AmiLink, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asterisk.close()
    tries = asyncio.Semaphore(0)
    connect = link._connect

    async def counted() -> Connection:
        tries.release()
        return await connect()

    monkeypatch.setattr(link, "_connect", counted)
    with capture_logs() as logs:
        link.start()
        for _ in range(3):
            await tries.acquire()
        assert "Connection refused. Is Asterisk running" in link.last_error
        await asterisk.open()
        assert await inbox.next() == FOUND
    assert sum(line["event"] == "Asterisk is out of sight" for line in logs) == 1


async def test_a_wrong_secret_is_said_in_one_sentence(asterisk: Asterisk, inbox: Inbox) -> None:
    settings = asterisk.settings.model_copy(update={"secret": SecretStr("wrong"), "retry_most_s": 0.01})
    link = AmiLink(settings, inbox.post)
    with capture_logs() as logs:
        link.start()
        await asterisk.is_asked("Login", times=3)
        await link.close()
    assert link.last_error.startswith("AMI refused user ccd: check ami.secret")
    assert "wrong" not in link.last_error
    assert [line["error"] for line in logs] == [link.last_error]
    assert inbox.is_empty


async def test_it_waits_for_the_boot(asterisk: Asterisk, link: AmiLink, inbox: Inbox) -> None:
    asterisk.boots = False
    link.start()
    await asterisk.is_asked("Login")
    assert inbox.is_empty
    asterisk.tell("Event: FullyBooted\r\nStatus: Fully Booted")
    assert await inbox.next() == FOUND
    asterisk.tell("Event: FullyBooted\r\nStatus: Fully Booted", "Event: Hangup\r\nUniqueid: 1.1")
    assert await inbox.next() == ChannelHungUp("1.1")


async def test_it_says_what_keeps_it_from_seeing_the_boot(
    asterisk: Asterisk, link: AmiLink, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "BOOT_TIMEOUT_S", 0.05)
    asterisk.boots = False
    link.start()
    await asterisk.is_asked("Login", times=2)
    assert "read = system" in link.last_error
    assert inbox.is_empty


async def test_asterisk_dies_while_it_boots(asterisk: Asterisk, link: AmiLink, inbox: Inbox) -> None:
    asterisk.boots = False
    link.start()
    await asterisk.is_asked("Login")
    asterisk.close()
    asterisk.boots = True
    await asterisk.open()
    assert await inbox.next() == FOUND


async def test_a_snapshot_that_is_refused(asterisk: Asterisk, link: AmiLink, inbox: Inbox) -> None:
    good = asterisk.answers["DeviceStateList"]
    asterisk.answers["DeviceStateList"] = ["Response: Error\r\nMessage: Invalid/unknown command"]
    link.start()
    await asterisk.is_asked("Login", times=2)
    assert "refuses DeviceStateList" in link.last_error
    assert inbox.is_empty
    asterisk.answers["DeviceStateList"] = good
    assert await inbox.next() == FOUND


async def test_after_closing_nothing_is_posted(asterisk: Asterisk, live: AmiLink, inbox: Inbox) -> None:
    await live.close()
    asterisk.close()
    assert not live.connected
    assert inbox.is_empty


# The safety net


def mirror(membership: Membership) -> MirrorMember:
    return MirrorMember("support", "1001", "anna", membership)


async def test_orders_reach_asterisk_in_order(asterisk: Asterisk, live: AmiLink) -> None:
    for membership in (Membership.PRESENT, Membership.ABSENT, Membership.PAUSED):
        live.perform(mirror(membership))
    await live.send({"Action": "Ping"})
    asked = [name for name in asterisk.asked if name.startswith("Queue")]
    assert asked == ["QueueAdd", "QueuePause", "QueueRemove", "QueueAdd", "QueuePause"]


@pytest.mark.parametrize(
    ("refusal", "errors"),
    [
        ("Unable to add interface: Already there", []),
        ("Unable to add interface to queue: No such queue", ["the safety net refused"]),
    ],
)
async def test_refusals(asterisk: Asterisk, live: AmiLink, refusal: str, errors: list[str]) -> None:
    asterisk.answers["QueueAdd"] = [f"Response: Error\r\nMessage: {refusal}"]
    asterisk.answers["QueuePause"] = ["Response: Success\r\nMessage: Interface paused successfully"]
    with capture_logs() as logs:
        live.perform(mirror(Membership.PRESENT))
        await asterisk.is_asked("QueuePause")
        await live.send({"Action": "Ping"})
        await asyncio.sleep(0)
    assert [line["event"] for line in logs if line["log_level"] == "error"] == errors


async def test_orders_for_a_link_that_is_down_are_dropped(asterisk: Asterisk, link: AmiLink) -> None:
    link.perform(mirror(Membership.PRESENT))
    assert asterisk.actions == []


async def test_a_break_while_mirroring_is_a_warning(asterisk: Asterisk, live: AmiLink, inbox: Inbox) -> None:
    with capture_logs() as logs:
        live.perform(mirror(Membership.ABSENT))
        await asterisk.is_asked("QueueRemove")
        asterisk.close()
        await asterisk.open()
        await inbox.until(AsteriskFound)
    assert "the safety net was not told" in [line["event"] for line in logs]
