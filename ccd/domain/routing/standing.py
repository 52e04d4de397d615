"""What a strategy may look at."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """A free agent, as a member of one queue. It holds from when he becomes free until he is rung.

    `idle_since_ms` is when he last became free to be rung, `position` his place in the queue's list of
    members, `rung_at_ms` when this queue last had him rung, or he signed in. Since he signed in, up to
    `idle_since_ms`: `answered` calls, `talked_ms` in conversation, out of `present_ms`.

    For lots: `draw` is a number below 2**53 that is his alone this time, `reached` the key that was last
    drawn among his like.
    """

    agent: str
    idle_since_ms: int = 0
    position: int = 0
    rung_at_ms: int = 0
    answered: int = 0
    talked_ms: int = 0
    present_ms: int = 0
    draw: int = 0
    reached: int = 0


@dataclass(frozen=True, slots=True)
class Preference:
    """`key`: smaller is rung first. `reason`: for the supervisor, in words."""

    key: tuple[int, ...]
    reason: str


Strategy = Callable[[Standing], Preference]
