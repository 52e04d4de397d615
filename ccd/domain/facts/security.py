"""Addresses that are kept out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddressBanned:
    """Asterisk answers nothing that comes from there but a refusal. `tries` are the sign-ins that failed,
    `account` the last one tried."""

    address: str
    tries: int
    account: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class BanEnded:
    """`by` is empty when its time was over."""

    address: str
    by: str


SecurityFact = AddressBanned | BanEnded
