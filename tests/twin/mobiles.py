"""Mobiles that are rung: who picks one up has yet to press 1, and a mailbox does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccd.domain.events import BridgeChanged, BridgeMember, DialAnswered, DialStatus, RingEnded
from tests.twin.channel import Leg
from tests.twin.people import OnRing

if TYPE_CHECKING:
    from tests.twin.dial import Dial

DECIDES_MS = (300, 3000)


class Mobiles:
    """Of one `Dial`. Each is the far end of a detour, which dials it by itself."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        self._picked_up: list[Leg] = []

    @property
    def unaccepted(self) -> str:
        """As `DialFinished` tells it."""
        missed = [leg for leg in self._picked_up if not leg.answered_at_ms]
        return " ".join(f"{leg.extension}/{leg.device}" for leg in missed)

    def pick_up(self, leg: Leg, reaction: OnRing) -> None:
        dial = self._dial
        self._picked_up.append(leg)
        leg.phone.ringing.discard(leg.channel_id)
        leg.phone.up.add(leg.channel_id)
        dial.world.settle(leg.phone)
        decided = dial.answer if reaction is OnRing.ANSWERS else self._not_accepted
        dial.later(leg.phone.desk.random.randint(*DECIDES_MS), decided, leg)

    def taken(self, leg: Leg) -> None:
        (half, mobile), trunk = leg.beyond, leg.device.rpartition("@")[2]
        self._dial.world.tell(DialAnswered(half, trunk))
        self._dial.world.tell(BridgeChanged((BridgeMember(half, ""), BridgeMember(mobile, trunk))))

    def _not_accepted(self, leg: Leg) -> None:
        if leg in self._dial.legs:
            half, _ = leg.beyond
            trunk = leg.device.rpartition("@")[2]
            self._dial.world.tell(RingEnded(half, trunk, DialStatus.CHANUNAVAIL))
            self._dial.fail(leg, DialStatus.NOANSWER)
