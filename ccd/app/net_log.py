"""The safety net's log, read as it grows and kept small."""

import asyncio
from collections.abc import Callable

import structlog

from ccd.domain.events import Event
from ccd.telephony.ami.link import AmiLink
from ccd.telephony.queue_log import QueueLog, of_concern

EVERY_S = 1.0
ROTATE_AT_BYTES = 4 * 2**20

_log = structlog.get_logger(__name__)


class NetLog:
    """`lives` says whether a channel is that of a call which is not over for us."""

    def __init__(
        self, log: QueueLog, link: AmiLink, post: Callable[[Event], None], lives: Callable[[str], bool]
    ) -> None:
        self._log = log
        self._link = link
        self._post = post
        self._lives = lives
        self._complained = False

    def look(self) -> None:
        """Tell what is new. To be done before `AsteriskFound` is told: else calls that ended there would be
        taken for lost."""
        try:
            told = self._log.read()
        except OSError as error:
            if not self._complained:
                _log.error("the safety net's calls are not counted", error=str(error))
            self._complained = True
            return
        if told and (concerning := of_concern(told, self._lives)):
            self._post(concerning)

    async def keep_up(self) -> None:
        """For ever."""
        while True:
            await asyncio.sleep(EVERY_S)
            self.look()
            if self._log.size > ROTATE_AT_BYTES and self._link.connected:
                await self._rotate()

    async def _rotate(self) -> None:
        try:
            await self._link.send({"Action": "LoggerRotate"})
        except (OSError, TimeoutError) as error:
            _log.warning("Asterisk's queue_log is not rotated yet", error=str(error))
            return
        self.look()
        await asyncio.to_thread(self._log.forget_older)
