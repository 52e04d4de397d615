"""The leg of a call that somebody makes to us: it rings until answered, rejected or cancelled."""

from __future__ import annotations

from .account import Account
from .dialog import Dialog
from .leg import ALLOW, Leg, NewAudio, State
from .message import Request
from .story import CallFailed
from .transaction import Received


class IncomingLeg(Leg):
    def __init__(self, account: Account, dialog: Dialog, new_audio: NewAudio, received: Received) -> None:
        super().__init__(account, dialog, new_audio, State.RINGING)
        self._received = received
        self.headers = received.request.headers
        self.uri = received.request.uri
        self.mark("invite", f"INVITE received from {dialog.remote}", dialog.wire.heard_at)
        self.respond(received, 180, headers=self._contact())
        self.mark("ringing", "it rings")

    def _contact(self) -> tuple[tuple[str, str], ...]:
        return (("Contact", f"<{self.dialog.contact}>"),)

    async def answer(self) -> None:
        """200, and wait for its ACK. Raises CallFailed when the call is over before."""
        if self.state is State.RINGING:
            await self.open_stream().prepare_answer(self._received.request.body)
        if self.state is State.RINGING:
            self._accept()
        await self.watch.until(
            lambda: "confirmed" in self.at or self.is_over,
            65 * self.dialog.wire.t1_s,
            lambda: f"no ACK to our answer\n{self.story}",
        )
        if self.end and "confirmed" not in self.at:
            raise CallFailed("cannot answer", self.end.status, self.end.reason, self.story)

    def _accept(self) -> None:
        offer = self._received.request.body
        body = self.answer_description(offer) if offer else self.describe("sendrecv")
        if not body:
            self.reject(488)
            return
        self.state = State.UP
        self.respond(self._received, 200, headers=(*self._contact(), ALLOW), body=body)
        self.mark("answered", "answered")

    def reject(self, status: int, reason: str | None = None, elsewhere: str = "") -> None:
        """Refuse a ringing call; nothing happens when it rings no more. `elsewhere` is a URI where the caller
        may try."""
        if self.state is State.RINGING:
            headers = (("Contact", f"<{elsewhere}>"),) if elsewhere else ()
            self.respond(self._received, status, reason=reason, headers=headers)
            self.finish(by_us=True, status=status, reason=reason or "rejected")

    def on_cancel(self, request: Request) -> None:
        if self.state is not State.RINGING:
            return
        self.at.setdefault("cancel_received", self.dialog.wire.heard_at)
        self.respond(self._received, 487)
        self.finish(by_us=False, status=487, reason="cancelled", header=request.headers.get("Reason", ""))
