"""Phones show that there are messages: Asterisk is told how many (docs/asterisk.md), and tells the phones."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog

from ccd.domain.orders import ShowMessages

Action = Mapping[str, str]

DOMAIN = "ccd"
"""Behind the name of each box, as Asterisk knows it: `an@ccd`."""

_log = structlog.get_logger(__name__)


def action(order: ShowMessages) -> Action:
    """The dialplan tells Asterisk, then answers, and that is all. Not `Async`: the answer means that it is
    told."""
    return {
        "Action": "Originate",
        "Channel": f"Local/{order.box}@ccd-lamp/n",
        "Application": "NoOp",
        "Timeout": "5000",
        "Variable": f"CCD_NEW={order.new},CCD_OLD={order.old}",
    }


class Lamps:
    """One after another, the latest of each box, so that none overtakes a later one. `send` is AMI's; without
    a link nothing is told, and the floor orders all anew when Asterisk is found."""

    def __init__(self, send: Callable[[Action], Awaitable[Action]]) -> None:
        self._send = send
        self._untold: dict[str, ShowMessages] = {}
        self._telling: asyncio.Task[None] | None = None

    def perform(self, order: ShowMessages) -> None:
        self._untold[order.box] = order
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell(), name="lamps")

    async def close(self) -> None:
        if self._telling:
            await asyncio.wait((self._telling,))

    async def _tell(self) -> None:
        while self._untold:
            order = self._untold.pop(next(iter(self._untold)))
            try:
                answer = await self._send(action(order))
            except (OSError, TimeoutError) as error:
                _log.warning("a lamp is as it was", box=order.box, error=str(error) or "no answer in time")
                continue
            if answer.get("Response") != "Success":
                _log.error("Asterisk does not show messages", box=order.box, answer=answer.get("Message"))
