"""`Queue()` with the members that were mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccd.domain.events import BridgeChanged, BridgeMember, DialAnswered, PhoneState
from ccd.domain.orders import Membership
from tests.twin.channel import Channel, Leg, Phone

if TYPE_CHECKING:
    from tests.twin.asterisk import Asterisk

NET_ROUND_MS = 60_000


def enter_net(asterisk: Asterisk, channel: Channel) -> None:
    """One who is free answers after a while."""
    asterisk.net_log.joined(channel)
    asterisk.later(channel, asterisk.random.randint(1000, 5000), lambda: _answer(asterisk, channel))


def _answer(asterisk: Asterisk, channel: Channel) -> None:
    present = (at for (_, at), membership in asterisk.members.items() if membership is Membership.PRESENT)
    free = [asterisk.phones[at] for at in present if asterisk.phones[at].state is PhoneState.IDLE]
    if free:
        asterisk.net_log.answered(channel)
        _talk(asterisk, channel, free[0])
    else:
        asterisk.later(channel, NET_ROUND_MS, lambda: asterisk.steer(channel))


def _talk(asterisk: Asterisk, channel: Channel, phone: Phone) -> None:
    """A conversation that the daemon has no part in; at its end the caller is hung up."""
    leg = Leg(asterisk.next_id("leg"), phone)
    phone.up.add(leg.channel_id)
    asterisk.settle(phone)
    channel.on_gone.append(lambda: asterisk.leg_gone(leg))
    channel.talking_to = phone.extension
    asterisk.tell(DialAnswered(channel.channel_id, phone.extension))
    members = (leg.channel_id, phone.extension), (channel.channel_id, channel.endpoint)
    asterisk.tell(BridgeChanged(tuple(BridgeMember(*member) for member in members)))
    _, talk_ms = phone.desk.talks()
    asterisk.later(channel, talk_ms, lambda: asterisk.hang_up(channel))
