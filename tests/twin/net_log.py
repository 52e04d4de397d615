"""The simulated `queue_log`: kept by Asterisk, read by the daemon when it is there."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from ccd.domain.events import DialStatus, NetRow, NetStep, SafetyNetTold
from ccd.domain.outcomes import EndedBy
from tests.twin.channel import Channel
from tests.twin.daemon import Daemon
from tests.twin.timeline import Timeline

QUEUE = "sales"
"""Where callers go whom the daemon never saw."""


class NetLog:
    """Whatever is written is read within a second, by a daemon that is there."""

    def __init__(self, timeline: Timeline, random: Random, daemon: Callable[[], Daemon]) -> None:
        self._timeline = timeline
        self._random = random
        self._daemon = daemon
        self._rows: list[NetRow] = []

    def joined(self, channel: Channel) -> None:
        """The dialplan gives an id to whoever has none."""
        now_ms = self._timeline.now_ms
        channel.call_id = channel.call_id or f"20261123T090000-net{len(self._rows)}"
        self._write(
            NetRow(
                now_ms,
                NetStep.JOINED,
                channel.channel_id,
                queue=channel.place.queue if channel.place else QUEUE,
                call_id=channel.call_id,
                did=channel.did,
                caller_number=channel.caller.number,
                entered_at_ms=channel.place.entered_at_ms if channel.place else now_ms,
            )
        )
        channel.in_net = True

    def answered(self, channel: Channel) -> None:
        channel.net_answered_at_ms = self._timeline.now_ms
        self._write(NetRow(self._timeline.now_ms, NetStep.ANSWERED, channel.channel_id))

    def left(self, channel: Channel) -> None:
        """The channel is gone."""
        now_ms, answered_at_ms = self._timeline.now_ms, channel.net_answered_at_ms
        if answered_at_ms:
            ended = NetRow(now_ms, NetStep.TALK_ENDED, channel.channel_id, ended_by=EndedBy.AGENT)
            self._write(replace(ended, talk_ms=now_ms - answered_at_ms))
        elif channel.in_net:
            self._write(NetRow(now_ms, NetStep.GAVE_UP, channel.channel_id))
        elif not (self._daemon().alive or channel.verdict):
            self._rows.append(_hung_up(now_ms, channel))
            self._timeline.after(1000, self.tell)

    def rows(self, step: NetStep) -> list[NetRow]:
        return [row for row in self._rows if row.step is step]

    def tell(self) -> None:
        """What is new, to a daemon that is there."""
        daemon = self._daemon()
        read = daemon.floor.net_log_read[1]
        if daemon.alive and read < len(self._rows):
            daemon.post(SafetyNetTold(tuple(self._rows[read:]), 0, len(self._rows)))

    def _write(self, row: NetRow) -> None:
        self._rows.append(row)
        self._timeline.after(self._random.randint(1, 1000), self.tell)


def _hung_up(now_ms: int, channel: Channel) -> NetRow:
    """Of whom the daemon has let go it hears by itself, and while it is there."""
    row = NetRow(now_ms, NetStep.HUNG_UP, channel.channel_id, ended_by=EndedBy.CALLER)
    if channel.dial and channel.dial.talker:
        return replace(row, extension=channel.dial.talker.extension)
    if channel.dial_status is DialStatus.ANSWER:
        return replace(row, extension=channel.talked_to, ended_by=EndedBy.AGENT)
    return row
