from heapq import nsmallest

from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.call import Call, CallState
from ccd.domain.queue import Choice, Heap, Line, Place, Pool, in_line
from ccd.domain.routing import STRATEGIES, Standing
from tests.unit.domain.played import office

PLAN = office()


def waiting(call_id: str, entered_at_ms: int, priority: int = 0) -> Call:
    call = Call(call_id, f"channel-{call_id}", "", "", "", "", PLAN, 0, 0, CallState.WAITING)
    call.queue, call.entered_at_ms, call.priority = "sales", entered_at_ms, priority
    return call


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30))))
def test_the_smallest_that_still_holds_comes_first(changes: list[tuple[bool, int]]) -> None:
    true: set[int] = set()
    heap: Heap[tuple[int]] = Heap(lambda entry: entry[0] in true)
    for joins, number in changes:
        if joins:
            true.add(number)
            heap.push((number,))
        else:
            true.discard(number)
        assert heap.first() == (min(true),) if true else heap.first() is None


def test_what_is_stale_does_not_pile_up_behind_a_head_that_stays() -> None:
    true = {0}
    heap: Heap[tuple[int]] = Heap(lambda entry: entry[0] in true)
    heap.push((0,))
    for number in range(1, 10_000):
        heap.push((number,))
    assert len(heap) < 100


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=20))
def test_callers_are_due_by_priority_then_time_of_entry(callers: list[tuple[int, int]]) -> None:
    calls = {f"c{n:02}": waiting(f"c{n:02}", entered, prio) for n, (prio, entered) in enumerate(callers)}
    line = Line(calls, ("sales", (), ""))
    for call in calls.values():
        line.join(call)
    served = []
    while head := line.head():
        served.append(head)
        head.state = CallState.OFFERED
    naive = nsmallest(len(calls), calls.values(), lambda c: (-c.priority, c.entered_at_ms, c.call_id))
    assert served == naive == in_line(calls.values(), "sales")


def test_a_caller_out_of_our_hands_is_passed_over_and_finds_his_place_again() -> None:
    first, second = waiting("c1", 1), waiting("c2", 2)
    line = Line({"c1": first, "c2": second}, ("sales", (), ""))
    line.join(first)
    line.join(second)
    first.sessions = 0
    assert line.head() is second
    first.sessions = 1
    line.join(first)
    assert line.head() is first


def test_whose_demands_or_priority_changed_has_left_the_line_and_may_join_again() -> None:
    call = waiting("c1", 1)
    line, other = Line({"c1": call}, ("sales", (), "")), Line({"c1": call}, ("sales", (("english", 3),), ""))
    line.join(call)
    call.asked = (("english", 3),)
    assert line.head() is None
    other.join(call)
    call.priority = 5
    assert other.head() is None
    other.join(call)
    assert other.head() is call


def pool(**ranks: int) -> Pool:
    places = {
        name: Place((rank,), position, f"rank {rank}") for position, (name, rank) in enumerate(ranks.items())
    }
    return Pool(("sales", (), ""), STRATEGIES["longest_idle"], places, lambda agent, stamp: True)


def test_equal_preference_goes_by_name() -> None:
    free = pool(bob=1, ann=1)
    free.join(Standing("bob", 5), 1)
    free.join(Standing("ann", 5), 1)
    assert free.first() == Choice("ann", "ann (rank 1) has been free for longest", (1,))


def test_a_lower_tier_comes_before_the_strategy_and_is_told() -> None:
    free = pool(bob=1, ann=2)
    free.join(Standing("ann", 5), 1)
    assert free.first() == Choice("ann", "ann (rank 2) has been free for longest", (2,))
    free.join(Standing("bob", 9), 1)
    assert free.first() == Choice("bob", "bob (rank 1) has been free for longest", (1,))


def test_a_pool_of_nobody() -> None:
    free = pool()
    free.draw_first()
    assert free.first() is None
