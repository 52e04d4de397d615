"""Orders about no call: what Asterisk keeps of the whole centre."""

from dataclasses import dataclass
from enum import StrEnum


class Membership(StrEnum):
    """An agent's place in the safety net's `Queue()`."""

    PRESENT = "present"
    PAUSED = "paused"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class MirrorMember:
    """Keep the safety net's `Queue()` true."""

    queue: str
    extension: str
    agent: str
    membership: Membership


@dataclass(frozen=True, slots=True)
class ShowClosed:
    """By the lamp of the code that closes the office."""

    closed: bool


@dataclass(frozen=True, slots=True)
class DenyAddresses:
    """Keep these IP addresses out of SIP, and no others."""

    addresses: tuple[str, ...]
