"""Asterisk reads what was written for it: at once, or as soon as it is in sight."""

import asyncio

import structlog

from ccd.telephony.ami.link import AmiLink

_log = structlog.get_logger(__name__)


class Reloads:
    """What is owed is remembered: else the running Asterisk would never learn of a plan that was changed
    while AMI, or we, were away."""

    def __init__(self, link: AmiLink) -> None:
        self._link = link
        self._owed: dict[str, None] = {}
        self._one_at_a_time = asyncio.Lock()
        self._found = asyncio.Event()

    async def reload(self, module: str) -> None:
        self._owed[module] = None
        await self._pay()

    def asterisk_found(self) -> None:
        self._found.set()

    async def keep_up(self) -> None:
        """For ever."""
        while await self._found.wait():
            self._found.clear()
            await self._pay()

    async def _pay(self) -> None:
        async with self._one_at_a_time:
            while self._owed and self._link.connected:
                module = next(iter(self._owed))
                try:
                    answer = await self._link.send({"Action": "Reload", "Module": module})
                except (OSError, TimeoutError) as error:
                    _log.warning("Asterisk reloads later", module=module, error=str(error))
                    return
                del self._owed[module]
                if answer.get("Response") != "Success":
                    _log.error("Asterisk did not reload", module=module, answer=answer.get("Message"))
