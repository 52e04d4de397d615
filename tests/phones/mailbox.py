"""The lamp for messages: what the exchange tells of a mailbox, asked or unasked (RFC 3842)."""

from __future__ import annotations

import re

from .message import Request
from .waiting import PATIENCE_S, Watch

ACCEPT = "application/simple-message-summary"
_COUNTS = re.compile(rb"Voice-Message: *(\d+)/(\d+)", re.IGNORECASE)
_WAITING = re.compile(rb"Messages-Waiting: *(yes|no)", re.IGNORECASE)


class Mailbox:
    """`new` and `old` as they were told last, None before; `lit` is the lamp."""

    def __init__(self) -> None:
        self.new: int | None = None
        self.old: int | None = None
        self.lit = False
        self.account = ""
        self._watch = Watch()

    def take(self, request: Request) -> bool:
        """False: it is about something else."""
        if request.headers.get("Event", "") != "message-summary":
            return False
        if waiting := _WAITING.search(request.body):
            self.lit = waiting[1].lower() == b"yes"
        if counts := _COUNTS.search(request.body):
            self.new, self.old = int(counts[1]), int(counts[2])
        if account := re.search(rb"Message-Account: *(\S+)", request.body, re.IGNORECASE):
            self.account = account[1].decode()
        self._watch.changed()
        return True

    async def shows(self, new: int, old: int, timeout_s: float = PATIENCE_S) -> None:
        """So many now, or soon. Raises TimeoutError."""
        await self._watch.until(
            lambda: (self.new, self.old) == (new, old),
            timeout_s,
            lambda: f"the lamp should show {new} new and {old} old messages, and shows {self.new}/{self.old}",
        )
