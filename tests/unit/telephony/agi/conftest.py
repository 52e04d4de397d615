from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ccd.telephony.agi.server import AgiServer
from ccd.telephony.agi.sessions import Sessions
from tests.inbox import Inbox
from tests.unit.telephony.agi.asterisk import ANY_PORT, Asterisk, calling


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def stopped() -> list[str]:
    """Channels on which what plays was to be cut short."""
    return []


@pytest.fixture
def sessions(inbox: Inbox, stopped: list[str]) -> Sessions:
    ids = (f"c{number}" for number in range(1, 1000))
    return Sessions(inbox.post, lambda: next(ids), Path("/recordings"), KnownPins(), stopped.append)


class KnownPins:
    """The agent `an` and the box `desk` have one, and it is the same."""

    async def is_pin(self, whose: str, pin: str) -> bool:
        return await self.has_pin(whose) and pin == "4711"

    async def has_pin(self, whose: str) -> bool:
        return whose in ("an", "box:desk")


@pytest.fixture
async def server(sessions: Sessions) -> AsyncIterator[AgiServer]:
    server = AgiServer(ANY_PORT, sessions.serve)
    await server.start()
    yield server
    await server.close(timeout_s=2)


@pytest.fixture
async def asterisk(server: AgiServer) -> AsyncIterator[Asterisk]:
    async with calling(server.port) as asterisk:
        yield asterisk


@pytest.fixture
async def call(asterisk: Asterisk, inbox: Inbox) -> Asterisk:
    """c1 is in our hands."""
    asterisk.introduce()
    await inbox.next()
    return asterisk
