"""Who waits in which line, who of the free may serve it, and who comes together next."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from ccd.domain import facts as f
from ccd.domain.agent import Agent
from ccd.domain.call import Call
from ccd.domain.plan import Plan, Queue
from ccd.domain.queue import Bucket, Choice, Line, Place, Pool, due
from ccd.domain.routing import LOTTERIES, STRATEGIES, Standing, talked_last
from ccd.domain.skills import Asked, has, in_words

LINES_UP = frozenset(
    {
        f.CallQueued,
        f.OfferEnded,
        f.CallbackDue,
        f.CallReattached,
        f.SkillsRelaxed,
        f.SkillsAdded,
        f.PriorityRaised,
        f.AgentPreferred,
        f.PreferenceGivenUp,
    }
)
"""What gives a caller his place in line, or another one."""


class Matching:
    """An agent who becomes free joins the pools of those whom he may serve; a pool is made when its first
    caller joins the line. Only where something moved is looked at. `seed` decides what is left to chance."""

    def __init__(
        self, plan: Plan, calls: Mapping[str, Call], agents: Mapping[str, Agent], seed: int = 0
    ) -> None:
        self._calls = calls
        self._agents = agents
        self._seed = seed
        self._lines: dict[Bucket, Line] = {}
        self._pools: dict[Bucket, Pool] = {}
        self._pools_of: defaultdict[str, list[Pool]] = defaultdict(list)
        self._stamps: dict[str, int] = {}
        """Of each free agent's entries in pools the one that is true."""
        self._afield: set[str] = set()
        """Of the free agents those who are reached at their mobiles only."""
        self._last_stamp = 0
        self._moved: set[Bucket] = set()
        self.take_plan(plan)

    def take_plan(self, plan: Plan) -> None:
        """Lines stay; nobody is free then, everybody has to join anew."""
        self._plan = plan
        self._pools.clear()
        self._pools_of.clear()
        self._stamps.clear()
        self._lines = {bucket: line for bucket, line in self._lines.items() if line.head()}
        self._moved = set(self._lines)

    def join_line(self, call: Call) -> None:
        """Also whose place has changed."""
        bucket = call.bucket
        if bucket not in self._lines:
            self._lines[bucket] = Line(self._calls, bucket)
        self._lines[bucket].join(call)
        self._moved.add(bucket)

    def reach_callbacks(self, possible: bool) -> None:
        """Whether those who are called back can be, all at once."""
        for call in self._calls.values():
            if call.callback.in_line:
                call.callback.within_reach = possible
                self.join_line(call)

    def join_pools(self, agent: Agent, free: bool, afield: bool = False) -> None:
        """Let a free agent be found by his queues, who is `afield` by those that call mobiles; his earlier
        entries stop being true."""
        if not free:
            self._stamps.pop(agent.name, None)
            return
        self._afield.discard(agent.name)
        if afield:
            self._afield.add(agent.name)
        self._last_stamp += 1
        self._stamps[agent.name] = self._last_stamp
        for pool in self._pools_of.get(agent.name, ()):
            if self._is_out_of(pool, agent.name):
                continue
            pool.join(self._standing(agent, pool), self._last_stamp)
            self._moved.add(pool.bucket)

    def might_be_served(self, bucket: Bucket) -> bool:
        """Is there a member who could, be he signed in or not?"""
        return bool(self._pool(bucket).places)

    def might_serve(self, agent: str, bucket: Bucket) -> bool:
        return agent in self._pool(bucket).places

    def next_pair(self) -> tuple[Call, Choice] | None:
        """Of all lines in which something moved, the caller who is due first and has a free agent. They are
        to be brought together: in a lottery the agent's lot is drawn."""
        best: tuple[Call, Pool, Choice] | None = None
        for bucket in sorted(self._moved):
            line = self._lines.get(bucket)
            call = line.head() if line else None
            pool = self._pool(bucket) if call else None
            choice = pool.first() if pool else None
            if call is None or pool is None or choice is None:
                self._moved.discard(bucket)
            elif best is None or due(call) < due(best[0]):
                best = (call, pool, choice)
        if best is None:
            return None
        call, pool, choice = best
        pool.draw_first()
        return call, choice

    def next_like(self, call: Call, choice: Choice) -> Choice | None:
        """Who may ring for the caller together with the one chosen first: another free one of his tier."""
        also = self._pool(call.bucket).first()
        return also if also and also.tier == choice.tier else None

    def _pool(self, bucket: Bucket) -> Pool:
        if pool := self._pools.get(bucket):
            return pool
        name, asked, preferred = bucket
        queue = self._plan.queues_by_name.get(name) or Queue(name=name)
        places, strategy = places_of(self._plan, queue, asked), STRATEGIES[queue.strategy]
        if preferred:
            places = {preferred: replace(places[preferred], tier=())} if preferred in places else {}
            strategy = talked_last
        pool = self._pools[bucket] = Pool(bucket, strategy, places, self._holds)
        for agent in places:
            self._pools_of[agent].append(pool)
            if agent in self._stamps and not self._is_out_of(pool, agent):
                pool.join(self._standing(self._agents[agent], pool), self._stamps[agent])
        return pool

    def _is_out_of(self, pool: Pool, agent: str) -> bool:
        queue = self._plan.queues_by_name.get(pool.bucket[0])
        return agent in self._afield and queue is not None and not queue.mobiles

    def _standing(self, agent: Agent, pool: Pool) -> Standing:
        return Standing(
            agent=agent.name,
            idle_since_ms=agent.free_since_ms,
            position=pool.places[agent.name].position,
            rung_at_ms=agent.rung_at_ms.get(pool.bucket[0], agent.signed_in_at_ms),
            answered=agent.answered,
            talked_ms=agent.talked_ms,
            present_ms=agent.free_since_ms - agent.signed_in_at_ms,
            draw=self._draw(agent.name, pool.bucket) if pool.strategy in LOTTERIES else 0,
            reached=pool.reached(agent.name),
        )

    def _draw(self, agent: str, bucket: Bucket) -> int:
        ticket = f"{self._seed} {bucket} {agent} {self._stamps[agent]}"
        return int.from_bytes(blake2b(ticket.encode(), digest_size=8).digest()) >> 11

    def _holds(self, agent: str, stamp: int) -> bool:
        return self._stamps.get(agent) == stamp


def places_of(plan: Plan, queue: Queue, asked: Asked) -> dict[str, Place]:
    """Who of the queue's members may serve a caller who asks for that: first by rank, then, where the queue
    wants it, by the level of the skills in question."""
    ranked = len({member.rank for member in queue.members}) > 1
    in_question = {*queue.skills, *dict(asked)}
    places = {}
    for position, member in enumerate(queue.members):
        skills = plan.agents_by_name[member.agent].skills
        if has(skills, asked):
            level = sum(skills.get(name, 0) for name in in_question) if queue.best_skill_first else 0
            known = tuple((name, skills[name]) for name in sorted(in_question) if name in skills)
            known_for = [in_words(known)] * bool(known) + [f"rank {member.rank}"] * ranked
            places[member.agent] = Place((member.rank, -level), position, ", ".join(known_for))
    return places
