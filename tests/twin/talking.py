"""What who answered does with the caller, until one of them is gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ccd.domain.events import DialStatus, HoldChanged
from tests.twin.asking import Asking, Then
from tests.twin.channel import Leg
from tests.twin.people import OnTalk

if TYPE_CHECKING:
    from tests.twin.dial import Dial

NOBODYS = "1999"
"""A number that means nothing."""
HOLD_MS = (200, 8000)
ASK_MS = (200, 15_000)


class Talk:
    def __init__(self, dial: Dial, leg: Leg) -> None:
        self.dial = dial
        self.leg = leg

    def go_on(self) -> None:
        ending, after_ms = self.leg.phone.desk.talks()
        self.later(after_ms, self._do, ending)

    def hold(self, held: bool) -> None:
        self.leg.held = held
        self.dial.world.tell(HoldChanged(self.leg.channel_id, held))

    def later(self, delay_ms: int, action: Callable[..., object], *what: object) -> None:
        """Unless he is gone by then."""
        self.leg.timers.append(self.dial.world.timeline.after(delay_ms, partial(action, *what)))

    def _do(self, ending: OnTalk) -> None:
        dial, random = self.dial, self.leg.phone.desk.random
        match ending:
            case OnTalk.AGENT_HANGS_UP:
                dial.end(DialStatus.ANSWER)
            case OnTalk.CALLER_HANGS_UP:
                dial.world.hang_up(dial.channel)
            case OnTalk.SENT_TO_NUMBER:
                dial.send_away(random.choice(dial.world.numbers))
            case OnTalk.SENT_TO_PHONE:
                dial.send_away(random.choice([*dial.world.phones]))
            case OnTalk.SENT_TO_COLLEAGUE:
                dial.send_away(dial.world.colleague.extension)
            case OnTalk.SENT_TO_NOBODY:
                dial.send_away(NOBODYS)
            case OnTalk.HOLDS:
                self.hold(True)
                self.later(random.randint(*HOLD_MS), self._resume)
            case OnTalk.HANDED_TO_COLLEAGUE:
                Asking(self, dial.world.colleague.extension, Then.HANDS_OVER, 8000)
            case OnTalk.ASKS:
                others = [number for number in dial.world.phones if number != self.leg.extension]
                number = random.choice([*others, *dial.world.numbers])
                Asking(self, number, random.choice([*Then]), random.randint(*ASK_MS))

    def _resume(self) -> None:
        self.hold(False)
        self.go_on()
