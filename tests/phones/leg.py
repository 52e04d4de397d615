"""The signalling of one call: what both directions share.

    state     outgoing                          incoming
    CALLING   INVITE sent                       -
    RINGING   180 or 183 received               INVITE received, 180 sent
    UP        200 received, ACK sent            200 sent (`confirmed` in `at` once the ACK is here)
    ENDED     refused, cancelled, BYE           rejected, cancelled, BYE

Times in `at` are seconds of the monotonic clock: `invite`, `ringing`, `answered`, `confirmed`, `cancel_sent`,
`cancel_received`, `bye_sent`, `bye_received`, `ended`; received ones are those of the datagram's arrival.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from enum import Enum

from . import sdp
from .account import Account
from .audio import Audio
from .dialog import Dialog
from .message import Headers, Request, Response, response_to
from .story import EndReason, Story
from .transaction import Received, Sent
from .waiting import Watch

ALLOW = ("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, INFO, UPDATE, MESSAGE")
_ALWAYS_FINE = ("OPTIONS", "NOTIFY", "INFO", "UPDATE", "MESSAGE")

NewAudio = Callable[[], Audio]


class State(Enum):
    CALLING = "calling"
    RINGING = "ringing"
    UP = "up"
    ENDED = "ended"


class Leg:
    """Base of the two kinds. `headers` are those of the last message that told about the peer."""

    def __init__(self, account: Account, dialog: Dialog, new_audio: NewAudio, state: State) -> None:
        self.account = account
        self.dialog = dialog
        self.state = state
        self.story = Story()
        self.watch = Watch()
        self.at: dict[str, float] = {}
        self.headers = Headers()
        self.requests: deque[Request] = deque(maxlen=50)
        self.end: EndReason | None = None
        self.stream: Audio | None = None
        self.transfer_status = 0
        self.reinviting = False
        self.on_hold = False
        self._new_audio = new_audio
        self._direction: sdp.Direction = "sendrecv"

    @property
    def is_over(self) -> bool:
        return self.state is State.ENDED

    def mark(self, name: str, text: str, at: float | None = None) -> None:
        """Note that something happened, for the first time, and wake who waits for it."""
        self.at.setdefault(name, time.monotonic() if at is None else at)
        self.story.add(text)
        self.watch.changed()

    # Audio

    def open_stream(self) -> Audio:
        if self.stream is None:
            self.stream = self._new_audio()
        return self.stream

    def describe(self, direction: sdp.Direction, event_type: int = sdp.OUR_EVENT_TYPE) -> bytes:
        """Our next SDP."""
        self._direction = direction
        return self.open_stream().describe(direction, event_type)

    def take_description(self, body: bytes) -> bool:
        """Direct our audio by the other side's SDP; False when it has none or not our codec."""
        return self.open_stream().take_description(body)

    def answer_description(self, offer: bytes) -> bytes:
        """Our SDP answer: the mirrored direction, less what our own hold forbids; b"" for no deal."""
        theirs = sdp.parse(offer)
        if theirs is None or not self.take_description(offer):
            return b""
        direction = sdp.mirrored(theirs.direction)
        if self.on_hold:
            direction = "sendonly" if direction in ("sendrecv", "sendonly") else "inactive"
        return self.describe(direction, theirs.event_type or sdp.OUR_EVENT_TYPE)

    # What the peer asks within the call

    def on_request(self, request: Request, received: Received) -> None:
        """Any request but the first INVITE and ACK."""
        self.requests.append(request)
        self.story.add(f"{request.method} received")
        if request.method == "BYE":
            self.respond(received, 200)
            self._on_bye(request)
        elif request.method == "CANCEL":
            self.respond(received, 200)
            self.on_cancel(request)
        elif request.method == "INVITE":
            self._on_reinvite(request, received)
        elif request.method in _ALWAYS_FINE:
            self._on_news(request, received)
        else:
            self.respond(received, 405, headers=(ALLOW,))

    def on_cancel(self, request: Request) -> None:
        """Only a ringing incoming call minds."""

    def on_ack(self, request: Request) -> None:
        """The other side has our 200; an offer of ours may be answered in its body."""
        if request.body:
            self.take_description(request.body)
        if self.state is State.UP:
            self.mark("confirmed", "ACK received", self.dialog.wire.heard_at)

    def respond(
        self,
        received: Received,
        status: int,
        *,
        reason: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        body: bytes = b"",
    ) -> None:
        """Answer a request of this call."""
        if body:
            headers = (*headers, ("Content-Type", "application/sdp"))
        response = response_to(
            received.request, status, to_tag=self.dialog.local_tag, reason=reason, headers=headers, body=body
        )
        received.respond(response, self.on_unacknowledged)
        self.story.add(f"{response} sent to {received.request.method}")

    def on_unacknowledged(self) -> None:
        """Our final answer to an INVITE found no ACK in 64 T1."""
        self.story.add("no ACK ever came")
        if self.state is State.UP:
            self.send_bye()
            self.finish(by_us=True, status=408, reason="no ACK to our answer")

    def _on_bye(self, request: Request) -> None:
        if self.is_over:
            return
        self.at.setdefault("bye_received", self.dialog.wire.heard_at)
        self.finish(by_us=False, status=200, reason="hung up", header=request.headers.get("Reason", ""))

    def _on_reinvite(self, request: Request, received: Received) -> None:
        if self.state is not State.UP:
            self.respond(received, 481)
            return
        if self.reinviting:
            self.respond(received, 491)
            return
        self.dialog.learn(request)
        self.headers = request.headers
        answer = self.answer_description(request.body) if request.body else self.describe(self._direction)
        if answer:
            self.respond(received, 200, headers=(("Contact", f"<{self.dialog.contact}>"), ALLOW), body=answer)
        else:
            self.respond(received, 488)

    def _on_news(self, request: Request, received: Received) -> None:
        answer = b""
        if request.method == "UPDATE":
            self.dialog.learn(request)
            self.headers = request.headers
            answer = self.answer_description(request.body) if request.body and not self.is_over else b""
        contact = (("Contact", f"<{self.dialog.contact}>"),)
        self.respond(received, 200, headers=(*contact, ALLOW), body=answer)
        if request.method == "NOTIFY" and "sipfrag" in request.headers.get("Content-Type", ""):
            self._on_transfer_progress(request.body)
        self.watch.changed()

    def _on_transfer_progress(self, fragment: bytes) -> None:
        words = fragment.split(maxsplit=2)
        if len(words) >= 2 and words[1].isdigit():
            self.transfer_status = int(words[1])
            self.story.add(f"transfer: {fragment.decode('utf-8', 'replace').strip()}")

    # What we ask within the call

    async def ask(
        self, method: str, headers: tuple[tuple[str, str], ...] = (), body: bytes = b""
    ) -> Response:
        """A request in this call and its final answer."""
        self.story.add(f"{method} sent")
        response = await self.account.ask(self.dialog, method, headers, body)
        self.story.add(f"{response} to our {method}")
        return response

    def send_bye(self) -> Sent:
        """BYE; nobody needs to wait for its answer, it is repeated until there is one."""
        self.mark("bye_sent", "BYE sent")
        return self.dialog.wire.request(
            self.dialog.request("BYE"), self.dialog.place, lambda _: self.watch.changed()
        )

    def finish(self, *, by_us: bool, status: int, reason: str, header: str = "") -> None:
        """The end; audio stops at once. Only the first call of it counts."""
        if self.is_over:
            return
        self.state = State.ENDED
        self.end = EndReason(by_us, status, reason, header)
        if self.stream:
            self.stream.close()
        whose = "us" if by_us else "the other side"
        self.mark("ended", f"ended by {whose}: {status} {reason} {header}".rstrip())
