from ccd.domain.agent import Agent
from ccd.domain.call import Call, CallState
from ccd.domain.matching import Matching
from tests.unit.domain.played import office

PLAN = office()


def waiting(call_id: str, queue: str, entered_at_ms: int) -> Call:
    call = Call(call_id, f"channel-{call_id}", "", "", "", "", PLAN, 0, 0, CallState.WAITING)
    call.queue, call.entered_at_ms = queue, entered_at_ms
    return call


def matching_of(*calls: Call) -> Matching:
    matching = Matching(PLAN, {call.call_id: call for call in calls})
    for call in calls:
        matching.join_line(call)
    return matching


def test_the_first_across_queues_meets_who_serves_him() -> None:
    later, first = waiting("c1", "sales", 2), waiting("c2", "support", 1)
    matching = matching_of(later, first)
    assert matching.next_pair() is None
    matching.join_pools(Agent("bob"), free=True)
    assert matching.next_pair() == (first, "bob", "has been free for longest")


def test_only_a_member_serves() -> None:
    matching = matching_of(waiting("c1", "sales", 1))
    matching.join_pools(Agent("cid"), free=True)
    assert matching.next_pair() is None


def test_who_is_not_free_any_more_is_not_found() -> None:
    call = waiting("c1", "sales", 1)
    matching = matching_of(call)
    for free in (True, False):
        matching.join_pools(Agent("ann"), free)
    assert matching.next_pair() is None
    matching.join_pools(Agent("ann"), free=True)
    assert matching.next_pair() is not None


def test_a_new_plan_has_nobody_but_who_joins_anew() -> None:
    matching = matching_of(waiting("c1", "sales", 1))
    matching.join_pools(Agent("ann"), free=True)
    matching.take_plan(office(sales=("bob",)))
    assert matching.next_pair() is None
    matching.join_pools(Agent("ann"), free=True)
    assert matching.next_pair() is None
    matching.join_pools(Agent("bob"), free=True)
    assert matching.next_pair() is not None
