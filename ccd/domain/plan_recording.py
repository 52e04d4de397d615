"""What is recorded: the words a plan has for it, and which of them holds for a call.

The most special that says something decides: the phones that talk, then the number that was dialled, then the
queue, then the call's direction (docs/recordings.md).
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from ccd.domain.names import Frozen
from ccd.domain.outcomes import Direction
from ccd.domain.spelled import Spelled

ALWAYS, NEVER, ON_DEMAND = "always", "never", "on_demand"
_YES, _NO = ("true", "yes", "on", "100%"), ("false", "no", "off", "0%")


def _spelled(given: Any) -> Any:
    """Yes and no mean always and never; `25 %` is `25%`."""
    if not isinstance(given, bool | str):
        return given
    word = str(given).lower().replace(" ", "")
    return {**dict.fromkeys(_YES, ALWAYS), **dict.fromkeys(_NO, NEVER)}.get(word, word)


Policy = Annotated[
    str,
    Spelled(
        rf"^({ALWAYS}|{NEVER}|{ON_DEMAND}|[1-9][0-9]?%)$",
        f"{ALWAYS}, {NEVER}, {ON_DEMAND} or a share of the calls, like 25%",
    ),
    BeforeValidator(_spelled),
]
"""`always`, `never`, `on_demand` (when somebody asks for it), or a share of all calls: `25%`."""

KeepDays = Annotated[int, Field(ge=0, le=36_500)]
"""After how many days a recording is deleted; 0: never."""


class Recording(Frozen):
    """What holds where queue, number and phone say nothing. A pause that nobody ends is over after
    `pause_most_s`."""

    inbound: Policy = ALWAYS
    internal: Policy = NEVER
    outbound: Policy = ALWAYS
    pause_most_s: int = Field(default=300, ge=10, le=3600)
    keep_days: KeepDays = 0

    def of(self, direction: Direction) -> Policy:
        return {
            Direction.INBOUND: self.inbound,
            Direction.INTERNAL: self.internal,
            Direction.OUTBOUND: self.outbound,
        }[direction]


def decisive(phones: Iterable[Policy | None], *others: Policy | None) -> Policy:
    """The first that says something. Of several phones one `never` is enough."""
    said = [policy for policy in phones if policy]
    if NEVER in said:
        return NEVER
    return next((policy for policy in (*said, *others) if policy), NEVER)


def draw(seed: int, call_id: str) -> int:
    """The call's lot, 0 to 99: below N it is among the N %."""
    return int.from_bytes(blake2b(f"{seed} recording {call_id}".encode(), digest_size=8).digest()) % 100


def share(policy: Policy) -> int | None:
    """N of `N%`; None for a policy that leaves nothing to chance."""
    return int(policy[:-1]) if policy.endswith("%") else None
