"""The door: who is let in, and what does no harm."""

import asyncio
from ipaddress import ip_network

import pytest
from structlog.testing import capture_logs

from ccd.domain.events import CallArrived
from ccd.domain.orders import PlayPrompts
from ccd.telephony.agi import server as door
from ccd.telephony.agi.server import AgiServer
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import ANY_PORT, Asterisk, calling


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "ENVIRONMENT_TIMEOUT_S", 0.05)


async def still_answers(server: AgiServer, inbox: Inbox) -> None:
    async with calling(server.port) as asterisk:
        asterisk.introduce()
        await inbox.until(CallArrived)


@pytest.mark.parametrize("token", ["", "b-token", "a-token2", "A-TOKEN", "é", "a-token/x"])
async def test_a_wrong_token_is_not_let_in(server: AgiServer, inbox: Inbox, token: str) -> None:
    async with calling(server.port) as stranger:
        stranger.introduce(token=token)
        await stranger.is_left()
    assert inbox.is_empty


async def test_without_a_token_of_ours_nobody_is_let_in(sessions: Sessions, inbox: Inbox) -> None:
    server = AgiServer(type(ANY_PORT)().model_copy(update={"port": 0}), sessions.serve)
    await server.start()
    async with calling(server.port) as stranger:
        stranger.introduce(token="")
        await stranger.is_left()
    await server.close(timeout_s=2)
    assert inbox.is_empty


async def test_another_network_is_not_let_in(sessions: Sessions, inbox: Inbox) -> None:
    elsewhere = ANY_PORT.model_copy(update={"peers": (ip_network("10.0.0.0/8"),)})
    server = AgiServer(elsewhere, sessions.serve)
    await server.start()
    async with calling(server.port) as stranger:
        await stranger.is_left()
    await server.close(timeout_s=2)
    assert inbox.is_empty


async def test_a_probe_does_nothing(server: AgiServer, inbox: Inbox) -> None:
    for _ in range(20):
        async with calling(server.port):
            pass
    await still_answers(server, inbox)


@pytest.mark.usefixtures("short_patience")
@pytest.mark.parametrize(
    "garbage",
    [
        b"\n\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00" + bytes(range(256)) + b"\n\n",
        b"agi_network_script\n\n",
        b"agi_x: " + b"x" * 300_000,
        b"agi_x: y\n" * 30_000,
    ],
)
async def test_garbage_is_shown_out(server: AgiServer, inbox: Inbox, garbage: bytes) -> None:
    async with calling(server.port) as stranger:
        stranger.say_bytes(garbage)
        await stranger.is_left()
    assert inbox.is_empty
    await still_answers(server, inbox)


@pytest.mark.usefixtures("short_patience")
@pytest.mark.parametrize("beginning", [[], ["agi_network: yes", "agi_network_script: a-token"]])
async def test_who_does_not_come_to_the_point_is_shown_out(
    server: AgiServer, inbox: Inbox, beginning: list[str]
) -> None:
    async with calling(server.port) as slow:
        slow.say(*beginning)
        await slow.is_left()
    await still_answers(server, inbox)


async def test_a_long_name_is_no_reason_to_refuse(asterisk: Asterisk, inbox: Inbox) -> None:
    asterisk.introduce(agi_calleridname="x" * 65_000)
    assert (await inbox.until(CallArrived)).caller_name == "x" * 200


async def test_no_more_connections_than_set(sessions: Sessions, inbox: Inbox) -> None:
    server = AgiServer(ANY_PORT.model_copy(update={"connections_most": 1}), sessions.serve)
    await server.start()
    async with calling(server.port) as first:
        first.introduce()
        await inbox.next()
        async with calling(server.port) as second:
            await second.is_left()
        first.say("HANGUP")
        await first.is_left()
    await still_answers(server, inbox)
    await server.close(timeout_s=2)


async def test_strangers_are_told_of_once_a_minute(
    server: AgiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def knock() -> None:
        async with calling(server.port) as stranger:
            stranger.introduce(token="wrong")
            await stranger.is_left()

    with capture_logs() as logs:
        for _ in range(5):
            await knock()
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: 1e12)
        await knock()
    assert [(line["reason"], line["more_since_last"]) for line in logs] == [
        ("wrong token", 0),
        ("wrong token", 4),
    ]


async def test_a_call_that_fails_us_is_logged_and_ends_alone() -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    server = AgiServer(ANY_PORT, fail)
    await server.start()
    with capture_logs() as logs:
        for _ in range(2):
            async with calling(server.port) as asterisk:
                asterisk.introduce()
                await asterisk.is_left()
    await server.close(timeout_s=2)
    assert [line["event"] for line in logs] == ["an AGI connection failed"] * 2


async def test_it_stops_in_stages(server: AgiServer, sessions: Sessions, inbox: Inbox) -> None:
    async with calling(server.port) as asterisk:
        asterisk.introduce()
        await inbox.next()
        port = server.port
        server.stop_accepting()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)
        sessions.perform(PlayPrompts("c1", ("beep",)))
        await asterisk.is_told("EXEC Playback beep")
        await server.close(timeout_s=2)
        await asterisk.is_left()
    # The caller is still there: he has not ended, we have.
    assert inbox.is_empty
    assert len(sessions) == 0


async def test_closing_what_never_opened() -> None:
    async def serve(*_: object) -> None: ...

    await AgiServer(ANY_PORT, serve).close(timeout_s=1)
