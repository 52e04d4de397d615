"""The daemon's orders, each to whoever carries it out."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from ccd.domain import orders as o
from ccd.domain.events import CallerIdentified
from tests.twin.inviting import ring_supervisor
from tests.twin.originate import Originates
from tests.twin.recording import done

if TYPE_CHECKING:
    from tests.twin.asterisk import Asterisk
    from tests.twin.ordered import CallOrder


class Performing:
    def __init__(self, asterisk: Asterisk) -> None:
        self._asterisk = asterisk
        self._originates = Originates(asterisk)

    def perform(self, order: o.Order) -> None:
        asterisk = self._asterisk
        match order:
            case o.DenyAddresses() | o.ShowMessages() | o.ShowClosed():
                pass
            case o.MirrorMember():
                if asterisk.linked:
                    asterisk.members[order.queue, order.extension] = order.membership
            case o.IdentifyCaller():
                known = self._recognise(order)
                asterisk.timeline.after(asterisk.random.randint(1, 300), lambda: asterisk.post(known))
            case o.CallAgent():
                self._originates.perform(order)
            case o.StopRecording():
                self._stop_recording(order.channel_id)
            case o.StartRecording() | o.PauseRecording() | o.ResumeRecording() | o.KeepMessage():
                asterisk.timeline.after(asterisk.random.randint(1, 30), lambda: asterisk.post(done(order)))
            case o.TakeOver():
                for session in asterisk.open_sessions(order.call_id):
                    session.call_id = order.by
            case o.RingSupervisor():
                ring_supervisor(asterisk, order)
            case o.OfferKeys() | o.EraseMessage() | o.RecordGreeting() | o.KeepGreeting():
                raise NotImplementedError("nobody here listens to messages")
            case _:
                self._give(order)

    def _stop_recording(self, channel_id: str) -> None:
        if channel := self._asterisk.channels.get(channel_id):
            channel.recording = ""

    def _recognise(self, order: o.IdentifyCaller) -> CallerIdentified:
        """A number is always the same customer: the same VIP or none, with the same needs and last agents."""
        random = Random(order.number)
        agents = [agent.name for agent in self._asterisk.daemon.plan.agents]
        last = tuple(random.sample(agents, random.randint(0, min(2, len(agents)))))
        skills = random.choice(["", "", "english:5", "french:1"])
        return CallerIdentified(order.call_id, int(order.number), random.random() < 0.2, skills, last)

    def _give(self, order: CallOrder) -> None:
        for session in self._asterisk.open_sessions(order.call_id):
            session.perform(order)
