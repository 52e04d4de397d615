"""A supervisor listens to a channel until he presses a key, or whom he listened to is gone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ccd.domain.events import SpyEnded
from ccd.domain.orders import Spy
from tests.twin.channel import Channel, Leg
from tests.twin.timeline import Timer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.twin.world import World

SEEK_MS = 1500
"""So long somebody is waited for whom the agent's side is to talk to."""
LOOK_EVERY_MS = 100
HEARD_MS = 300
KEY_AFTER_MS = 2500
"""How long he listens before he presses the next key, if he means to."""


class Spying:
    """`ChanSpy`, as `telephony/agi/spying.py` has it used. Ends once, unless `stop` is called before."""

    def __init__(self, world: World, order: Spy, key: str, ended: Callable[[SpyEnded], None]) -> None:
        self._world = world
        self._order = order
        self._key = key
        self._ended = ended
        self._give_up_at_ms = world.timeline.now_ms + (SEEK_MS if order.at_other_end else 0)
        self._began_ms = 0
        self._heard: Channel | Leg | None = None
        self._timer: Timer | None = None
        self._over = False

    @property
    def hears(self) -> bool:
        """Somebody who talks: who has parked his caller is told the space, and then gone."""
        leg = self._heard if isinstance(self._heard, Leg) else None
        return self._began_ms > 0 and not self._over and not (leg and leg.gone_at_ms)

    def stop(self) -> None:
        """The supervisor has gone."""
        self._over = True
        if self._timer:
            self._timer.cancel()

    def seek(self) -> None:
        """Once whoever is told of the end knows of us."""
        now_ms = self._world.timeline.now_ms
        if heard := self._whom():
            self._began_ms, self._heard = now_ms, heard
            heard.on_gone.append(partial(self._end, ""))
            if self._key:
                self._timer = self._world.timeline.after(KEY_AFTER_MS, partial(self._end, self._key))
        elif now_ms >= self._give_up_at_ms:
            self._end("", heard=False)
        else:
            self._timer = self._world.timeline.after(LOOK_EVERY_MS, self.seek)

    def _whom(self) -> Channel | Leg | None:
        channel = self._world.channels.get(self._order.channel_id)
        if channel and self._order.at_other_end:
            return channel.dial.talker if channel.dial else None
        return channel

    def _end(self, key: str, *, heard: bool = True) -> None:
        if self._over:
            return
        self.stop()
        long_enough = self._world.timeline.now_ms - self._began_ms >= HEARD_MS
        self._ended(SpyEnded(self._order.call_id, key, heard=heard and (bool(key) or long_enough)))
