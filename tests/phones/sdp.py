"""The little SDP a G.711 phone needs: one audio stream, u-law or A-law, RFC 4733 events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["sendrecv", "sendonly", "recvonly", "inactive"]

PCMU = 0
PCMA = 8
OUR_EVENT_TYPE = 101

_NAMES = {PCMU: "PCMU", PCMA: "PCMA"}
_DIRECTIONS: dict[str, Direction] = {
    "sendrecv": "sendrecv",
    "sendonly": "sendonly",
    "recvonly": "recvonly",
    "inactive": "inactive",
}
_MIRROR: dict[Direction, Direction] = {
    "sendrecv": "sendrecv",
    "sendonly": "recvonly",
    "recvonly": "sendonly",
    "inactive": "inactive",
}


@dataclass(frozen=True)
class Description:
    """What the other side said about its audio stream. `port` 0: it takes none.
    `codecs`: those that we could speak."""

    host: str
    port: int
    direction: Direction
    codecs: frozenset[int]
    event_type: int | None

    @property
    def listens(self) -> bool:
        """Whether it wants to be sent audio (the host 0.0.0.0 is the old way to say no)."""
        return self.direction in ("sendrecv", "recvonly") and self.port != 0 and self.host != "0.0.0.0"


def parse(body: bytes) -> Description | None:
    """None when there is no audio stream in it."""
    host = ""
    direction: Direction = "sendrecv"
    port: int | None = None
    formats: list[str] = []
    event_type: int | None = None
    current = ""
    for line in body.decode("utf-8", "replace").splitlines():
        kind, _, value = line.partition("=")
        if kind == "m":
            current = value.partition(" ")[0]
            if current == "audio" and port is None:
                _, port_text, _, *formats = value.split()
                port = int(port_text.partition("/")[0])
        elif current not in ("", "audio"):
            continue
        elif kind == "c":
            host = value.split()[-1].partition("/")[0]
        elif kind == "a" and value in _DIRECTIONS:
            direction = _DIRECTIONS[value]
        elif kind == "a" and value.startswith("rtpmap:") and "telephone-event/8000" in value.lower():
            event_type = int(value[len("rtpmap:") :].split()[0])
    if port is None:
        return None
    codecs = frozenset(codec for codec in _NAMES if str(codec) in formats)
    return Description(host, port, direction, codecs, event_type)


def build(
    host: str,
    port: int,
    *,
    session: int,
    version: int,
    direction: Direction,
    event_type: int = OUR_EVENT_TYPE,
    codec: int = PCMU,
) -> bytes:
    """An offer or an answer; `version` must grow with every new one in the same session."""
    lines = [
        "v=0",
        f"o=phone {session} {version} IN IP4 {host}",
        "s=call",
        f"c=IN IP4 {host}",
        "t=0 0",
        f"m=audio {port} RTP/AVP {codec} {event_type}",
        f"a=rtpmap:{codec} {_NAMES[codec]}/8000",
        f"a=rtpmap:{event_type} telephone-event/8000",
        f"a=fmtp:{event_type} 0-15",
        "a=ptime:20",
        f"a={direction}",
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


def mirrored(direction: Direction) -> Direction:
    """The direction that answers an offered one when we would do anything."""
    return _MIRROR[direction]
