"""Who would be offered what, by plain search: a second opinion on the floor's matching.

It hears the facts of the floor and what phones do, keeps no order, and looks at everybody each time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from ccd.domain import facts as f
from ccd.domain.events import AgentCameBack, Event, PhoneChanged, PhoneState
from ccd.domain.facts import Fact, OfferOutcome
from ccd.domain.plan import Plan, Queue

RESTS_MS = 10_000
"""How long a phone is left alone that could not be rung."""

AGENT_RESTS_MS = 5_000
"""How long an agent is left alone who missed an offer."""


@dataclass
class Caller:
    queue: str = ""
    priority: int = 0
    entered_at_ms: int = 0
    waits: bool = False
    asked: dict[str, int] = field(default_factory=dict)
    ringing: set[str] = field(default_factory=set)
    only: str = ""
    only_until_ms: int = 0


@dataclass
class Member:
    extension: str = ""
    ready: bool = False
    busy: bool = False
    phone_idle: bool = True
    free_since_ms: int = 0
    signed_in_at_ms: int = 0
    answered: int = 0
    talked_ms: int = 0
    rung_at_ms: dict[str, int] = field(default_factory=dict)

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
        """By extension, and by agent."""
        self.round: list[str] = []
        """Who was offered one call just now, and that call's id before them."""
        self.alone = False
        """He was, because he had talked to the caller last."""

    def hear(self, event: Event) -> None:
        self.round = []
        if isinstance(event, PhoneChanged):
            self.phones[event.extension] = event.state
            self.rests_until_ms.pop(event.extension, None)
        if isinstance(event, AgentCameBack):
            self.rests_until_ms.pop(event.agent, None)

    def best(self, now_ms: int) -> tuple[str, set[str]] | None:
        """(call, agents): the first caller in the one order of all for whom somebody is free, and who of them
        may be rung: one, where nothing is left to chance. Before others come those who may ring together
        with who was found last."""
        if others := list(self._ring_as_well(now_ms)):
            return self.round[0], {min(others)[1]}
        waiting = [(-c.priority, c.entered_at_ms, call_id) for call_id, c in self.callers.items() if c.waits]
        for *_, call_id in sorted(waiting):
            caller = self.callers[call_id]
            queue = self.plan.queues_by_name[caller.queue]
            if caller.only:
                if caller.only in {name for _, name in self._ranked(queue, caller.asked, now_ms)}:
                    return call_id, {caller.only}
            elif ranked := sorted(self._ranked(queue, caller.asked, now_ms)):
                like_the_first = [name for key, name in ranked if key == ranked[0][0]]
                return call_id, set(like_the_first if queue.strategy == "random" else like_the_first[:1])
        return None

    def _ring_as_well(self, now_ms: int) -> Iterator[tuple[tuple[float, ...], str]]:
        caller = self.callers.get(self.round[0]) if self.round else None
        queue = self.plan.queues_by_name[caller.queue] if caller else Queue(name="none")
        if caller and not self.alone and queue.strategy == "ring_all" and len(self.round) <= queue.ring_most:
            first, *_ = self.round[1:]
            alike = self._alike(queue, first, caller.asked)
            yield from (each for each in self._ranked(queue, caller.asked, now_ms) if each[0][:2] == alike)

    def _alike(self, queue: Queue, agent: str, asked: dict[str, int]) -> tuple[float, ...]:
        (planned,) = [member for member in queue.members if member.agent == agent]
        return (planned.rank, -self._best(queue, agent, asked))

    def _best(self, queue: Queue, agent: str, asked: dict[str, int]) -> int:
        skills = self.plan.agents_by_name[agent].skills
        return sum(skills.get(name, 0) for name in {*asked, *queue.skills}) if queue.best_skill_first else 0

    def _ranked(
        self, queue: Queue, asked: dict[str, int], now_ms: int
    ) -> Iterator[tuple[tuple[float, ...], str]]:
        for position, planned in enumerate(queue.members):
            member, skills = self.members[planned.agent], self.plan.agents_by_name[planned.agent].skills
            knows = all(name in skills and skills[name] >= asked[name] for name in asked)
            rested = self.rests_until_ms.get(planned.agent, 0) <= now_ms
            if knows and rested and self._may_be_rung(member, now_ms):
                preferred = () if queue.strategy == "random" else _preferred(queue, member, position)
                yield (*self._alike(queue, planned.agent, asked), *preferred), planned.agent

    def check_preferences(self, now_ms: int) -> None:
        """Nobody is kept for an agent who is not there, or for too long."""
        for caller in self.callers.values():
            if caller.waits and caller.only:
                member, queue = self.members[caller.only], self.plan.queues_by_name[caller.queue]
                assert member.ready
                assert now_ms < caller.only_until_ms
                gone = self.phones.get(member.extension) is PhoneState.UNREACHABLE
                assert member.busy or not gone, "what a phone does in a call of ours is seen after it"
                assert caller.only_until_ms == caller.entered_at_ms + 1000 * queue.same_agent_s

    def take(self, fact: Fact, at_ms: int) -> None:
        if isinstance(fact, f.OfferEnded) and fact.outcome is OfferOutcome.UNREACHABLE:
            self.rests_until_ms[self.members[fact.agent].extension] = at_ms + RESTS_MS
        if isinstance(fact, f.OfferEnded) and fact.outcome in (
            "ring_no_answer",
            "rejected",
        ):
            self.rests_until_ms[fact.agent] = at_ms + AGENT_RESTS_MS
        if isinstance(fact, f.AgentSignedIn | f.BreakStarted):
            self.rests_until_ms.pop(fact.agent, None)
        if isinstance(fact, f.AgentSignedIn):  # he is at that phone
            self.rests_until_ms.pop(fact.extension, None)
        self._take_of_caller(fact)
        if agent := getattr(fact, "agent", ""):
            member = self.members[agent]
            was_free = member.free
            self._take_of_member(member, fact, at_ms)
            blameless = isinstance(fact, f.OfferEnded) and fact.outcome in (
                "answered_elsewhere",
                "caller_left",
                "lost",
            )
            if member.free and not was_free and not blameless:
                member.free_since_ms = at_ms

    def _may_be_rung(self, member: Member, now_ms: int) -> bool:
        idle = self.phones.get(member.extension, PhoneState.IDLE) is PhoneState.IDLE
        rested = self.rests_until_ms.get(member.extension, 0) <= now_ms
        return member.ready and not member.busy and idle and rested

    def _take_of_caller(self, fact: Fact) -> None:
        match fact:
            case f.CallQueued():
                place = fact.queue, fact.priority, fact.entered_at_ms
                self.callers[fact.call_id] = Caller(*place, True, _levels(fact.skills))
            case f.AgentPreferred():
                self.callers[fact.call_id].only = fact.last_agent
                self.callers[fact.call_id].only_until_ms = fact.until_ms
            case f.PreferenceGivenUp():
                self.callers[fact.call_id].only = ""
            case f.SkillsRelaxed() | f.SkillsAdded():
                self.callers[fact.call_id].asked = _levels(fact.skills)
            case f.PriorityRaised():
                self.callers[fact.call_id].priority = fact.priority
            case f.AgentOffered():
                self.callers[fact.call_id].waits = False
                self.alone = bool(self.callers[fact.call_id].only)
                self.callers[fact.call_id].only = ""
                self.callers[fact.call_id].ringing.add(fact.agent)
                same = self.round[:1] == [fact.call_id]
                self.round = [*(self.round if same else [fact.call_id]), fact.agent]
            case f.OfferEnded():
                self.callers[fact.call_id].ringing.remove(fact.agent)
                self.callers[fact.call_id].waits = not self.callers[fact.call_id].ringing
            case f.CallEnded():
                self.callers.pop(fact.call_id, None)
            case _:
                pass

    def _take_of_member(self, member: Member, fact: Fact, at_ms: int) -> None:
        match fact:
            case f.AgentSignedIn():
                member.ready, member.extension, member.phone_idle = True, fact.extension, True
                member.signed_in_at_ms, member.answered, member.talked_ms, member.rung_at_ms = at_ms, 0, 0, {}
            case f.AgentSignedOut() | f.BreakStarted():
                member.ready = False
            case f.BreakEnded():
                member.ready = True
            case f.AgentOffered():
                member.busy, member.rung_at_ms[fact.queue] = True, at_ms
            case f.AgentAnswered():
                member.answered += 1
            case f.WrapUpStarted():
                member.busy = True
            case f.TalkEnded():
                member.busy, member.talked_ms = False, member.talked_ms + fact.talk_ms
            case f.OfferEnded() | f.WrapUpEnded():
                member.busy = False
            case f.PhoneSeen():
                member.phone_idle = fact.state == PhoneState.IDLE
            case _:
                pass


def _levels(text: str) -> dict[str, int]:
    return {name: int(level) for name, level in (skill.split(":") for skill in text.split())}


def _preferred(queue: Queue, member: Member, position: int) -> tuple[float, ...]:
    """In this file's own words, not the strategies'."""
    present_ms = member.free_since_ms - member.signed_in_at_ms
    occupied = Fraction(member.talked_ms, present_ms) if present_ms > 0 else Fraction()
    return {
        "longest_idle": (member.free_since_ms,),
        "fewest_calls": (member.answered, member.free_since_ms),
        "least_occupied": (floor(occupied * 1_000_000), member.free_since_ms),
        "round_robin": (member.rung_at_ms.get(queue.name, member.signed_in_at_ms), position),
        "linear": (position,),
        "ring_all": (member.free_since_ms,),
    }[queue.strategy]
