"""Who is kept out, told to Asterisk."""

import asyncio
from pathlib import Path

import structlog

from ccd.app.reloads import Reloads
from ccd.domain.orders import DenyAddresses
from ccd.telephony.config.acl import render_acl
from ccd.telephony.config.install import install

_log = structlog.get_logger(__name__)


class Doorkeeper:
    """`folder` is that of the generated files. Of lists that come at once the last is written."""

    def __init__(self, folder: Path, reloads: Reloads) -> None:
        self._folder = folder
        self._reloads = reloads
        self._denied: tuple[str, ...] = ()
        self._news = asyncio.Event()

    def deny(self, order: DenyAddresses) -> None:
        self._denied = order.addresses
        self._news.set()

    async def keep_up(self) -> None:
        """For ever."""
        while await self._news.wait():
            self._news.clear()
            _log.warning("addresses are kept out of SIP", addresses=self._denied)
            try:
                await install(self._folder, render_acl(self._denied), self._reloads.reload)
            except OSError as error:
                _log.error("the list of banned addresses is not written", error=str(error))
