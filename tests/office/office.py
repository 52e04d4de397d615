"""The office: set up, opened, asked, closed."""

import asyncio
import json
import os
import secrets
import ssl
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from ccd.app.setup import Ports
from tests.office.asterisk import Asterisk
from tests.office.process import PROJECT, Process
from tests.phones import Phone
from tests.phones.browser import Browser
from tests.phones.sdp import PCMU
from tests.phones.waiting import PATIENCE_S

CCD = (sys.executable, "-m", "ccd")


class Office:
    """`folder` is the office's place (`ccd setup`). `api` speaks for the admin; `root` of its paths is
    `/api/v1`."""

    def __init__(self, folder: Path, ports: Ports, env: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.ports = ports
        self.env = {"CCD_FILE": str(folder / "ccd.toml"), "PYTHONUNBUFFERED": "1", **(env or {})}
        self.name = f"ccd-{secrets.token_hex(4)}"
        self.asterisk = Asterisk(folder, self.name)
        self.daemon = Process([*CCD, "run"], folder / "ccd.log", self.env)
        self.api = httpx.AsyncClient(base_url=f"http://127.0.0.1:{ports.api}/api/v1", timeout=PATIENCE_S)
        self._phones = AsyncExitStack()

    async def set_up(self, plan: Path) -> None:
        """As README says."""
        p = self.ports
        await self.ccd(
            "setup", str(self.folder), "--sip-host", p.sip_host, "--sip-port", str(p.sip),
            "--sip-tls-port", str(p.sip_tls),
            "--sip-wss-port", str(p.sip_wss), "--sip-ws-port", str(p.sip_ws),
            "--ami-port", str(p.ami), "--agi-port", str(p.agi), "--api-port", str(p.api),
            "--rtp-first", str(p.rtp_first), "--rtp-last", str(p.rtp_last),
        )  # fmt: skip
        await self.ccd("db", "upgrade")
        await self.ccd("plan", "load", str(plan))
        await self.sign_in_to_api()

    async def sign_in_to_api(self, user: str = "admin", role: str = "admin") -> str:
        """Make a user; from now on `api` speaks for him. Returns his token."""
        said = await self.ccd("user", "add", user, "--role", role)
        token = said.split()[-1]
        self.api.headers["Authorization"] = f"Bearer {token}"
        return token

    async def ccd(self, *arguments: str) -> str:
        """Run a `ccd` command. Returns what it printed; raises AssertionError when it failed."""
        code, said = await self.try_ccd(*arguments)
        assert code == 0, f"ccd {' '.join(arguments)}: {said}"
        return said

    async def try_ccd(
        self, *arguments: str, env: Mapping[str, str] | None = None, under: Sequence[str] = ()
    ) -> tuple[int, str]:
        """Run a `ccd` command with settings that differ, perhaps `under` another command. Returns its exit
        code and all that it printed."""
        process = await asyncio.create_subprocess_exec(
            *under, *CCD, *arguments, env={**os.environ, **self.env, **(env or {})}, cwd=PROJECT,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        said, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, said.decode().strip()

    async def open(self) -> None:
        """Asterisk waits for the files that the daemon writes first."""
        await self.asterisk.process.start()
        await self.daemon.start()
        await self.asterisk.ready()
        await self.ready()

    async def ready(self) -> None:
        """The daemon is up and sees Asterisk."""
        await self.daemon.says("ccd is ready")
        await self.daemon.says("Asterisk found")

    async def come_back(self) -> None:
        """The daemon starts again."""
        await self.daemon.start()
        await self.ready()

    async def close(self) -> None:
        """Raises AssertionError when the phones are gone and Asterisk still has channels."""
        try:
            await self.put_phones_away()
        finally:
            await self.api.aclose()
            await self.daemon.stop()
            await self.asterisk.stop()

    async def put_phones_away(self) -> None:
        """Hang up and unregister. Raises AssertionError when Asterisk still has channels then."""
        await self._phones.aclose()
        await self.no_channels()

    async def no_channels(self, timeout_s: float = PATIENCE_S) -> None:
        give_up = time.monotonic() + timeout_s
        while left := await self.asterisk.channels():
            assert time.monotonic() < give_up, f"channels left behind: {left}"

    async def phone(
        self, extension: str, codec: int = PCMU, *, seen: bool = True, contact_params: str = ""
    ) -> Phone:
        """The registered phone of an extension; it is put away when the office closes. It is `seen` when the
        daemon knows that it is there, which takes AMI. `contact_params` it adds to where it says it is."""
        secret = (await self.get(f"/extensions/{extension}/credentials"))["secret"]
        phone = await self._phones.enter_async_context(Phone(extension, secret, server=self.sip, codec=codec))
        phone.wire.contact_params = contact_params
        await self._register(phone, seen=seen)
        return phone

    async def browser(self, extension: str) -> Browser:
        """The same in a browser."""
        secret = (await self.get(f"/extensions/{extension}/credentials"))["secret"]
        browser = await self.page(extension, secret)
        await self._register(browser, seen=True)
        return browser

    async def page(self, extension: str, secret: str) -> Browser:
        """The softphone's page, open, and not registered yet. It trusts nobody but the holder of the office's
        certificate."""
        url = f"wss://127.0.0.1:{self.ports.sip_wss}/ws"
        trust = ssl.create_default_context(cafile=str(self.folder / "tls" / "ccd.crt"))
        page = Browser(extension, secret, url=url, server=self.sip, trust=trust)
        return await self._phones.enter_async_context(page)

    async def _register(self, phone: Phone, *, seen: bool) -> None:
        await phone.register()
        while seen and not await self.sees(phone.username):
            pass

    async def sees(self, extension: str) -> bool:
        """The daemon knows that a phone of that number is there."""
        return (await self.get(f"/extensions/{extension}/phone"))["state"] not in (None, "unreachable")

    async def trunk(self) -> Phone:
        """The carrier: calls any DID with any caller number; signs in if the plan gives it no address."""
        answer = await self.api.get("/trunks/carrier/credentials")
        secret = answer.json()["secret"] if answer.is_success else None
        return await self._phones.enter_async_context(Phone("carrier", secret, server=self.sip))

    @property
    def sip(self) -> tuple[str, int]:
        return ("127.0.0.1", self.ports.sip)

    async def fact(
        self, kind: str, *, after: int = 0, timeout_s: float = PATIENCE_S, **body: Any
    ) -> dict[str, Any]:
        """The first fact of this kind, of all with a greater `seq` than `after`, whose body has these values;
        waits for it."""
        try:
            async with asyncio.timeout(timeout_s):
                async for fact in self.facts(after):
                    if fact["kind"] == kind and body.items() <= fact["body"].items():
                        return fact
        except TimeoutError:
            raise TimeoutError(f"waited {timeout_s:g} s for the fact {kind} {body}") from None
        raise AssertionError("the feed ended")

    async def facts(self, after: int = 0) -> AsyncIterator[dict[str, Any]]:
        """All facts in order, then those to come. For ever."""
        async with self.api.stream("GET", "/events", params={"after": after}, timeout=None) as feed:
            assert feed.is_success, (await feed.aread()).decode()
            async for line in feed.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line.removeprefix("data:"))

    async def latest_call(self, **wanted: str) -> dict[str, Any]:
        """The call that began last, of those that `GET /calls` finds so; with its facts."""
        found = (await self.get("/calls", limit=1, **wanted))["items"]
        assert found, f"no call: {wanted}"
        call: dict[str, Any] = await self.get(f"/calls/{found[0]['call_id']}")
        return call

    async def get(self, path: str, **query: Any) -> Any:
        return _taken(await self.api.get(path, params=query))

    async def post(self, path: str, body: Any = None) -> Any:
        return _taken(await self.api.post(path, json=body))

    async def put(self, path: str, body: Any) -> Any:
        return _taken(await self.api.put(path, json=body))

    async def patch(self, path: str, body: Any) -> Any:
        return _taken(await self.api.patch(path, json=body))

    async def sign_in(self, *agents: str) -> None:
        for agent in agents:
            await self.post(f"/agents/{agent}/sign-in")


def _taken(response: httpx.Response) -> Any:
    assert response.is_success, f"{response.request.method} {response.request.url}: {response.text}"
    return response.json() if response.content else None


@asynccontextmanager
async def opened(office: Office, plan: Path) -> AsyncIterator[Office]:
    """Set up and open; closed at the end, whatever happened."""
    await office.set_up(plan)
    try:
        await office.open()
        yield office
    finally:
        await office.close()
