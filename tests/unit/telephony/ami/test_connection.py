"""panoramisk's parser behind our connection."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from ccd.telephony.ami.connection import Connection, Message, RefusedError
from tests.unit.telephony.ami.asterisk import Asterisk

PING = {"Action": "Ping"}


@pytest.fixture
def told() -> asyncio.Queue[Message]:
    return asyncio.Queue()


@pytest.fixture
async def connection(asterisk: Asterisk, told: asyncio.Queue[Message]) -> AsyncIterator[Connection]:
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(
        lambda: Connection(told.put_nowait), "127.0.0.1", asterisk.port
    )
    await connection.ask(PING, timeout_s=2)
    yield connection
    connection.close()
    await connection.lost


async def test_an_answer(connection: Connection) -> None:
    assert (await connection.ask(PING, timeout_s=2))["Ping"] == "Pong"


@pytest.mark.parametrize(
    "message", ["Added interface to queue", "Interface is successfully queued", "x will follow"]
)
async def test_one_answer_is_one_answer_whatever_it_says(
    asterisk: Asterisk, connection: Connection, message: str
) -> None:
    asterisk.answers["QueueAdd"] = [f"Response: Success\r\nMessage: {message}"]
    assert (await connection.ask({"Action": "QueueAdd"}, timeout_s=2))["Message"] == message


async def test_a_list(connection: Connection) -> None:
    devices = await connection.ask_list({"Action": "DeviceStateList"}, timeout_s=2)
    assert [device["Device"] for device in devices] == ["PJSIP/1001"]


async def test_a_list_that_is_refused(asterisk: Asterisk, connection: Connection) -> None:
    asterisk.answers["Status"] = ["Response: Error\r\nMessage: Permission denied"]
    with pytest.raises(RefusedError, match="refuses Status: Permission denied"):
        await connection.ask_list({"Action": "Status"}, timeout_s=2)


async def test_events_between_answers_are_told_in_order(
    asterisk: Asterisk, connection: Connection, told: asyncio.Queue[Message]
) -> None:
    asterisk.on_action = lambda name: asterisk.tell(*(f"Event: Hangup\r\nUniqueid: {n}" for n in range(50)))
    await connection.ask(PING, timeout_s=2)
    assert [told.get_nowait()["Uniqueid"] for _ in range(50)] == [str(n) for n in range(50)]


async def test_a_character_may_come_in_pieces(
    asterisk: Asterisk, connection: Connection, told: asyncio.Queue[Message]
) -> None:
    data = "Event: Hangup\r\nCallerIDName: Zoé 李\r\n\r\n".encode()
    for byte in data:
        connection.data_received(bytes([byte]))
    assert (await told.get())["CallerIDName"] == "Zoé 李"


async def test_no_answer_in_time(connection: Connection) -> None:
    with pytest.raises(TimeoutError, match=r"no answer to Silence in 0\.01 s"):
        await connection.ask({"Action": "Silence"}, timeout_s=0.01)
    # A late answer finds nobody, and the next question its own.
    assert (await connection.ask(PING, timeout_s=2))["Ping"] == "Pong"


async def test_the_connection_ends_before_the_answer(asterisk: Asterisk, connection: Connection) -> None:
    asterisk.on_action = lambda name: asterisk.close()
    with pytest.raises(ConnectionResetError):
        await connection.ask({"Action": "Silence"}, timeout_s=2)
    assert connection.lost.done()
    with pytest.raises(ConnectionResetError):
        await connection.ask(PING, timeout_s=2)


async def test_asterisk_says_that_it_shuts_down(asterisk: Asterisk, connection: Connection) -> None:
    asterisk.tell("Event: Shutdown\r\nShutdown: Cleanly")
    async with asyncio.timeout(2):
        await connection.lost


async def test_a_line_end_in_a_value_is_never_written(asterisk: Asterisk, connection: Connection) -> None:
    with pytest.raises(ValueError, match="not an AMI header"):
        await connection.ask({"Action": "QueueAdd", "MemberName": "a\r\nAction: Command"}, timeout_s=2)
    await connection.ask(PING, timeout_s=2)
    assert asterisk.asked == ["Ping", "Ping"]
