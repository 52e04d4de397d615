"""Strangers at the door."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignInFailed:
    """Somebody at this IP address did not prove who he is; `account` is who he said he was."""

    address: str
    account: str


@dataclass(frozen=True, slots=True)
class AddressPardoned:
    """A person ends a ban."""

    address: str
    by: str


SecurityEvent = SignInFailed | AddressPardoned
