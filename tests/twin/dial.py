"""One `Dial`: phones ring, perhaps two people talk, and then it is over, one way or another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ccd.domain.events import (
    BridgeChanged,
    BridgeMember,
    ChannelTransferred,
    DialAnswered,
    DialStatus,
    HoldChanged,
    PhoneState,
    RingEnded,
)
from tests.twin.channel import PARKING, UNKNOWN, Channel, Leg
from tests.twin.mobiles import Mobiles
from tests.twin.people import OnRing
from tests.twin.talking import Talk
from tests.twin.timeline import Timer
from tests.twin.world import World

if TYPE_CHECKING:
    from tests.twin.consulting import Consulting


Over = Callable[[DialStatus], None]


class Dial:
    """`over(status)` is called when `Dial` comes back, with the caller still there; `left(number, extension)`
    instead of it when that phone has sent the caller's channel to that number."""

    def __init__(
        self,
        world: World,
        channel: Channel,
        legs: list[Leg],
        over: Over,
        left: Callable[[str, str], None],
    ) -> None:
        self.legs = legs
        """Those that are tried still, or the one who talks."""
        self.status = DialStatus.CANCEL
        self.answered_at = ""
        """The extension that did."""
        self.answered_on = ""
        """The mobile, if it was one."""
        self.aside: Consulting | None = None
        """Who talked asks somebody else, on his own channel."""
        self.parked_by = ""
        self.mobiles = Mobiles(self)
        self._failed: list[DialStatus] = []
        self._talk_most_ms = 0
        self.channel = channel
        self.world = world
        self._over = over
        self._left = left
        self._timers: list[Timer] = []
        channel.dial = self

    @property
    def rings(self) -> bool:
        return not self.answered_at

    @property
    def talker(self) -> Leg | None:
        return self.legs[0] if self.answered_at and self.legs else None

    @property
    def deserted(self) -> bool:
        """Answered, and nobody is there with the caller just now."""
        return bool(self.answered_at) and not self.legs

    def start(self, timeout_s: int, talk_most_s: int = 0) -> None:
        """Who talks for so long is cut off; 0: nobody is."""
        self._talk_most_ms = talk_most_s * 1000
        self.later(timeout_s * 1000, self._time_is_up)
        for leg in list(self.legs):
            if leg.device:
                self.channel.dialling += (leg.extension,)
                self.later(leg.after_ms, self._try, leg)
            else:
                self._try(leg)

    def give_up(self) -> None:
        """The caller pressed a key for that."""
        self.end(DialStatus.CANCEL)

    def abort(self) -> None:
        """The caller has left."""
        self._let_go()
        for leg in list(self.legs):
            self._drop(leg)

    def end(self, status: DialStatus) -> None:
        if self.talker:
            self.channel.talked_to = self.talker.extension
        self.abort()
        self.status = self.channel.dial_status = status
        self._over(status)

    def send_away(self, number: str) -> None:
        """Who talks sends the caller to that number."""
        (leg,) = self.legs
        self._said_before_a_transfer(leg)
        sent = ChannelTransferred(self.channel.channel_id, "blind", number, leg.extension)
        self.world.tell(sent)
        if number == PARKING:
            self.world.parking.park(self)
            return
        self.abort()
        self._left(number, leg.extension)

    def hand_over(self, other: Dial) -> None:
        """Who talks here gives the caller whom he reached by a second call, which is over with that."""
        (leg,) = self.legs
        self._said_before_a_transfer(leg)
        self.world.tell(HoldChanged(other.channel.channel_id, held=False))
        third = self.take(other)
        by, given = leg.extension, self.channel.channel_id
        self.world.tell(ChannelTransferred(given, "attended", third.extension, by))
        self._drop(leg)

    def take(self, other: Dial) -> Leg:
        """Who talks there talks with this caller now."""
        (third,) = other.legs
        third.changed_calls_on_hold |= third.held_since_ms > 0
        other.legs.clear()
        other._let_go()
        self.come_back(third)
        if third.talk:
            third.talk.dial = self
        return third

    def put_aside(self, consulting: Consulting) -> None:
        """Who talks here leaves the caller to ask somebody else."""
        self.aside = consulting
        self.desert()

    def desert(self) -> None:
        """The caller is alone, and `Dial` goes on."""
        self.channel.talking_to = ""
        self.legs.clear()

    def come_back(self, leg: Leg) -> None:
        self.legs.append(leg)
        self.channel.talking_to = leg.extension
        self._tell_bridge(leg)

    def talk_with(self, leg: Leg) -> None:
        leg.talk = Talk(self, leg)
        leg.talk.go_on()

    def let_off(self, leg: Leg) -> Leg:
        """Who talks here talks on with somebody else, by the same channel."""
        leg.stop()
        self.legs.remove(leg)
        for happens in leg.on_gone:
            happens()
        return Leg(leg.channel_id, leg.phone)

    def give_place(self, other: Channel) -> None:
        """Who talks here gives the caller the place of his own second call, which has reached nobody yet."""
        (leg,) = self.legs
        self._said_before_a_transfer(leg)
        given, place = self.channel.channel_id, other.channel_id
        to = other.dialled if other.dialled in self.world.phones else UNKNOWN
        self.world.tell(ChannelTransferred(given, "attended", to, leg.extension, place))
        self.abort()

    def move(self, channel: Channel) -> None:
        """That one is the caller now."""
        channel.dial, channel.dialling, channel.talking_to = self, self.channel.dialling, ""
        self.channel.dial, self.channel.dialling = None, ()
        self.channel = channel

    def tell_bridge(self) -> None:
        if self.talker:
            self._tell_bridge(self.talker)
        elif self.aside:
            self.aside.tell_bridge()

    def _tell_bridge(self, leg: Leg) -> None:
        caller = BridgeMember(self.channel.channel_id, self.channel.endpoint)
        self.world.tell(BridgeChanged((BridgeMember(leg.channel_id, leg.extension, leg.device), caller)))

    def _said_before_a_transfer(self, leg: Leg) -> None:
        leg.hold(False, self.world.timeline.now_ms)
        self.world.tell(HoldChanged(leg.channel_id, held=False))

    def _try(self, leg: Leg) -> None:
        if leg.phone.state is PhoneState.UNREACHABLE:
            self.later(20, self.fail, leg, DialStatus.CHANUNAVAIL)
        elif leg.phone.state is not PhoneState.IDLE:
            self.later(20, self.fail, leg, DialStatus.BUSY)
        else:
            self._ring(leg)

    def _ring(self, leg: Leg) -> None:
        if leg.device:
            leg.beyond.append(self.world.next_id("mobile"))
        else:
            self.channel.dialling += (leg.extension,)
        leg.phone.ringing.add(leg.channel_id)
        self.world.settle(leg.phone)
        reaction, after_ms = leg.phone.desk.hears_ring()
        if reaction is OnRing.REJECTS:
            self.later(after_ms, self.fail, leg, DialStatus.BUSY)
        elif reaction is OnRing.TRUNK_IS_FULL:
            self.later(20, self.fail, leg, DialStatus.CONGESTION)
        elif leg.device and reaction is not OnRing.LETS_IT_RING:
            self.later(after_ms, self.mobiles.pick_up, leg, reaction)
        elif reaction is OnRing.ANSWERS:
            self.later(after_ms, self.answer, leg)

    def fail(self, leg: Leg, status: DialStatus) -> None:
        """Nobody hears of a phone that was not even tried."""
        if leg not in self.legs:
            return
        if status is DialStatus.CHANUNAVAIL:
            self.legs.remove(leg)
        else:
            self.world.tell(RingEnded(self.channel.channel_id, leg.extension, status))
            self._drop(leg)
        self._failed.append(status)
        if not self.legs:
            self.end(_status_of(self._failed))

    def _time_is_up(self) -> None:
        for leg in self.legs if self.rings else ():
            self.world.tell(RingEnded(self.channel.channel_id, leg.extension, DialStatus.NOANSWER))
        if self.rings:
            self.end(DialStatus.NOANSWER)

    def answer(self, leg: Leg) -> None:
        if leg not in self.legs or not self.rings:
            return
        for other in [other for other in self.legs if other is not leg]:
            self._drop(other)
        self.status, self.answered_at, self.answered_on = DialStatus.ANSWER, leg.extension, leg.device
        self.channel.dialling, self.channel.talking_to = (), leg.extension
        leg.phone.ringing.discard(leg.channel_id)
        leg.phone.up.add(leg.channel_id)
        leg.answered_at_ms = self.world.timeline.now_ms
        self.world.tell(DialAnswered(self.channel.channel_id, leg.extension, leg.device))
        self.world.settle(leg.phone)
        self._tell_bridge(leg)
        if leg.device:
            self.mobiles.taken(leg)
        if most_ms := leg.talk_most_ms or self._talk_most_ms:
            self.later(most_ms, self.end, DialStatus.ANSWER)
        self.talk_with(leg)

    def _let_go(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self.channel.dial, self.channel.talking_to, self.channel.dialling = None, "", ()

    def _drop(self, leg: Leg) -> None:
        self.legs.remove(leg)
        if self.rings:
            self.channel.dialling = tuple(other.extension for other in self.legs)
        self.world.leg_gone(leg)

    def later(self, delay_ms: int, action: Callable[..., object], *what: object) -> None:
        self._timers.append(self.world.timeline.after(delay_ms, partial(action, *what)))


def _status_of(failed: list[DialStatus]) -> DialStatus:
    """Of all together: who was not reached weighs less than who let it ring."""
    order = (DialStatus.NOANSWER, DialStatus.BUSY, DialStatus.CONGESTION, DialStatus.CHANUNAVAIL)
    return next(status for status in order if status in failed)
