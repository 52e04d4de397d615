"""The SIP dialog of a call: identities, tags, sequence numbers, route (RFC 3261, section 12)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from .address import parse_name_address
from .message import Headers, Message, Request
from .transaction import Place, Wire


def new_tag() -> str:
    return secrets.token_hex(6)


def _without_tag(value: str) -> str:
    return value.rpartition(";tag=")[0] if ";tag=" in value else value


@dataclass
class Dialog:
    """`local` and `remote` are From and To values without their tags; `place` is where datagrams go.

    They go where the call came from or was sent to, whatever the Contact says, as behind an outbound proxy.
    """

    wire: Wire
    place: Place
    contact: str
    call_id: str
    local: str
    remote: str
    target: str
    local_tag: str = field(default_factory=new_tag)
    remote_tag: str = ""
    routes: list[str] = field(default_factory=list)
    seq: int = field(default_factory=lambda: secrets.randbelow(20_000) + 1)

    @classmethod
    def of_incoming(cls, wire: Wire, place: Place, contact: str, invite: Request) -> Dialog:
        """The callee's side."""
        return cls(
            wire,
            place,
            contact,
            call_id=invite.call_id,
            local=invite.headers.get("To", ""),
            remote=_without_tag(invite.headers.get("From", "")),
            target=_contact_of(invite),
            remote_tag=invite.from_tag,
            routes=invite.headers.all("Record-Route"),
        )

    def learn(self, message: Message) -> None:
        """Take the other side's tag and, where the message may change it, its address."""
        self.target = _contact_of(message) or self.target

    def learn_callee(self, response: Message) -> None:
        """The caller's side: everything an answer to the INVITE tells."""
        self.remote_tag = response.to_tag
        self.routes = response.headers.all("Record-Route")[::-1]
        self.learn(response)

    def request(
        self,
        method: str,
        headers: Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        content_type: str = "application/sdp",
    ) -> Request:
        """The next request in this dialog."""
        self.seq += 1
        return self._numbered(self.seq, method, headers, body, content_type)

    def ack(self, number: int, headers: Iterable[tuple[str, str]] = ()) -> Request:
        """The ACK of a 2xx to the INVITE of that number."""
        return self._numbered(number, "ACK", headers, b"", "")

    def _numbered(
        self, number: int, method: str, headers: Iterable[tuple[str, str]], body: bytes, content_type: str
    ) -> Request:
        lines = Headers([("Via", self.wire.via()), ("Max-Forwards", "70")])
        for route in self.routes:
            lines.add("Route", route)
        lines.add("From", f"{self.local};tag={self.local_tag}")
        lines.add("To", f"{self.remote};tag={self.remote_tag}" if self.remote_tag else self.remote)
        lines.add("Call-ID", self.call_id)
        lines.add("CSeq", f"{number} {method}")
        if method in ("INVITE", "UPDATE", "REFER"):
            lines.add("Contact", f"<{self.contact}>")
        for name, value in headers:
            lines.add(name, value)
        if body:
            lines.add("Content-Type", content_type)
        return Request(lines, body, method, self.target)


def _contact_of(message: Message) -> str:
    contacts = message.headers.all("Contact")
    return parse_name_address(contacts[0]).uri if contacts else ""
