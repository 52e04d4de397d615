"""What a strategy may look at."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """A free agent, as a member of one queue. `idle_since_ms` is when he last became free to be rung."""

    agent: str
    idle_since_ms: int


@dataclass(frozen=True, slots=True)
class Rank:
    """`key`: smaller is rung first. `reason`: for the supervisor, in words."""

    key: tuple[int, ...]
    reason: str


Strategy = Callable[[Standing], Rank]
