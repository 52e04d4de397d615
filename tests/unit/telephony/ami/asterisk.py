"""Asterisk's AMI port, played by a test."""

import asyncio
from collections.abc import Callable

from pydantic import SecretStr

from ccd.settings import Ami

SECRET = "a-secret"
Answers = dict[str, list[str]]

ALL_IS_QUIET: Answers = {
    "Ping": ["Response: Success\r\nPing: Pong"],
    "Status": [
        "Response: Success\r\nEventList: start\r\nMessage: Channel status will follow",
        "Event: StatusComplete\r\nEventList: Complete\r\nListItems: 0",
    ],
    "DeviceStateList": [
        "Response: Success\r\nEventList: start\r\nMessage: Device State Changes will follow",
        "Event: DeviceStateChange\r\nDevice: PJSIP/1001\r\nState: NOT_INUSE",
        "Event: DeviceStateListComplete\r\nEventList: Complete\r\nListItems: 1",
    ],
    "ParkedCalls": [
        "Response: Success\r\nEventList: start\r\nMessage: Parked calls will follow",
        "Event: ParkedCallsComplete\r\nEventList: Complete\r\nTotal: 0",
    ],
}


class Asterisk:
    """Answers each action from `answers`, and is silent on others. `on_action` is called before it does."""

    def __init__(self) -> None:
        self.answers: Answers = dict(ALL_IS_QUIET)
        self.actions: list[dict[str, str]] = []
        self.on_action: Callable[[str], None] = lambda name: None
        self.boots = True
        self.port = 0
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._arrived = asyncio.Event()

    @property
    def settings(self) -> Ami:
        return Ami(port=self.port, secret=SecretStr(SECRET), action_timeout_s=0.5, retry_most_s=0.2)

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Nobody listens any more, and everyone is cut off."""
        if self._server is not None:
            self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    def tell(self, *messages: str) -> None:
        for message in messages:
            self.tell_bytes(f"{message}\r\n\r\n".encode())

    def tell_bytes(self, data: bytes) -> None:
        for writer in self._writers:
            writer.write(data)

    async def is_asked(self, name: str, times: int = 1) -> None:
        """Waits until that many actions of that name have come in all."""
        async with asyncio.timeout(5):
            while self.asked.count(name) < times:
                self._arrived.clear()
                await self._arrived.wait()

    @property
    def asked(self) -> list[str]:
        return [action["Action"] for action in self.actions]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        writer.write(b"Asterisk Call Manager/11.0.0\r\n")
        try:
            while True:
                text = (await reader.readuntil(b"\r\n\r\n")).decode()
                self._answer(dict(line.split(": ", 1) for line in text.strip().split("\r\n")))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    def _answer(self, action: dict[str, str]) -> None:
        self.actions.append(action)
        self._arrived.set()
        name = action["Action"]
        self.on_action(name)
        if name == "Login":
            self._log_in(action)
        for answer in self.answers.get(name, []):
            self.tell(f"{answer}\r\nActionID: {action['ActionID']}")

    def _log_in(self, action: dict[str, str]) -> None:
        if action["Secret"] == SECRET:
            self.tell(f"Response: Success\r\nActionID: {action['ActionID']}")
            if self.boots:
                self.tell("Event: FullyBooted\r\nStatus: Fully Booted")
        else:
            self.tell(f"Response: Error\r\nActionID: {action['ActionID']}\r\nMessage: Authentication failed")
