"""Who waits in which line, who of the free may serve it, and who comes together next."""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import blake2b
from typing import Protocol

from ccd.domain.agent import Agent
from ccd.domain.call import Call
from ccd.domain.plan import Plan
from ccd.domain.queue import Choice, Line, Place, Pool, due
from ccd.domain.routing import STRATEGIES, Standing


class MayBeRung(Protocol):
    def __call__(self, agent: Agent) -> bool: ...


class Matching:
    """An agent who becomes free joins the pools that he is a member of; a pool is made when the first caller
    joins its line. `seed` decides what is left to chance."""

    def __init__(
        self,
        calls: Mapping[str, Call],
        agents: Mapping[str, Agent],
        may_be_rung: MayBeRung,
        seed: int,
    ) -> None:
        self._calls = calls
        self._agents = agents
        self._may_be_rung = may_be_rung
        self._seed = seed
        self._lines: dict[str, Line] = {}
        self._pools: dict[str, Pool] = {}
        self._pools_of: defaultdict[str, list[tuple[str, Pool]]] = defaultdict(list)
        self._stamps: dict[str, int] = {}
        self._moved: set[str] = set()

    def take_plan(self, plan: Plan) -> None:
        """Lines stay, pools are made anew."""
        self._plan = plan
        self._pools.clear()
        self._pools_of.clear()
        self._lines = {bucket: line for bucket, line in self._lines.items() if line.head()}
        self._moved = set(self._lines)

    def join_line(self, call: Call) -> None:
        bucket = call.queue
        self._lines.setdefault(bucket, Line(self._calls)).join(call)
        self._moved.add(bucket)

    def join_pools(self, agent: Agent) -> None:
        """Let a free agent be found by his queues; earlier entries of his stop being true."""
        self._stamps[agent.name] = stamp = self._stamps.get(agent.name, 0) + 1
        if self._may_be_rung(agent):
            for bucket, pool in self._pools_of.get(agent.name, ()):
                pool.join(self._standing(agent, pool), stamp)
                self._moved.add(bucket)

    def next_pair(self) -> tuple[Call, Agent, Choice] | None:
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
        return call, self._agents[choice.agent], choice

    def _pool(self, bucket: str) -> Pool:
        if pool := self._pools.get(bucket):
            return pool
        queue = self._plan.queues_by_name.get(bucket)
        members = queue.members if queue else ()
        places = {m.agent: Place(m.rank, position) for position, m in enumerate(members)}
        strategy = STRATEGIES[queue.strategy if queue else "longest_idle"]
        pool = self._pools[bucket] = Pool(bucket, strategy, places, self._holds)
        for name in places:
            self._pools_of[name].append((bucket, pool))
            if self._may_be_rung(self._agents[name]):
                pool.join(self._standing(self._agents[name], pool), self._stamps.get(name, 0))
        return pool

    def _standing(self, agent: Agent, pool: Pool) -> Standing:
        return Standing(
            agent=agent.name,
            idle_since_ms=agent.free_since_ms,
            position=pool.places[agent.name].position,
            rung_at_ms=agent.rung_at_ms.get(pool.queue, agent.signed_in_at_ms),
            answered=agent.answered,
            talked_ms=agent.talked_ms,
            present_ms=agent.free_since_ms - agent.signed_in_at_ms,
            draw=self._draw(agent.name, pool.queue),
            reached=pool.reached(agent.name),
        )

    def _draw(self, agent: str, queue: str) -> int:
        ticket = f"{self._seed} {queue} {agent} {self._stamps.get(agent, 0)}"
        return int.from_bytes(blake2b(ticket.encode(), digest_size=8).digest()) >> 11

    def _holds(self, agent: str, stamp: int) -> bool:
        return self._stamps.get(agent, 0) == stamp and self._may_be_rung(self._agents[agent])
