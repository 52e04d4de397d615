"""Who tries passwords, and who is kept out for it."""

from collections import deque
from dataclasses import dataclass, field
from ipaddress import ip_address

from ccd.domain.facts import AddressBanned, BanEnded, SecurityFact
from ccd.domain.plan import Plan

TRIES_MOST = 10
"""So many that fail within `WINDOW_MS` are too many: a phone with a wrong password tries less often."""
WINDOW_MS = 60_000
BAN_MS = 15 * 60_000
LONGEST_BAN_MS = 24 * 60 * 60_000
ADDRESSES_WATCHED = 10_000
"""Of so many, those that failed last are remembered."""


@dataclass(slots=True)
class Bans:
    """`until_ms` of each address that is kept out; `before` is how often it was lately."""

    until_ms: dict[str, int] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)
    tries: dict[str, deque[int]] = field(default_factory=dict)

    def failed(self, address: str, now_ms: int) -> int:
        """Once more. Returns how often it was within the window."""
        tries = self.tries.pop(address, None) or deque(maxlen=TRIES_MOST)
        tries.append(now_ms)
        while tries[0] <= now_ms - WINDOW_MS:
            tries.popleft()
        self.tries[address] = tries
        if len(self.tries) > ADDRESSES_WATCHED:
            del self.tries[next(iter(self.tries))]
        return len(tries)

    def next_until_ms(self, address: str, now_ms: int) -> int:
        """Who comes back is kept out for twice as long, up to a day."""
        return now_ms + min(BAN_MS << min(self.before.get(address, 0), 10), LONGEST_BAN_MS)

    def over(self, now_ms: int) -> list[str]:
        return [address for address, until_ms in self.until_ms.items() if until_ms <= now_ms]

    def apply(self, fact: SecurityFact) -> None:
        self.tries.pop(fact.address, None)
        match fact:
            case AddressBanned():
                self.until_ms[fact.address] = fact.until_ms
                self.before[fact.address] = self.before.pop(fact.address, 0) + 1
                if len(self.before) > ADDRESSES_WATCHED:
                    del self.before[next(iter(self.before))]
            case BanEnded():
                self.until_ms.pop(fact.address, None)
                if fact.by:
                    self.before.pop(fact.address, None)


def is_trusted(plan: Plan, address: str) -> bool:
    """Never to be kept out: the carriers' addresses, and what is none."""
    try:
        at = ip_address(address)
    except ValueError:
        return True
    return any(at in network for trunk in plan.trunks for network in trunk.addresses)
