"""`*2`: who talks to a caller asks somebody else by keys, on the same channel.

Asterisk takes him out of the caller's bridge and makes him one end of a detour (a local channel); its far end
dials. Once those who are to talk do, they are brought together and the detour goes, unless a recording hangs
on it.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from ccd.domain.events import BridgeChanged, BridgeMember, ChannelHungUp, ChannelTransferred
from tests.twin.channel import UNKNOWN, Channel, Leg
from tests.twin.people import Consults, OnRing, Then

if TYPE_CHECKING:
    from tests.twin.dial import Dial
    from tests.twin.talking import Talk

TYPING_MS = (600, 3000)
NO_ANSWER_MS = 20_000
"""`atxfernoanswertimeout`."""
JOINED_WITHIN_MS = (20, 900)
LET_GO_MS = 350


class _At(Enum):
    ASKS = auto()
    GAVE = auto()
    """The caller is at the near end of the detour, in the place of who asked."""
    CALLS_BACK = auto()
    """Nobody was reached, and who asked is gone: his phone is rung."""
    OVER = auto()


class Consulting:
    def __init__(self, talk: Talk, consults: Consults) -> None:
        self._talk = talk
        self._dial: Dial
        self._leg: Leg = talk.leg
        self._world = talk.dial.world
        self._consults = consults
        self._at = _At.ASKS
        self._near = ""
        self._far: Channel
        talk.hold(True)
        talk.later(self._world.random.randint(*TYPING_MS), self._ask)

    @property
    def asks(self) -> bool:
        """He has not left the caller for good."""
        return self._at is _At.ASKS

    def tell_bridge(self) -> None:
        at_near_end = self._dial.channel if self._at is _At.GAVE else self._leg
        if self._at in (_At.ASKS, _At.GAVE):
            endpoint = at_near_end.endpoint
            members = BridgeMember(self._near, ""), BridgeMember(at_near_end.channel_id, endpoint)
            self._world.tell(BridgeChanged(members))

    def _ask(self) -> None:
        """Whoever the caller is by now."""
        world, self._dial = self._world, self._talk.dial
        self._near = world.next_id("near")
        self._dial.put_aside(self)
        self._dial.channel.on_gone.append(self._caller_gone)
        self.tell_bridge()
        self._far = world.dial_for(self._leg.phone, self._consults.number)
        if self._far.gone:
            self._far_gone()
        else:
            self._far.on_gone.append(self._far_gone)
            world.later(self._far, self._consults.after_ms, self._decide)
            world.later(self._far, NO_ANSWER_MS, self._nobody_answers)

    @property
    def _answered(self) -> bool:
        far = self._far
        return far.answered or far.in_net or bool(far.dial and far.dial.answered_at)

    def _nobody_answers(self) -> None:
        if not self._answered:
            self._world.hang_up(self._far)

    def _decide(self) -> None:
        if self._at is _At.ASKS:
            if self._consults.then is Then.COMES_BACK:
                self._world.hang_up(self._far)
            else:
                self._give()

    def _give(self) -> None:
        """By hanging up. His channel goes when somebody has answered."""
        world, caller = self._world, self._dial.channel
        asked = self._far.dial.talker if self._far.dial else None
        target = UNKNOWN if self._answered else self._consults.number
        self._at = _At.GAVE
        self.tell_bridge()
        by = self._leg.extension
        world.tell(
            ChannelTransferred(caller.channel_id, "attended", asked.extension if asked else target, by)
        )
        world.talk_over(self._leg)
        if self._answered:
            world.leg_gone(self._leg)
        world.wait_patiently(caller)
        self._join_soon()

    def _join_soon(self) -> None:
        delay_ms = self._world.random.randint(*JOINED_WITHIN_MS)
        self._world.later(self._far, delay_ms, self._join)

    def _join(self) -> None:
        if self._at is not _At.GAVE:
            return
        if self._answered:
            self._put_down()
        asked = self._far.dial
        if not (asked and asked.talker) or self._far.recording:
            self._join_soon()
            return
        session = self._far.session
        self._end()
        self._dial.take(asked)
        if session:
            session.swapped_out(asked)
        self._world.vanish(self._far)

    def _far_gone(self) -> None:
        """Whoever was asked is gone, or was never reached."""
        if not self._world.up or self._at is _At.OVER:
            return
        if self._at is _At.ASKS:
            self._end()
            self._dial.come_back(self._leg)
            self._talk.hold(False)
            self._talk.go_on()
        elif self._leg.channel_id in self._leg.phone.up:
            self._call_back()
        else:
            self._end()
            self._dial.end(self._dial.status)

    def _call_back(self) -> None:
        """Asterisk tries the two in turn, for a while; here it gives up at once."""
        self._world.tell(ChannelHungUp(self._near))
        self._at = _At.CALLS_BACK
        reaction, after_ms = self._leg.phone.desk.hears_ring()
        picks_up = self._picks_up if reaction is OnRing.ANSWERS else self._given_up
        self._world.later(self._dial.channel, after_ms, picks_up)

    def _picks_up(self) -> None:
        self._end()
        again = Leg(self._world.next_id("leg"), self._leg.phone, answered_at_ms=self._world.timeline.now_ms)
        again.phone.up.add(again.channel_id)
        self._dial.come_back(again)
        self._put_down()
        self._dial.talk_with(again)

    def _given_up(self) -> None:
        self._end()
        self._put_down()
        self._dial.end(self._dial.status)

    def _caller_gone(self) -> None:
        world, at = self._world, self._at
        if not world.up or at is _At.OVER:
            return
        far, asked = self._far, self._far.dial
        self._end()
        if at is _At.ASKS and asked and asked.talker:
            self._talk_without_caller(asked)
        elif at is _At.ASKS:
            world.talk_over(self._leg)
            world.timeline.after(LET_GO_MS, self._put_down)
        else:
            self._put_down()
        if not far.gone:
            world.hang_up(far)

    def _talk_without_caller(self, asked: Dial) -> None:
        """Two phones, and no call of ours."""
        world, (third,) = self._world, asked.legs
        world.talk_over(self._leg)
        world.talk_over(third)
        left = asked.let_off(third)
        members = (
            BridgeMember(self._leg.channel_id, self._leg.extension),
            BridgeMember(left.channel_id, left.extension),
        )
        world.tell(BridgeChanged(members))
        talk_ms = world.random.randint(1000, 20_000)
        world.timeline.after(talk_ms, self._put_down)
        world.timeline.after(talk_ms, partial(world.put_down, left))

    def _put_down(self) -> None:
        self._world.put_down(self._leg)

    def _end(self) -> None:
        if self._at is not _At.CALLS_BACK:
            self._world.tell(ChannelHungUp(self._near))
        self._at = _At.OVER
        self._dial.aside = None
