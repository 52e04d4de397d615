"""Who a phone is, and asking for something in its name: requests that answer a challenge."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from . import digest
from .address import name_address, sip_uri
from .dialog import Dialog
from .message import Request, Response
from .sdp import PCMU
from .transaction import Place, Sent

_CHALLENGES = {401: ("WWW-Authenticate", "Authorization"), 407: ("Proxy-Authenticate", "Proxy-Authorization")}
_TRIES = 3


@dataclass(frozen=True)
class Account:
    """`secret` empty: no challenge is answered. `domain`: the host part of the phone's own URIs. `codec`:
    RTP's number of the one that the phone offers and takes."""

    username: str
    secret: str
    server: Place
    domain: str
    display_name: str = ""
    codec: int = PCMU

    def identity(self, number: str | None = None, name: str | None = None) -> str:
        """As `Phone.call()` shows it in From."""
        if number == "anonymous":
            return name_address("Anonymous" if name is None else name, "sip:anonymous@anonymous.invalid")
        shown = self.display_name if name is None else name
        return name_address(shown, sip_uri(self.username if number is None else number, self.domain))

    def credentials(self, request: Request, refusal: Response) -> tuple[str, str] | None:
        """The header that answers this challenge; None when it is none, or was answered so before."""
        if refusal.status not in _CHALLENGES or not self.secret:
            return None
        theirs, ours = _CHALLENGES[refusal.status]
        values = [value for name, value in refusal.headers.lines if name.lower() == theirs.lower()]
        challenge = digest.first_usable(values)
        if challenge is None or (ours in request.headers and not challenge.stale):
            return None
        return ours, digest.authorization(challenge, request.method, request.uri, self.username, self.secret)

    async def ask(
        self, dialog: Dialog, method: str, headers: Sequence[tuple[str, str]] = (), body: bytes = b""
    ) -> Response:
        """Send a request in a dialog and return its final answer; a challenge is answered on the way.

        A re-INVITE is acknowledged. No answer at all comes back as a 408.
        """
        extra = list(headers)
        for _ in range(_TRIES):
            request = dialog.request(method, extra, body)
            response, sent = await self._ask_once(dialog, request)
            credentials = self.credentials(request, response)
            if not credentials:
                break
            extra = [*headers, credentials]
        if method == "INVITE" and response.status < 300:
            sent.acknowledge(dialog.ack(request.cseq[0]))
        return response

    async def _ask_once(self, dialog: Dialog, request: Request) -> tuple[Response, Sent]:
        answer: asyncio.Future[Response] = asyncio.get_running_loop().create_future()

        def on_response(response: Response) -> None:
            if response.status >= 200 and not answer.done():
                answer.set_result(response)

        sent = dialog.wire.request(request, dialog.place, on_response)
        return await answer, sent
