"""A carrier at whom we sign in."""

import asyncio

from tests.phones import Phone
from tests.phones.address import parse_name_address
from tests.phones.message import Request, response_to
from tests.phones.transaction import Received
from tests.phones.waiting import PATIENCE_S

_CHALLENGE = ("WWW-Authenticate", 'Digest realm="carrier", nonce="4711", algorithm=MD5')


class Carrier(Phone):
    """Asks who signs in for his secret, and keeps his answer and where he is then."""

    def __init__(self) -> None:
        super().__init__("carrier")
        self.answer = ""
        self.customer = ""
        self._signed_in = asyncio.Event()

    async def signed_in(self, timeout_s: float = PATIENCE_S) -> None:
        async with asyncio.timeout(timeout_s):
            await self._signed_in.wait()

    def _on_request(self, request: Request, received: Received) -> None:
        if request.method != "REGISTER":
            super()._on_request(request, received)
        elif answer := request.headers.get("Authorization", ""):
            self.answer = answer
            contact = request.headers.all("Contact")[0]
            self.customer = parse_name_address(contact).uri
            headers = [("Contact", contact), ("Expires", "3600")]
            received.respond(response_to(request, 200, to_tag="carrier", headers=headers))
            self._signed_in.set()
        else:
            received.respond(response_to(request, 401, to_tag="carrier", headers=[_CHALLENGE]))
