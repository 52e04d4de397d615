"""A phone's place in the registrar's book (RFC 3261, section 10)."""

from __future__ import annotations

import asyncio
import secrets
from functools import cached_property

from .account import Account
from .address import sip_uri
from .dialog import Dialog
from .story import RegistrationFailed
from .transaction import Wire


def contact_uri(account: Account, wire: Wire) -> str:
    """Where a phone can be reached directly."""
    return sip_uri(account.username, *wire.local) + wire.contact_params


class Registration:
    """One Call-ID and one growing number for all REGISTERs of a phone."""

    def __init__(self, account: Account, wire: Wire) -> None:
        self._account = account
        self._wire = wire

    @cached_property
    def _dialog(self) -> Dialog:
        account = self._account
        who = f"<{sip_uri(account.username, account.domain)}>"
        contact = contact_uri(account, self._wire)
        registrar = sip_uri("", *account.server)
        call_id = secrets.token_hex(12)
        return Dialog(self._wire, account.server, contact, call_id, local=who, remote=who, target=registrar)

    async def ask(self, expires_s: int, timeout_s: float) -> None:
        """0: sign off. Raises RegistrationFailed when refused, TimeoutError when not answered."""
        who = f"{self._account.username} at {self._account.server}"
        headers = [("Contact", f"<{self._dialog.contact}>"), ("Expires", str(expires_s))]
        try:
            async with asyncio.timeout(timeout_s):
                response = await self._account.ask(self._dialog, "REGISTER", headers)
        except TimeoutError:
            raise TimeoutError(f"{who}: no answer to REGISTER in {timeout_s:g} s") from None
        if response.status >= 300:
            raise RegistrationFailed(f"{who}: cannot register", response.status, response.reason)
