"""Who talks to a caller asks somebody else first, by a second call, while the caller waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.twin.people import Asks, Then

if TYPE_CHECKING:
    from tests.twin.talking import Talk


class Asking:
    def __init__(self, talk: Talk, asks: Asks) -> None:
        self._talk = talk
        self._world = talk.dial.world
        self._over = False
        talk.hold(True)
        talk.leg.on_gone.append(self._caller_gone)
        self._call = self._world.dial_number(talk.leg.phone, asks.number)
        if self._call.gone:
            self._back_to_caller()
        else:
            self._call.on_gone.append(self._back_to_caller)
            self._world.later(self._call, asks.after_ms, partial(self._decide, asks.then))

    def _decide(self, then: Then) -> None:
        call, dial = self._call, self._talk.dial
        waiting = call.session or call.dial
        if self._over:
            return
        if then is Then.COMES_BACK or not waiting or (call.dial and call.dial.deserted):
            self._world.hang_up(call)
            return
        self._over = True
        session, caller = dial.channel.session, dial.channel
        if call.dial and call.dial.talker:
            session, asked = call.session, call.dial
            dial.hand_over(asked)
            if session:
                session.hung_up(asked)
            self._world.vanish(call)
        else:
            dial.give_place(call)
            if session:
                session.hung_up(dial)
            self._world.take_place(caller, call)

    def _back_to_caller(self) -> None:
        """The second call is over."""
        if not self._over:
            self._over = True
            self._talk.hold(False)
            self._talk.go_on()

    def _caller_gone(self) -> None:
        if not self._over:
            self._over = True
            self._world.later(self._call, 300, partial(self._world.hang_up, self._call))
