"""An agent who is rung to call a customer back: his phone, his channel, and the world outside."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import TYPE_CHECKING

from ccd.domain.events import AgentNotCalled, DialStatus, PhoneState
from ccd.domain.orders import CallAgent
from tests.twin.channel import Channel, Phone
from tests.twin.people import Caller, Desk, OnRing, OnTalk

if TYPE_CHECKING:
    from tests.twin.asterisk import Asterisk

PRESSES = ["1"]


class Originates:
    """Asterisk takes a channel's name once, and orders while it is linked."""

    def __init__(self, asterisk: Asterisk) -> None:
        self._asterisk = asterisk
        self._names: set[str] = set()

    def perform(self, order: CallAgent) -> None:
        assert order.channel_id not in self._names, f"{order.channel_id} was to ring twice"
        self._names.add(order.channel_id)
        if self._asterisk.linked:
            _Originate(self._asterisk, order)


class _Originate:
    """`Originate`: rings the phone, and when it is answered the channel asks the daemon what to do. What it
    comes to is told by AMI, if anybody listens, before the channel's end or after it."""

    def __init__(self, asterisk: Asterisk, order: CallAgent) -> None:
        self._asterisk = asterisk
        self._order = order
        self._phone = asterisk.phones[order.phone.extension]
        if self._phone.state is PhoneState.UNREACHABLE:
            self._fails(DialStatus.CHANUNAVAIL)
        elif self._phone.state is not PhoneState.IDLE:
            self._fails(DialStatus.BUSY)
        else:
            self._ring()

    def _fails(self, status: DialStatus) -> None:
        self._asterisk.tell(AgentNotCalled(self._order.channel_id, status))

    def _ring(self) -> None:
        order, asterisk = self._order, self._asterisk
        agent = Caller(order.phone.extension, "", patience_ms=10**9, keys=[*PRESSES])
        channel = Channel(
            order.channel_id, agent, "", call_id=order.call_id, phone=self._phone, of_agent=True
        )
        asterisk.channels[channel.channel_id] = channel
        self._phone.ringing.add(channel.channel_id)
        asterisk.settle(self._phone)
        channel.on_gone.append(partial(self._put_down, channel))
        reaction, after_ms = self._phone.desk.hears_ring()
        later = asterisk.later
        later(channel, order.timeout_s * 1000, partial(self._over, channel, DialStatus.NOANSWER))
        if reaction is OnRing.REJECTS:
            later(channel, after_ms, partial(self._over, channel, DialStatus.BUSY))
        elif reaction is OnRing.ANSWERS:
            later(channel, after_ms, partial(self._answer, channel))

    def _over(self, channel: Channel, status: DialStatus) -> None:
        if channel.channel_id not in self._phone.ringing:
            return
        told_first = self._asterisk.random.random() < 0.5
        if told_first:
            self._asterisk.tell(AgentNotCalled(channel.channel_id, status))
        self._asterisk.hang_up(channel)
        if not told_first:
            self._asterisk.tell(AgentNotCalled(channel.channel_id, status))

    def _answer(self, channel: Channel) -> None:
        if channel.channel_id not in self._phone.ringing:
            return
        self._phone.ringing.discard(channel.channel_id)
        self._phone.up.add(channel.channel_id)
        self._asterisk.settle(self._phone)
        if self._asterisk.random.random() < 0.1:  # has something else to do, and says so by hanging up
            self._asterisk.later(channel, 500, partial(self._asterisk.hang_up, channel))
        self._asterisk.ask_daemon(channel)

    def _put_down(self, channel: Channel) -> None:
        self._phone.ringing.discard(channel.channel_id)
        self._asterisk.settle(self._phone)


def outside_phone(trunk: str, random: Random, *, called_back: bool) -> Phone:
    """Of a customer, who is at home as a rule. (Agents who call back find a trunk that is free.)"""
    at_home = {OnRing.ANSWERS: 5, OnRing.LETS_IT_RING: 2, OnRing.REJECTS: 2}
    if not called_back:
        at_home[OnRing.TRUNK_IS_FULL] = 3
    ends = {OnTalk.AGENT_HANGS_UP: 1, OnTalk.CALLER_HANGS_UP: 1}
    return Phone(trunk, Desk(random, ring_weights=at_home, talk_weights=ends))
