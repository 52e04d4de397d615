"""Calls that we begin: a phone of ours rings, and who answers comes to us as if he had dialled himself."""

from collections.abc import Awaitable, Callable, Mapping

import structlog

from ccd.background import Background
from ccd.domain.events import Event, SupervisorUnreached
from ccd.domain.orders import RingSupervisor

Action = Mapping[str, str]

RING_S = 30

_log = structlog.get_logger(__name__)


def action(order: RingSupervisor) -> Action:
    """The channel carries our call id from its birth, so the call is known when it comes. The action's id
    comes back in `OriginateResponse`."""
    return {
        "Action": "Originate",
        "ActionID": order.supervision,
        "Channel": f"PJSIP/{order.extension}",
        "Context": "ccd-internal",
        "Exten": order.dialled,
        "Priority": "1",
        "CallerID": f'"{order.agent}" <{order.dialled}>',
        "Timeout": str(RING_S * 1000),
        "Async": "true",
        "Variable": f"CCD_CALL_ID={order.supervision}",
    }


class Ringing:
    """`send` is AMI's. It sends once: a phone that rang twice because the link broke would be one time too
    often."""

    def __init__(
        self,
        send: Callable[[Action], Awaitable[Action]],
        post: Callable[[Event], None],
        background: Background,
    ) -> None:
        self._send = send
        self._post = post
        self._background = background

    def perform(self, order: RingSupervisor) -> None:
        self._background.start(self._ring(order), f"ring {order.extension}")

    async def _ring(self, order: RingSupervisor) -> None:
        try:
            answer = await self._send(action(order))
        except (OSError, TimeoutError) as error:
            _log.warning("the supervisor's phone was not rung", order=order, error=str(error))
            self._post(SupervisorUnreached(order.supervision))
            return
        if answer.get("Response") != "Success":
            _log.error("Asterisk does not ring a phone", order=order, answer=answer.get("Message"))
            self._post(SupervisorUnreached(order.supervision))
