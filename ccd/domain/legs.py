"""Who can be rung: what an order names, and what facts call a party."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhoneLeg:
    """The phones of an extension of ours, to ring `after_s` later than the order came. `several`: more than
    one may be registered there."""

    extension: str
    after_s: int = 0
    several: bool = False

    @property
    def party(self) -> str:
        """The extension."""
        return self.extension


@dataclass(frozen=True, slots=True)
class OutsideLeg:
    """A number that is reached by a trunk. `caller_id` is the number shown there, empty: the trunk's own way.
    `confirm`: who answers has to press 1 before he counts as having answered. `owner` is the extension that
    rings there, too, and in whose name he answers. `others` are the ways to him that Asterisk itself tries
    when this one fails, in order. Who talks for `talk_most_s` is cut off, 0: never; of who need not confirm
    the order says it."""

    number: str
    trunk: str
    caller_id: str = ""
    confirm: bool = False
    after_s: int = 0
    owner: str = ""
    others: tuple[OutsideLeg, ...] = ()
    talk_most_s: int = 0

    @property
    def device(self) -> str:
        """`0901234567@carrier`."""
        return f"{self.number}@{self.trunk}"

    @property
    def party(self) -> str:
        """The owner, else the device."""
        return self.owner or self.device


Leg = PhoneLeg | OutsideLeg


def spelled(legs: Iterable[Leg]) -> str:
    """The parties as a fact names them: `1003 0901234567@carrier`."""
    return " ".join(dict.fromkeys(leg.party for leg in legs))


def devices(legs: Iterable[Leg]) -> str:
    """The devices outside at which our own people are rung, as a fact names them."""
    return " ".join(leg.device for leg in legs if isinstance(leg, OutsideLeg) and leg.owner)


def is_outside(party: str) -> bool:
    return "@" in party


def party_at(parties: str, endpoint: str) -> str:
    """Which of those who are rung is at that endpoint of Asterisk's: an extension or a trunk. A stranger is
    called by his endpoint."""
    for party in parties.split():
        if party == endpoint or party.endswith(f"@{endpoint}"):
            return party
    return endpoint
