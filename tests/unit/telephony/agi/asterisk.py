"""Asterisk's side of a FastAGI connection, played by a test line by line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from pydantic import SecretStr

from ccd.settings import Agi

CHANNEL = "1795396316.0"
ANY_PORT = Agi(token=SecretStr("a-token")).model_copy(update={"port": 0})
"""Settings of a server under test."""

NEW_CALL = {
    "agi_uniqueid": CHANNEL,
    "agi_callerid": "+15551234567",
    "agi_calleridname": "Ann",
    "agi_arg_1": "842838220000",
    "agi_arg_2": "",
    "agi_arg_3": "",
    "agi_arg_4": "",
    "agi_arg_5": "",
}


class Asterisk:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    def say(self, *lines: str) -> None:
        self.say_bytes("".join(f"{line}\n" for line in lines).encode())

    def say_bytes(self, data: bytes) -> None:
        self._writer.write(data)

    def introduce(self, token: str = "a-token", **fields: str) -> None:
        environment = {"agi_network": "yes", "agi_network_script": token, **NEW_CALL, **fields}
        self.say(*(f"{name}: {value}" for name, value in environment.items()), "")

    async def is_told(self, command: str) -> None:
        async with asyncio.timeout(5):
            assert (await self._reader.readline()).decode() == command + "\n"

    async def does(self, command: str, answer: str = "200 result=0") -> None:
        await self.is_told(command)
        self.say(answer)

    async def is_left(self) -> None:
        """The other side closes and says no more. (It resets where it did not read all we said.)"""
        async with asyncio.timeout(5):
            with suppress(ConnectionResetError):
                assert await self._reader.read() == b""

    def die(self) -> None:
        self._writer.transport.abort()


@asynccontextmanager
async def calling(port: int) -> AsyncIterator[Asterisk]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Asterisk(reader, writer)
    finally:
        writer.transport.abort()
