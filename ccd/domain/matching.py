"""Which caller meets which agent: lines and pools, and the queues in which one of them has moved."""

from collections.abc import Mapping

from ccd.domain.agent import Agent
from ccd.domain.call import Call
from ccd.domain.plan import Plan
from ccd.domain.queue import Line, Pool, due
from ccd.domain.routing import STRATEGIES, Standing


class Matching:
    """In a queue in which nothing moved there is nobody to match: only those that did are looked at."""

    def __init__(self, plan: Plan, calls: Mapping[str, Call]) -> None:
        self._plan = plan
        self._calls = calls
        self._lines: dict[str, Line] = {}
        self._pools: dict[str, Pool] = {}
        self._stamps: dict[str, int] = {}
        """Of each free agent's entries in pools the one that is true."""
        self._last_stamp = 0
        self._moved: set[str] = set()

    def take_plan(self, plan: Plan) -> None:
        """Pools are empty then; everybody has to join anew."""
        self._plan = plan
        self._pools = {}
        self._moved.update(self._lines)

    def join_line(self, call: Call) -> None:
        self._lines.setdefault(call.queue, Line(self._calls)).join(call)
        self._moved.add(call.queue)

    def join_pools(self, agent: Agent, free: bool) -> None:
        """Let a free agent be found by his queues; his earlier entries stop being true."""
        if not free:
            self._stamps.pop(agent.name, None)
            return
        self._last_stamp += 1
        self._stamps[agent.name] = self._last_stamp
        for queue in self._plan.queues_of.get(agent.name, ()):
            pool = self._pools.setdefault(queue.name, Pool(self._entry_holds))
            rank = STRATEGIES[queue.strategy](Standing(agent.name, agent.free_since_ms))
            pool.join(agent.name, rank, self._last_stamp)
            self._moved.add(queue.name)

    def next_pair(self) -> tuple[Call, str, str] | None:
        """Of all queues in which something moved: the caller who is due first and has a free agent, that
        agent's name, and why he."""
        best: tuple[Call, str, str] | None = None
        for queue in sorted(self._moved):
            line, pool = self._lines.get(queue), self._pools.get(queue)
            call = line.head() if line else None
            choice = pool.first() if call and pool else None
            if call is None or choice is None:
                self._moved.discard(queue)
            elif best is None or due(call) < due(best[0]):
                best = (call, *choice)
        return best

    def _entry_holds(self, agent: str, stamp: int) -> bool:
        return self._stamps.get(agent) == stamp
