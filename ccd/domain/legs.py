"""Who can be rung: what an order names, and what facts call a party."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhoneLeg:
    """A phone of ours."""

    extension: str

    @property
    def party(self) -> str:
        """The extension."""
        return self.extension


@dataclass(frozen=True, slots=True)
class OutsideLeg:
    """A number that is reached by a trunk. `caller_id` is the number shown there, empty: the trunk's own way.
    `confirm`: who answers has to press a key before he counts as having answered."""

    number: str
    trunk: str
    caller_id: str = ""
    confirm: bool = False

    @property
    def party(self) -> str:
        """`0901234567@carrier`."""
        return f"{self.number}@{self.trunk}"


Leg = PhoneLeg | OutsideLeg


def spelled(legs: Iterable[Leg]) -> str:
    """The parties as a fact names them: `1003 0901234567@carrier`."""
    return " ".join(leg.party for leg in legs)


def is_outside(party: str) -> bool:
    return "@" in party


def party_at(parties: str, endpoint: str) -> str:
    """Which of those who are rung is at that endpoint of Asterisk's: an extension or a trunk. A stranger is
    called by his endpoint."""
    for party in parties.split():
        if party == endpoint or party.endswith(f"@{endpoint}"):
            return party
    return endpoint
