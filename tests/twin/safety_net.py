"""`Queue()` with the members that were mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccd.domain.events import PhoneState
from ccd.domain.orders import Membership
from tests.twin.channel import Channel

if TYPE_CHECKING:
    from tests.twin.asterisk import Asterisk

NET_ROUND_MS = 60_000


def enter_net(asterisk: Asterisk, channel: Channel) -> None:
    """`Queue()` with the members that were mirrored: one who is free answers after a while."""
    asterisk.net_log.joined(channel)
    asterisk.later(channel, asterisk.random.randint(1000, 5000), lambda: _answer(asterisk, channel))


def _answer(asterisk: Asterisk, channel: Channel) -> None:
    present = (at for (_, at), membership in asterisk.members.items() if membership is Membership.PRESENT)
    free = [asterisk.phones[at] for at in present if asterisk.phones[at].state is PhoneState.IDLE]
    if free:
        asterisk.net_log.answered(channel)
        asterisk.talk(channel, free[0])
    else:
        asterisk.later(channel, NET_ROUND_MS, lambda: asterisk.steer(channel))
