"""The leg of a call that we make: INVITE until it is answered, refused or cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from .account import Account
from .dialog import Dialog
from .leg import ALLOW, Leg, NewAudio, State
from .message import Headers, Request, Response
from .transaction import Sent


class OutgoingLeg(Leg):
    def __init__(
        self,
        account: Account,
        dialog: Dialog,
        new_audio: NewAudio,
        extra_headers: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(account, dialog, new_audio, State.CALLING)
        self._extra_headers = list(extra_headers)
        self._cancelled = False
        self._answered_at_all = False
        self._credentials: list[tuple[str, str]] = []
        self.mark("invite", f"INVITE sent to {dialog.target}")
        self._invite = self._send_invite()

    def _send_invite(self) -> Sent:
        lines = [ALLOW, ("Supported", "replaces"), *self._credentials, *self._extra_headers]
        request = self.dialog.request("INVITE", lines, self.describe("sendrecv"))
        self._answered_at_all = False
        return self.dialog.wire.request(request, self.dialog.place, self._on_response)

    def _on_response(self, response: Response) -> None:
        if self.is_over:
            self._refuse_late_answer(response)
        elif response.status < 200:
            self._on_provisional(response)
        elif response.status < 300:
            self._on_answer(response)
        else:
            self._on_refusal(response)
        self.watch.changed()

    def _on_provisional(self, response: Response) -> None:
        self._answered_at_all = True
        self.story.add(f"{response} received")
        if response.status > 100:
            self.headers = response.headers
            self.dialog.learn_callee(response)
        if response.body:
            self.take_description(response.body)
        if response.status in (180, 183) and self.state is State.CALLING:
            self.state = State.RINGING
            self.mark("ringing", "it rings", self.dialog.wire.heard_at)

    def _on_answer(self, response: Response) -> None:
        self.headers = response.headers
        self.dialog.learn_callee(response)
        self._acknowledge(response)
        self.state = State.UP
        self.mark("answered", f"{response} received", self.dialog.wire.heard_at)
        self.mark("confirmed", "ACK sent")
        if not self.take_description(response.body):
            self.send_bye()
            self.finish(by_us=True, status=488, reason="no audio of ours in the answer")

    def _acknowledge(self, response: Response) -> None:
        self._invite.acknowledge(self.dialog.ack(response.cseq[0], self._credentials))

    def _refuse_late_answer(self, response: Response) -> None:
        """The call is over for us, but somebody has only now noticed that it began."""
        if response.status < 200:
            self._send_cancel()
        elif response.status < 300:
            self.dialog.learn_callee(response)
            self._acknowledge(response)
            self.send_bye()

    def _on_refusal(self, response: Response) -> None:
        credentials = self.account.credentials(self._invite.request, response)
        if credentials and not self._cancelled:
            self.story.add(f"{response} received: answering the challenge")
            self._credentials = [credentials]
            self._invite = self._send_invite()
            return
        self.headers = response.headers
        self.finish(
            by_us=self._cancelled and response.status in (401, 407, 487),
            status=487 if self._cancelled and credentials else response.status,
            reason=response.reason,
            header=response.headers.get("Reason", ""),
        )

    async def cancel(self) -> None:
        """Stop ringing there; an answer that crosses our CANCEL is hung up. Returns when the call is over."""
        self._cancelled = True
        t1_s = self.dialog.wire.t1_s
        # A CANCEL must not overtake the INVITE: it waits for a sign that the INVITE has arrived.
        with suppress(TimeoutError):
            await self.watch.until(self._settled_or_arrived, 4 * t1_s, lambda: "")
        if not self._settled_or_arrived():
            self._invite.stop()
            self.finish(by_us=True, status=487, reason="given up; nobody had answered the INVITE at all")
            return
        if self.state in (State.CALLING, State.RINGING):
            self._send_cancel()
        try:
            await self.watch.until(self._settled, 64 * t1_s, lambda: "the cancelled INVITE was never refused")
        except TimeoutError:
            self.finish(by_us=True, status=487, reason="cancelled, though never confirmed")
        if self.state is State.UP:
            self.send_bye()
            self.finish(by_us=True, status=200, reason="hung up; it was answered while we cancelled")

    def _send_cancel(self) -> None:
        if "cancel_sent" not in self.at:
            self.mark("cancel_sent", "CANCEL sent")
            self.dialog.wire.request(_cancel_of(self._invite.request), self.dialog.place, lambda _: None)

    def _settled(self) -> bool:
        return self.state in (State.UP, State.ENDED)

    def _settled_or_arrived(self) -> bool:
        return self._answered_at_all or self._settled()


def _cancel_of(invite: Request) -> Request:
    """Same branch and number as the INVITE it cancels, which is the last, authenticated one."""
    kept = ("Via", "Max-Forwards", "Route", "From", "To", "Call-ID")
    headers = Headers((name, value) for name, value in invite.headers.lines if name in kept)
    headers.add("CSeq", f"{invite.cseq[0]} CANCEL")
    return Request(headers, b"", "CANCEL", invite.uri)
