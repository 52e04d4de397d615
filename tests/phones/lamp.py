"""A lamp beside a key: what another extension is doing (RFC 4235, or RFC 3863)."""

from __future__ import annotations

import re

from .message import Request
from .subscription import Subscription
from .waiting import PATIENCE_S, Watch

DIALOG, PRESENCE = "dialog", "presence"
ACCEPT = {DIALOG: "application/dialog-info+xml", PRESENCE: "application/pidf+xml"}
_STATE = {
    DIALOG: re.compile(rb"<state>([a-z]+)</state>"),
    PRESENCE: re.compile(rb"<note[^>]*>([^<]+)</note>"),
}


class Lamp:
    """`state` as the exchange told it last: "terminated" (dark), "early" (it rings), "confirmed" (in use),
    "" when nothing was told; by `presence` the exchange's own words, "Ready" or "On the phone"."""

    def __init__(self, subscription: Subscription, event: str) -> None:
        self.number = subscription.number
        self.state = ""
        self._subscription = subscription
        self._spelling = _STATE[event]
        self._watch = Watch()
        subscription.take = self._take

    async def switch_on(self, timeout_s: float) -> None:
        """Raises CallFailed when refused, TimeoutError when nothing is told."""
        await self._subscription.begin(timeout_s)
        await self.shows(timeout_s=timeout_s)

    async def shows(self, *states: str, timeout_s: float = PATIENCE_S) -> None:
        """One of these now, or soon; without any: something. Raises TimeoutError."""
        await self._watch.until(
            lambda: self.state in states if states else bool(self.state),
            timeout_s,
            lambda: f"the lamp of {self.number} should show {states}, and shows {self.state!r}",
        )

    def _take(self, request: Request) -> None:
        if states := self._spelling.findall(request.body):
            self.state = states[-1].decode()
            self._watch.changed()
