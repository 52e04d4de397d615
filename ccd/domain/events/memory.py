"""From storage and the recorder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallerIdentified:
    """`skills` are those that the customer always needs in an agent, as facts spell them; `last_agents` have
    talked to him, the latest first; `language` is his own, empty for none that is known. `name`: in the
    customer file."""

    call_id: str
    customer_id: int
    vip: bool = False
    skills: str = ""
    last_agents: tuple[str, ...] = ()
    language: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class CallerUnknown:
    """Nobody has his number, or it takes too long to look it up: then `CallerIdentified` comes later."""

    call_id: str


@dataclass(frozen=True, slots=True)
class RecordingClosed:
    """A recording is complete on disk. `path` is relative to the recordings folder; `sha256` in hex."""

    call_id: str
    path: str
    length_ms: int
    size_bytes: int
    sha256: str


MemoryEvent = CallerIdentified | CallerUnknown | RecordingClosed
