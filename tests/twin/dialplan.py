"""What `asterisk-config/extensions.conf` has callers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccd.domain.events import Carried, DialStatus
from ccd.domain.orders import Verdict
from tests.twin.channel import Channel
from tests.twin.dial import Dial
from tests.twin.reaching import legs_to
from tests.twin.safety_net import enter_net
from tests.twin.session import Session

if TYPE_CHECKING:
    from tests.twin.asterisk import Asterisk

RETRY_MS = 1000
GIVE_UP_MS = 30_000
ALONE_RING_S = 30


class Dialplan:
    def __init__(self, asterisk: Asterisk) -> None:
        self._asterisk = asterisk

    def steer(self, channel: Channel) -> None:
        if channel.gone:
            return
        channel.verdict, channel.dial_status, channel.in_net = None, None, False
        self.wait_patiently(channel)
        self.ask_daemon(channel)

    def ask_daemon(self, channel: Channel) -> None:
        asterisk = self._asterisk
        if asterisk.daemon.alive:
            call_id = channel.call_id or asterisk.next_id("20261123T090000")
            asterisk.sessions.append(Session(asterisk, channel, call_id))
        else:
            self.session_over(channel)

    def session_over(self, channel: Channel) -> None:
        asterisk = self._asterisk
        now_ms = asterisk.timeline.now_ms
        if channel.of_agent or channel.verdict is Verdict.HANG_UP:
            asterisk.hang_up(channel)
        elif channel.verdict is Verdict.QUEUE:
            enter_net(asterisk, channel)
        elif channel.dial_status is DialStatus.ANSWER:
            asterisk.hang_up(channel)
        elif channel.dialled and channel.place is None:
            self._alone(channel)
        elif not asterisk.daemon.alive and now_ms - (channel.away_since_ms or now_ms) >= GIVE_UP_MS:
            enter_net(asterisk, channel)
        else:
            channel.away_since_ms = None if asterisk.daemon.alive else channel.away_since_ms or now_ms
            asterisk.later(channel, RETRY_MS, lambda: self.steer(channel))

    def transferred(self, channel: Channel, number: str, by: str) -> None:
        asterisk = self._asterisk
        channel.dialled, channel.sent_by, channel.place = number, by, None
        asterisk.later(channel, asterisk.random.randint(1, 20), lambda: self.steer(channel))

    def _alone(self, channel: Channel) -> None:
        """Nobody decides what was dialled: the files know extensions, groups and queues."""
        asterisk = self._asterisk
        queue = asterisk.plan.queues_by_number.get(channel.dialled)
        group = asterisk.plan.groups_by_number.get(channel.dialled)
        extensions = group.members if group else (channel.dialled,)
        phones = [asterisk.phones[extension] for extension in extensions if extension in asterisk.phones]
        if channel.dial_status is None and phones:
            dial = Dial(
                asterisk,
                channel,
                legs_to(asterisk, phones),
                over=lambda status: asterisk.hang_up(dial.channel),
                left=lambda number, by: self.transferred(dial.channel, number, by),
            )
            dial.start(ALONE_RING_S)
        elif queue:
            channel.place = Carried(queue.name, 0, asterisk.timeline.now_ms)
            enter_net(asterisk, channel)
        else:
            asterisk.hang_up(channel)

    def wait_patiently(self, channel: Channel) -> None:
        if channel.patience:
            channel.patience.cancel()
        patience_ms = channel.caller.patience_ms
        channel.patience = self._asterisk.timeline.after(patience_ms, lambda: self._lose_patience(channel))

    def _lose_patience(self, channel: Channel) -> None:
        if not channel.talking_to:
            self._asterisk.hang_up(channel)
