"""From storage and the recorder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallerIdentified:
    """`skills` are those that the customer always needs in an agent, as facts spell them; `last_agents` have
    talked to him, the latest first."""

    call_id: str
    customer_id: int
    vip: bool = False
    skills: str = ""
    last_agents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordingClosed:
    """A recording is complete on disk. `path` is relative to the recordings folder; `sha256` in hex."""

    call_id: str
    path: str
    length_ms: int
    size_bytes: int
    sha256: str


MemoryEvent = CallerIdentified | RecordingClosed
