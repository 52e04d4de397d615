"""A phone subscribes to what the exchange knows, and is told at once and with each change (RFC 6665)."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable

from .account import Account
from .address import sip_uri
from .dialog import Dialog
from .message import Request, response_to
from .story import CallFailed
from .transaction import Received, Wire
from .waiting import PATIENCE_S

EXPIRES_S = 600


class Subscription:
    """To an `event` of `number`; `take` gets each NOTIFY. It is not refreshed. `ended` says why the exchange
    ended it, empty while it has not."""

    def __init__(
        self, account: Account, wire: Wire, contact: str, number: str, event: str, accept: str
    ) -> None:
        self.number = number
        self.ended = ""
        self.take: Callable[[Request], object] = lambda request: None
        self._account = account
        self._event = [("Event", event), ("Accept", accept)]
        local = f"<{sip_uri(account.username, account.domain)}>"
        target = sip_uri(number, *account.server)
        self.dialog = Dialog(
            wire,
            account.server,
            contact,
            secrets.token_hex(12),
            local=local,
            remote=f"<{target}>",
            target=target,
        )

    async def begin(self, timeout_s: float = PATIENCE_S) -> None:
        """Raises CallFailed when refused, TimeoutError when not answered."""
        await self._subscribe(EXPIRES_S, timeout_s)

    async def end(self, timeout_s: float = PATIENCE_S) -> None:
        """Raises as `begin()`."""
        if not self.ended:
            await self._subscribe(0, timeout_s)

    def on_notify(self, request: Request, received: Received) -> None:
        received.respond(response_to(request, 200))
        state = request.headers.get("Subscription-State", "")
        if state.startswith("terminated"):
            self.ended = state
        self.take(request)

    async def _subscribe(self, expires_s: int, timeout_s: float) -> None:
        headers = [*self._event, ("Expires", str(expires_s)), ("Contact", f"<{self.dialog.contact}>")]
        async with asyncio.timeout(timeout_s):
            response = await self._account.ask(self.dialog, "SUBSCRIBE", headers)
        if response.status >= 300:
            raise CallFailed(f"cannot watch {self.number}", response.status, response.reason)
        self.dialog.learn_callee(response)
