"""When time alone changes something, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccd.domain.agent import Activity, Agent
from ccd.domain.call import Call
from ccd.domain.queue import Heap

if TYPE_CHECKING:
    from ccd.domain.centre import Centre

SETTLE_MS = 1000
"""How long after a call of ours a phone may still look busy with it."""


def look_again_at(centre: Centre, agent: Agent) -> int | None:
    """When time alone will have changed something for the agent: he rings for too long, his wrap-up or a rest
    is over, or his phone goes on looking busy after our call. Without AMI a long ring may be a talk."""
    times = []
    if agent.activity is Activity.RINGING and centre.seen.linked:
        times.append(centre.calls[agent.call_id].overdue_at_ms)
    if agent.activity is Activity.WRAP_UP:
        times.append(agent.wrap_up_until_ms)
    if agent.name in centre.seen.resting:
        times.append(centre.seen.resting[agent.name])
    if agent.extension in centre.seen.out_of_reach:
        times.append(centre.seen.out_of_reach[agent.extension])
    if centre.phone_tells(agent) is not agent.phone:
        times.append(agent.since_ms + SETTLE_MS)
    return min(times, default=None)


@dataclass(slots=True)
class Deadlines:
    """One moment for each agent, which moves; for a call as many as it asks for, as long as it lives."""

    calls: Mapping[str, Call] = field(repr=False, compare=False)
    _of_agent: dict[str, int] = field(default_factory=dict)
    _heap: Heap[tuple[int, str, str]] = field(init=False, repr=False, compare=False)
    """When, and which agent or which call; both empty: everybody."""

    def __post_init__(self) -> None:
        self._heap = Heap(self._holds)

    def next(self) -> int | None:
        first = self._heap.first()
        return first[0] if first else None

    def move(self, agent: str, at_ms: int | None) -> None:
        """None: nothing is to come for him."""
        if at_ms == self._of_agent.get(agent):
            return
        if at_ms is None:
            del self._of_agent[agent]
        else:
            self._of_agent[agent] = at_ms
            self._heap.push((at_ms, agent, ""))

    def add(self, at_ms: int, call_id: str = "") -> None:
        self._heap.push((at_ms, "", call_id))

    def due(self, now_ms: int) -> tuple[list[str], list[str]]:
        """Agents and calls whose moment has come; each is named once, and is done with that."""
        agents: dict[str, None] = {}
        calls: dict[str, None] = {}
        while (first := self._heap.first()) and first[0] <= now_ms:
            self._heap.pop()
            _, agent, call_id = first
            if agent:
                agents[agent] = None
                del self._of_agent[agent]
            elif call_id:
                calls[call_id] = None
        return list(agents), list(calls)

    def _holds(self, entry: tuple[int, str, str]) -> bool:
        at_ms, agent, call_id = entry
        if agent:
            return self._of_agent.get(agent) == at_ms
        return not call_id or call_id in self.calls
