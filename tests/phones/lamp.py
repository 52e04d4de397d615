"""A lamp beside a key: what another extension is doing (RFC 6665, RFC 4235)."""

from __future__ import annotations

import asyncio
import re
import secrets

from .account import Account
from .address import sip_uri
from .dialog import Dialog
from .message import Request, response_to
from .story import CallFailed
from .transaction import Received, Wire
from .waiting import Watch

EXPIRES_S = 600
_STATE = re.compile(rb"<state>([a-z]+)</state>")


class Lamp:
    """`state` as the exchange told it last: "terminated" (dark), "early" (it rings), "confirmed" (in use),
    "" when nothing was told. It is not refreshed."""

    def __init__(self, account: Account, wire: Wire, contact: str, number: str) -> None:
        self.number = number
        self.state = ""
        self._account = account
        self._watch = Watch()
        local = f"<{sip_uri(account.username, account.domain)}>"
        target = sip_uri(number, *account.server)
        call_id = secrets.token_hex(12)
        remote = f"<{target}>"
        self.dialog = Dialog(
            wire, account.server, contact, call_id, local=local, remote=remote, target=target
        )

    async def switch_on(self, timeout_s: float) -> None:
        """Raises CallFailed when refused, TimeoutError when nothing is told."""
        await self._subscribe(EXPIRES_S, timeout_s)
        await self.shows(timeout_s=timeout_s)

    async def switch_off(self, timeout_s: float = 5.0) -> None:
        await self._subscribe(0, timeout_s)

    async def shows(self, *states: str, timeout_s: float = 5.0) -> None:
        """One of these now, or soon; without any: something. Raises TimeoutError."""
        await self._watch.until(
            lambda: self.state in states if states else bool(self.state),
            timeout_s,
            lambda: f"the lamp of {self.number} should show {states}, and shows {self.state!r}",
        )

    def on_notify(self, request: Request, received: Received) -> None:
        received.respond(response_to(request, 200))
        if states := _STATE.findall(request.body):
            self.state = states[-1].decode()
            self._watch.changed()

    async def _subscribe(self, expires_s: int, timeout_s: float) -> None:
        headers = [
            ("Event", "dialog"),
            ("Accept", "application/dialog-info+xml"),
            ("Expires", str(expires_s)),
            ("Contact", f"<{self.dialog.contact}>"),
        ]
        async with asyncio.timeout(timeout_s):
            response = await self._account.ask(self.dialog, "SUBSCRIBE", headers)
        if response.status >= 300:
            raise CallFailed(f"cannot watch {self.number}", response.status, response.reason)
        self.dialog.learn_callee(response)
