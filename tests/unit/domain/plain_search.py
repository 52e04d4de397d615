"""Who would be offered what, by plain search: a second opinion on the floor's matching.

It hears the facts of the floor and what phones do, keeps no order, and looks at everybody each time.
"""

from dataclasses import dataclass

from ccd.domain import facts as f
from ccd.domain.events import Event, PhoneChanged, PhoneState
from ccd.domain.facts import Fact, OfferOutcome
from ccd.domain.plan import Plan
from ccd.domain.routing import STRATEGIES, Standing

RESTS_MS = 10_000
"""How long a phone is left alone that could not be rung."""


@dataclass
class Caller:
    queue: str = ""
    priority: int = 0
    entered_at_ms: int = 0
    waits: bool = False


@dataclass
class Member:
    extension: str = ""
    ready: bool = False
    busy: bool = False
    phone_idle: bool = True
    free_since_ms: int = 0

    @property
    def free(self) -> bool:
        return self.ready and not self.busy and self.phone_idle


class PlainSearch:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.callers: dict[str, Caller] = {}
        self.members = {agent.name: Member() for agent in plan.agents}
        self.phones: dict[str, PhoneState] = {}
        self.rests_until_ms: dict[str, int] = {}

    def hear(self, event: Event) -> None:
        if isinstance(event, PhoneChanged):
            self.phones[event.extension] = event.state
            self.rests_until_ms.pop(event.extension, None)

    def best(self, now_ms: int) -> tuple[str, str] | None:
        """(call, agent): the first caller in the one order of all for whom somebody is free."""
        waiting = [(-c.priority, c.entered_at_ms, call_id) for call_id, c in self.callers.items() if c.waits]
        for *_, call_id in sorted(waiting):
            queue = self.plan.queues_by_name[self.callers[call_id].queue]
            strategy = STRATEGIES[queue.strategy]
            ranked = [
                (strategy(Standing(name, self.members[name].free_since_ms)).key, name)
                for name in queue.members
                if self._may_be_rung(self.members[name], now_ms)
            ]
            if ranked:
                return call_id, min(ranked)[1]
        return None

    def take(self, fact: Fact, at_ms: int) -> None:
        if isinstance(fact, f.OfferEnded) and fact.outcome is OfferOutcome.UNREACHABLE:
            self.rests_until_ms[self.members[fact.agent].extension] = at_ms + RESTS_MS
        self._take_of_caller(fact)
        if agent := getattr(fact, "agent", ""):
            member = self.members[agent]
            was_free = member.free
            self._take_of_member(member, fact)
            blameless = isinstance(fact, f.OfferEnded) and fact.outcome in ("caller_left", "lost")
            if member.free and not was_free and not blameless:
                member.free_since_ms = at_ms

    def _may_be_rung(self, member: Member, now_ms: int) -> bool:
        idle = self.phones.get(member.extension, PhoneState.IDLE) is PhoneState.IDLE
        rested = self.rests_until_ms.get(member.extension, 0) <= now_ms
        return member.ready and not member.busy and idle and rested

    def _take_of_caller(self, fact: Fact) -> None:
        match fact:
            case f.CallQueued():
                self.callers[fact.call_id] = Caller(fact.queue, fact.priority, fact.entered_at_ms, True)
            case f.AgentOffered():
                self.callers[fact.call_id].waits = False
            case f.OfferEnded():
                self.callers[fact.call_id].waits = True
            case f.CallEnded():
                self.callers.pop(fact.call_id, None)
            case _:
                pass

    def _take_of_member(self, member: Member, fact: Fact) -> None:
        match fact:
            case f.AgentSignedIn():
                member.ready, member.extension, member.phone_idle = True, fact.extension, True
            case f.AgentSignedOut() | f.BreakStarted():
                member.ready = False
            case f.BreakEnded():
                member.ready = True
            case f.AgentOffered() | f.WrapUpStarted():
                member.busy = True
            case f.OfferEnded() | f.TalkEnded() | f.WrapUpEnded():
                member.busy = False
            case f.PhoneSeen():
                member.phone_idle = fact.state == PhoneState.IDLE
            case _:
                pass
