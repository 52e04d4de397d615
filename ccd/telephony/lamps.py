"""What phones show by a lamp: that there are messages, that the office is closed. Asterisk is told
(docs/asterisk.md), and tells the phones."""

from collections.abc import Awaitable, Callable, Mapping

import structlog

from ccd.background import Background
from ccd.domain.orders import ShowClosed, ShowMessages

Action = Mapping[str, str]

DOMAIN = "ccd"
"""Behind the name of each box, as Asterisk knows it: `an@ccd`."""

_log = structlog.get_logger(__name__)


LampOrder = ShowMessages | ShowClosed

NIGHT = "Custom:ccd-night"
"""The device whose state is the lamp of the code that closes the office."""


def action(order: LampOrder) -> Action:
    if isinstance(order, ShowClosed):
        state = "INUSE" if order.closed else "NOT_INUSE"
        return {"Action": "Setvar", "Variable": f"DEVICE_STATE({NIGHT})", "Value": state}
    return _tell_messages(order)


def _tell_messages(order: ShowMessages) -> Action:
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
    """One after another, the latest of each lamp, so that none overtakes a later one. `send` is AMI's;
    without a link nothing is told, and the floor orders all anew when Asterisk is found."""

    def __init__(self, send: Callable[[Action], Awaitable[Action]], background: Background) -> None:
        self._send = send
        self._untold: dict[str, LampOrder] = {}
        self._background = background
        self._telling = False

    def perform(self, order: LampOrder) -> None:
        self._untold[NIGHT if isinstance(order, ShowClosed) else order.box] = order
        if not self._telling:
            self._telling = True
            self._background.start(self._tell_all(), "lamps")

    async def _tell_all(self) -> None:
        try:
            while self._untold:
                await self._tell(self._untold.pop(next(iter(self._untold))))
        finally:
            self._telling = False

    async def _tell(self, order: LampOrder) -> None:
        try:
            answer = await self._send(action(order))
        except (OSError, TimeoutError) as error:
            _log.warning("a lamp is as it was", order=order, error=str(error) or "no answer in time")
        else:
            if answer.get("Response") != "Success":
                _log.error("Asterisk does not light a lamp", order=order, answer=answer.get("Message"))
