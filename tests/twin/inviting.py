"""A supervisor's phone is rung so that he may come into a call: who picks up is as if he had dialled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ccd.domain.events import PhoneState, SupervisorUnreached
from ccd.domain.orders import RingSupervisor
from tests.twin.channel import Leg
from tests.twin.people import OnRing

if TYPE_CHECKING:
    from tests.twin.asterisk import Asterisk

RING_MS = 20_000


def ring_supervisor(asterisk: Asterisk, order: RingSupervisor) -> None:
    """Asterisk hears of it while it is linked, and says by the link what came of it."""
    if asterisk.linked:
        _Invitation(asterisk, order)


class _Invitation:
    def __init__(self, asterisk: Asterisk, order: RingSupervisor) -> None:
        self._asterisk = asterisk
        self._order = order
        self._leg = Leg(asterisk.next_id("leg"), asterisk.phones[order.extension])
        phone = self._leg.phone
        if phone.state is not PhoneState.IDLE:
            asterisk.timeline.after(20, self._unreached)
            return
        phone.ringing.add(self._leg.channel_id)
        asterisk.settle(phone)
        reaction, after_ms = phone.desk.hears_ring()
        after_ms = after_ms if reaction is not OnRing.LETS_IT_RING else RING_MS
        picks_up = reaction is OnRing.ANSWERS
        asterisk.timeline.after(after_ms, self._picked_up if picks_up else self._not_picked_up)

    def _picked_up(self) -> None:
        asterisk, phone = self._asterisk, self._leg.phone
        if self._leg.channel_id in phone.ringing:
            phone.ringing.discard(self._leg.channel_id)
            channel = asterisk.dial_number(phone, self._order.dialled, call_id=self._order.supervision)
            asterisk.later(channel, 30_000, partial(asterisk.hang_up, channel))

    def _not_picked_up(self) -> None:
        if self._leg.channel_id in self._leg.phone.ringing:
            self._asterisk.leg_gone(self._leg)
            self._unreached()

    def _unreached(self) -> None:
        self._asterisk.tell(SupervisorUnreached(self._order.supervision))
