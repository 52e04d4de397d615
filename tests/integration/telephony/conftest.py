"""A real Asterisk, and our hands on it without a floor: each test gives the orders itself."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from ipaddress import ip_network
from itertools import count
from pathlib import Path

import pytest_asyncio

from ccd.domain.events import AsteriskFound
from ccd.domain.plan import Extension, Plan, Queue, Trunk
from ccd.settings import Settings
from ccd.telephony.agi.server import AgiServer
from ccd.telephony.agi.sessions import Sessions
from ccd.telephony.ami.link import AmiLink
from ccd.telephony.config.install import write
from ccd.telephony.config.render import render
from tests.inbox import Inbox
from tests.office.asterisk import Asterisk
from tests.office.ports import free_ports
from tests.phones import Phone

PLAN = Plan(
    trunks=(Trunk(name="carrier", addresses=(ip_network("127.0.0.1/32"),)),),
    extensions=(Extension(number="1001"), Extension(number="1002")),
    queues=(Queue(name="support"),),
)
SECRETS = {extension.number: f"secret-{extension.number}" for extension in PLAN.extensions}
DID = "842838220000"


class NoPins:
    """Nobody has one."""

    async def is_pin(self, whose: str, pin: str) -> bool:
        return False

    async def has_pin(self, whose: str) -> bool:
        return False


class Place:
    """Asterisk and the settings that fit it."""

    def __init__(self, folder: Path) -> None:
        ports = free_ports()
        self.settings = Settings.model_validate(
            {
                "ami": {"port": ports.ami, "secret": "ami-secret", "retry_most_s": 0.5},
                "agi": {"port": ports.agi, "token": "agi-token"},
                "asterisk": {
                    "generated_dir": folder / "asterisk",
                    "recordings_dir": folder / "recordings",
                    "sip_host": "127.0.0.1",
                    "sip_port": ports.sip,
                    "rtp_first": ports.rtp_first,
                    "rtp_last": ports.rtp_last,
                },
            }
        )
        (folder / "sounds").mkdir()
        write(self.settings.asterisk.generated_dir, render(PLAN, SECRETS, self.settings))
        self.asterisk = Asterisk(folder, f"ccd-test-{folder.name}")

    def phone(self, username: str) -> Phone:
        server = ("127.0.0.1", self.settings.asterisk.sip_port)
        return Phone(username, SECRETS.get(username), server=server)


class Hands:
    """Everything of ours that touches Asterisk, and what it posted."""

    _numbers = count(1)

    def __init__(self, place: Place) -> None:
        self.place = place
        self.inbox = Inbox()
        self.sessions = Sessions(
            self.inbox.post,
            lambda: f"call-{next(self._numbers)}",
            place.settings.asterisk.recordings_dir,
            NoPins(),
        )
        self.server = AgiServer(place.settings.agi, self.sessions.serve)
        self.link = AmiLink(place.settings.ami, self.inbox.post)

    async def open(self) -> None:
        await self.server.start()
        self.link.start()
        await self.inbox.until(AsteriskFound)

    async def close(self) -> None:
        await self.server.close(timeout_s=2)
        await self.link.close()


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def place() -> AsyncIterator[Place]:
    folder = Path(tempfile.mkdtemp(prefix="ccd-telephony-"))
    place = Place(folder)
    await place.asterisk.start()
    try:
        yield place
    finally:
        await place.asterisk.stop()
        shutil.rmtree(folder)


@pytest_asyncio.fixture(loop_scope="package")
async def hands(place: Place) -> AsyncIterator[Hands]:
    hands = Hands(place)
    await hands.open()
    yield hands
    await hands.close()


@pytest_asyncio.fixture(loop_scope="package")
async def agent(place: Place, hands: Hands) -> AsyncIterator[Phone]:
    async with place.phone("1001") as phone:
        await phone.register()
        yield phone


@pytest_asyncio.fixture(loop_scope="package")
async def caller(place: Place) -> AsyncIterator[Phone]:
    async with place.phone("+15551234567") as phone:
        yield phone
