from collections.abc import Iterable

from ccd.domain.agent import Agent
from ccd.domain.call import Call, CallState
from ccd.domain.matching import Matching
from tests.unit.domain.played import office

PLAN = office()


class Hall:
    """Calls and agents by hand, without a floor."""

    def __init__(self, *agents: str) -> None:
        self.calls: dict[str, Call] = {}
        self.agents = {name: Agent(name) for name in ("ann", "bob", "cid")}
        self.free = set(agents)
        self.matching = Matching(self.calls, self.agents, lambda agent: agent.name in self.free, seed=1)
        self.matching.take_plan(PLAN)

    def waits(self, call_id: str, queue: str = "sales", entered_at_ms: int = 0) -> None:
        call = Call(call_id, f"channel-{call_id}", "", "", "", "", PLAN, 0, 0, CallState.WAITING)
        call.queue, call.entered_at_ms = queue, entered_at_ms
        self.calls[call_id] = call
        self.matching.join_line(call)

    def pairs(self) -> Iterable[tuple[str, str]]:
        while pair := self.matching.next_pair():
            call, agent, _ = pair
            call.state = CallState.OFFERED
            self.free.remove(agent.name)
            self.matching.join_pools(agent)
            yield call.call_id, agent.name


def test_who_was_free_before_the_first_caller_came_is_found() -> None:
    hall = Hall("ann")
    hall.waits("c1")
    assert list(hall.pairs()) == [("c1", "ann")]


def test_who_becomes_free_while_callers_wait_is_found() -> None:
    hall = Hall()
    hall.waits("c1")
    assert list(hall.pairs()) == []
    hall.free.add("bob")
    hall.matching.join_pools(hall.agents["bob"])
    assert list(hall.pairs()) == [("c1", "bob")]


def test_across_queues_the_first_in_the_one_order_is_served() -> None:
    hall = Hall("bob")
    hall.waits("c1", "sales", entered_at_ms=2)
    hall.waits("c2", "support", entered_at_ms=1)
    assert list(hall.pairs()) == [("c2", "bob")]


def test_who_waits_when_the_plan_changes_is_served_by_the_new_members() -> None:
    hall = Hall("cid")
    hall.waits("c1")
    assert list(hall.pairs()) == []
    hall.matching.take_plan(office(sales=("cid",)))
    assert list(hall.pairs()) == [("c1", "cid")]


def test_a_queue_that_is_not_in_the_plan_has_nobody() -> None:
    hall = Hall("ann", "bob", "cid")
    hall.waits("c1", "gone")
    assert list(hall.pairs()) == []
