"""The parking lot: who is put there waits until somebody dials his space, or goes back to who parked him."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ccd.domain.events import ChannelParked, DialStatus
from tests.twin.channel import Channel, Leg, Phone
from tests.twin.dial import Dial
from tests.twin.reaching import rung_again

if TYPE_CHECKING:
    from tests.twin.asterisk import Asterisk

FIRST_SPACE = 701
TELLS_SPACE_MS = 2600
"""So long who parked is told where, before he is let go."""
COMES_BACK_MS = 120_000
RINGS_BACK_S = 30
NOBODY_THERE_MS = 2000


class Parking:
    def __init__(self, asterisk: Asterisk) -> None:
        self._asterisk = asterisk
        self._parked: dict[str, Dial] = {}

    def park(self, dial: Dial) -> None:
        """Who talks there parks the caller. `Dial` goes on, with nobody."""
        (leg,) = dial.legs
        space = self._free_space()
        self._parked[space] = dial
        dial.desert()
        dial.parked_by = leg.extension
        asterisk, channel = self._asterisk, dial.channel
        asterisk.tell(ChannelParked(channel.channel_id, space, leg.extension))
        asterisk.talk_over(leg)
        asterisk.timeline.after(TELLS_SPACE_MS, partial(asterisk.put_down, leg))
        channel.on_gone.append(partial(self._leaves, space, dial))
        asterisk.later(channel, COMES_BACK_MS, partial(self._comes_back, space, dial, leg))

    def fetch(self, phone: Phone, space: str) -> Leg:
        """Its person dials the space."""
        asterisk = self._asterisk
        leg = Leg(asterisk.next_id("leg"), phone)
        phone.up.add(leg.channel_id)
        asterisk.settle(phone)
        if dial := self._parked.pop(space, None):
            leg.answered_at_ms = asterisk.timeline.now_ms
            dial.come_back(leg)
            dial.talk_with(leg)
        else:
            asterisk.timeline.after(NOBODY_THERE_MS, partial(asterisk.put_down, leg))
        return leg

    def _free_space(self) -> str:
        space = FIRST_SPACE
        while str(space) in self._parked:
            space += 1
        return str(space)

    def _leaves(self, space: str, dial: Dial) -> None:
        if self._parked.get(space) is dial:
            del self._parked[space]

    def _comes_back(self, space: str, dial: Dial, leg: Leg) -> None:
        if self._parked.get(space) is not dial:
            return
        del self._parked[space]
        asterisk, channel, session = self._asterisk, dial.channel, dial.channel.session
        dial.abort()
        if session:
            session.hung_up(dial)
        again = Dial(
            asterisk,
            channel,
            [rung_again(asterisk, leg)],
            over=lambda status: self._over(again.channel, status),
            left=lambda number, by: asterisk.transferred(again.channel, number, by),
        )
        again.start(RINGS_BACK_S)

    def _over(self, channel: Channel, status: DialStatus) -> None:
        """Where nobody answers, the daemon says what comes next."""
        if status is DialStatus.ANSWER:
            self._asterisk.hang_up(channel)
        else:
            self._asterisk.steer(channel)
