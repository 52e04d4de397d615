"""SIP messages: bytes to objects and back (RFC 3261, section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .address import header_param, split_outside_quotes

_LONG_NAME = {
    "b": "referred-by",
    "c": "content-type",
    "e": "content-encoding",
    "f": "from",
    "i": "call-id",
    "k": "supported",
    "l": "content-length",
    "m": "contact",
    "o": "event",
    "r": "refer-to",
    "s": "subject",
    "t": "to",
    "v": "via",
}

_REASON = {
    100: "Trying",
    180: "Ringing",
    183: "Session Progress",
    200: "OK",
    202: "Accepted",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    480: "Temporarily Unavailable",
    481: "Call/Transaction Does Not Exist",
    486: "Busy Here",
    487: "Request Terminated",
    488: "Not Acceptable Here",
    491: "Request Pending",
    500: "Server Internal Error",
    503: "Service Unavailable",
    600: "Busy Everywhere",
    603: "Decline",
}


class MalformedMessageError(ValueError):
    """A datagram that is not a SIP message."""


class Headers(Mapping[str, str]):
    """The header lines of one message, in their order; names in any case and in compact form.

    Reading by name gives the first line of that name, `all()` every one of them.
    """

    def __init__(self, lines: Iterable[tuple[str, str]] = ()) -> None:
        self.lines: list[tuple[str, str]] = list(lines)

    def __getitem__(self, name: str) -> str:
        wanted = _canonical(name)
        for known, value in self.lines:
            if _canonical(known) == wanted:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for name, _ in self.lines))

    def __len__(self) -> int:
        return len({_canonical(name) for name, _ in self.lines})

    def all(self, name: str) -> list[str]:
        """Every value of that name, in order; a line that lists several values is taken apart."""
        wanted = _canonical(name)
        found: list[str] = []
        for known, value in self.lines:
            if _canonical(known) == wanted:
                found.extend(split_outside_quotes(value, ","))
        return found

    def add(self, name: str, value: str) -> None:
        """Append one line; nothing is quoted or checked here."""
        self.lines.append((name, value))

    def __repr__(self) -> str:
        return f"Headers({self.lines!r})"


def _canonical(name: str) -> str:
    lowered = name.lower()
    return _LONG_NAME.get(lowered, lowered)


@dataclass
class Message:
    """What requests and responses share."""

    headers: Headers = field(default_factory=Headers)
    body: bytes = b""

    @property
    def branch(self) -> str:
        """The branch of the topmost Via: the name of the transaction."""
        vias = self.headers.all("Via")
        return header_param(vias[0], "branch") if vias else ""

    @property
    def cseq(self) -> tuple[int, str]:
        """Number and method of the CSeq header; (0, "") when there is none worth the name."""
        number, _, method = self.headers.get("CSeq", "").strip().partition(" ")
        return (int(number), method.strip()) if number.isdigit() else (0, "")

    @property
    def call_id(self) -> str:
        return self.headers.get("Call-ID", "")

    @property
    def from_tag(self) -> str:
        return header_param(self.headers.get("From", ""), "tag")

    @property
    def to_tag(self) -> str:
        return header_param(self.headers.get("To", ""), "tag")

    def _first_line(self) -> str:
        raise NotImplementedError

    def encode(self) -> bytes:
        """The datagram. Content-Length is counted here."""
        lines = [self._first_line()]
        lines += [f"{name}: {value}" for name, value in self.headers.lines]
        lines.append(f"Content-Length: {len(self.body)}")
        head = "\r\n".join(lines) + "\r\n\r\n"
        return head.encode("utf-8", "surrogateescape") + self.body


@dataclass
class Request(Message):
    """`method` in capitals; `uri` as it stands on the wire."""

    method: str = ""
    uri: str = ""

    def _first_line(self) -> str:
        return f"{self.method} {self.uri} SIP/2.0"

    def __str__(self) -> str:
        return self.method


@dataclass
class Response(Message):
    status: int = 0
    reason: str = ""

    def _first_line(self) -> str:
        return f"SIP/2.0 {self.status} {self.reason}"

    def __str__(self) -> str:
        return f"{self.status} {self.reason}"


def reason_phrase(status: int) -> str:
    """The customary words for a status; a word for its class when it is a rare one."""
    classes = ("", "Progress", "OK", "Redirect", "Refused", "Failure", "Decline")
    return _REASON.get(status, classes[status // 100])


def parse(datagram: bytes) -> Request | Response:
    """Raises MalformedMessageError. Bytes that are not UTF-8 survive a round trip."""
    head, separator, body = datagram.partition(b"\r\n\r\n")
    if not separator:
        raise MalformedMessageError("no empty line after the headers")
    text = head.decode("utf-8", "surrogateescape")
    # A line that begins with a blank continues the one before it.
    first, *rest = text.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n")
    headers = Headers()
    for line in rest:
        name, colon, value = line.partition(":")
        if not colon or not name.strip():
            raise MalformedMessageError(f"not a header line: {line!r}")
        headers.add(name.strip(), value.strip())
    length = headers.get("Content-Length", "")
    if length.isdigit():
        if int(length) > len(body):
            raise MalformedMessageError(f"body of {len(body)} bytes where {length} were announced")
        body = body[: int(length)]
    headers.lines = [line for line in headers.lines if _canonical(line[0]) != "content-length"]
    return _with_first_line(first, headers, body)


def _with_first_line(first: str, headers: Headers, body: bytes) -> Request | Response:
    words = first.split(" ", 2)
    if len(words) >= 2 and words[0] == "SIP/2.0" and words[1].isdigit() and 100 <= int(words[1]) <= 699:
        return Response(headers, body, int(words[1]), words[2] if len(words) > 2 else "")
    if len(words) == 3 and words[2] == "SIP/2.0":
        return Request(headers, body, words[0], words[1])
    raise MalformedMessageError(f"not the first line of a SIP message: {first!r}")


def response_to(
    request: Request,
    status: int,
    *,
    to_tag: str = "",
    reason: str | None = None,
    headers: Iterable[tuple[str, str]] = (),
    body: bytes = b"",
) -> Response:
    """A response with everything that must be copied from its request."""
    answer = Headers(("Via", via) for via in request.headers.all("Via"))
    for route in request.headers.all("Record-Route"):
        answer.add("Record-Route", route)
    to = request.headers.get("To", "")
    answer.add("From", request.headers.get("From", ""))
    answer.add("To", f"{to};tag={to_tag}" if to_tag and not request.to_tag else to)
    answer.add("Call-ID", request.call_id)
    answer.add("CSeq", request.headers.get("CSeq", ""))
    for name, value in headers:
        answer.add(name, value)
    return Response(answer, body, status, reason_phrase(status) if reason is None else reason)
