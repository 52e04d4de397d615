"""What who answered does with the caller, until one of them is gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ccd.domain.events import DialStatus, HoldChanged
from tests.twin.asking import Asking
from tests.twin.channel import PARKING, Leg
from tests.twin.consulting import TYPING_MS, Consulting
from tests.twin.people import Act, Asks, Consults, OnTalk, Sends, Then

if TYPE_CHECKING:
    from tests.twin.dial import Dial

NOBODYS = "1999"
"""A number that means nothing."""
HOLD_MS = (200, 8000)
ASK_MS = (200, 15_000)
GIVEN_UP_MS = (15_000, 25_000)
"""Asterisk asks three times for the number."""


class Talk:
    def __init__(self, dial: Dial, leg: Leg) -> None:
        self.dial = dial
        self.leg = leg

    def go_on(self) -> None:
        ending, after_ms = self.leg.phone.desk.talks()
        self.later(after_ms, self._do, ending)

    def hold(self, held: bool) -> None:
        self.leg.hold(held, self.dial.world.timeline.now_ms)
        self.dial.world.tell(HoldChanged(self.leg.channel_id, held))

    def later(self, delay_ms: int, action: Callable[..., object], *what: object) -> None:
        """Unless he is gone by then."""
        self.leg.timers.append(self.dial.world.timeline.after(delay_ms, partial(action, *what)))

    def _do(self, act: Act) -> None:
        dial = self.dial
        match self._drawn(act) if isinstance(act, OnTalk) else act:
            case OnTalk.AGENT_HANGS_UP:
                dial.end(DialStatus.ANSWER)
            case OnTalk.CALLER_HANGS_UP:
                dial.world.hang_up(dial.channel)
            case OnTalk.HOLDS:
                self.hold(True)
                self.later(self.leg.phone.desk.random.randint(*HOLD_MS), self._resume)
            case OnTalk.MISTYPES:
                self.hold(True)
                self.later(self.leg.phone.desk.random.randint(*GIVEN_UP_MS), self._resume)
            case OnTalk.PARKS:
                dial.world.parking.park(dial)
            case Sends(by_code=True) as sends:
                self.hold(True)
                self.later(self.leg.phone.desk.random.randint(*TYPING_MS), self._send, sends.number)
            case Sends() as sends:
                dial.send_away(sends.number)
            case Consults() as consults:
                Consulting(self, consults)
            case Asks() as asks:
                Asking(self, asks)

    def _drawn(self, act: OnTalk) -> Act:
        """What leaves open with whom, decided."""
        world, random = self.dial.world, self.leg.phone.desk.random
        colleague = world.colleague.extension
        anywhere = [*world.numbers, *world.outside]
        others = [number for number in world.phones if number != self.leg.extension]
        draw: dict[OnTalk, Callable[[], Act]] = {
            OnTalk.SENT_TO_NUMBER: lambda: Sends(random.choice(anywhere)),
            OnTalk.SENT_TO_PHONE: lambda: Sends(random.choice([*world.phones])),
            OnTalk.SENT_TO_COLLEAGUE: lambda: Sends(colleague),
            OnTalk.SENT_TO_NOBODY: lambda: Sends(NOBODYS),
            OnTalk.HANDED_TO_COLLEAGUE: lambda: Asks(colleague, Then.HANDS_OVER, 8000),
            OnTalk.SENT_BY_CODE: lambda: Sends(
                random.choice([*world.phones, *anywhere, NOBODYS]), by_code=True
            ),
            OnTalk.SENT_TO_PARKING: lambda: Sends(PARKING),
            OnTalk.CONSULTS: lambda: Consults(
                random.choice([*others, *anywhere, NOBODYS]),
                random.choice([*Then]),
                random.randint(*ASK_MS),
            ),
            OnTalk.ASKS: lambda: Asks(
                random.choice([*others, *anywhere]), random.choice([*Then]), random.randint(*ASK_MS)
            ),
        }
        return draw[act]() if act in draw else act

    def _send(self, number: str) -> None:
        """Whoever the caller is by now."""
        self.dial.send_away(number)

    def _resume(self) -> None:
        self.hold(False)
        self.go_on()
