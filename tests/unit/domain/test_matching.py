from collections.abc import Mapping

from ccd.domain.agent import Agent
from ccd.domain.call import Call, CallState
from ccd.domain.matching import Matching, places_of
from ccd.domain.plan import Plan
from ccd.domain.skills import asked_for
from tests.unit.domain.played import office

PLAN = office(have={"ann": {"english": 3, "french": 1}, "bob": {"english": 5}})
AGENTS = {name: Agent(name) for name in ("ann", "bob", "cid")}


def waiting(call_id: str, queue: str, entered_at_ms: int, **skills: int) -> Call:
    call = Call(call_id, f"channel-{call_id}", "", "", "", "", PLAN, 0, 0, CallState.WAITING)
    call.queue, call.entered_at_ms, call.asked = queue, entered_at_ms, asked_for(skills)
    return call


def matching_of(*calls: Call) -> Matching:
    matching = Matching(PLAN, {call.call_id: call for call in calls}, AGENTS)
    for call in calls:
        matching.join_line(call)
    return matching


def pair(matching: Matching) -> tuple[str, str] | None:
    found = matching.next_pair()
    return found and (found[0].call_id, found[1].agent)


def test_the_first_across_queues_meets_who_serves_him() -> None:
    matching = matching_of(waiting("c1", "sales", 2), waiting("c2", "support", 1))
    assert pair(matching) is None
    matching.join_pools(AGENTS["bob"], free=True)
    assert pair(matching) == ("c2", "bob")


def test_who_was_free_before_the_first_caller_came_is_found() -> None:
    call = waiting("c1", "sales", 1)
    matching = Matching(PLAN, {"c1": call}, AGENTS)
    matching.join_pools(AGENTS["ann"], free=True)
    matching.join_line(call)
    assert pair(matching) == ("c1", "ann")


def test_only_a_member_serves() -> None:
    matching = matching_of(waiting("c1", "sales", 1))
    matching.join_pools(AGENTS["cid"], free=True)
    assert pair(matching) is None


def test_only_who_has_the_skill_serves_and_the_others_serve_the_next() -> None:
    matching = matching_of(waiting("c1", "sales", 1, english=4), waiting("c2", "sales", 2, english=3))
    matching.join_pools(AGENTS["ann"], free=True)
    assert pair(matching) == ("c2", "ann")


def test_who_is_not_free_any_more_is_not_found() -> None:
    matching = matching_of(waiting("c1", "sales", 1))
    for free in (True, False):
        matching.join_pools(AGENTS["ann"], free)
    assert pair(matching) is None
    matching.join_pools(AGENTS["ann"], free=True)
    assert pair(matching) == ("c1", "ann")


def test_a_new_plan_has_nobody_but_who_joins_anew() -> None:
    matching = matching_of(waiting("c1", "sales", 1))
    matching.join_pools(AGENTS["ann"], free=True)
    matching.take_plan(office(sales=("bob",)))
    assert pair(matching) is None
    matching.join_pools(AGENTS["ann"], free=True)
    assert pair(matching) is None
    matching.join_pools(AGENTS["bob"], free=True)
    assert pair(matching) == ("c1", "bob")


def test_a_queue_that_is_not_in_the_plan_has_nobody() -> None:
    matching = matching_of(waiting("c1", "gone", 1))
    matching.join_pools(AGENTS["ann"], free=True)
    assert pair(matching) is None


def tiers(plan: Plan, **asked: int) -> Mapping[str, tuple[int, ...]]:
    places = places_of(plan, plan.queues_by_name["sales"], asked_for(asked))
    return {name: place.tier for name, place in places.items()}


def test_level_counts_within_a_rank_and_only_where_the_queue_wants_it() -> None:
    have = {"ann": {"english": 3, "french": 1}, "bob": {"english": 5}}
    assert tiers(office(have=have), english=3) == {"ann": (1, 0), "bob": (1, 0)}
    best = office(have=have, ranks={"ann": 2}, best_skill_first=True)
    assert tiers(best, english=3) == {"ann": (2, -3), "bob": (1, -5)}
    assert tiers(best, english=3, french=1) == {"ann": (2, -4)}
    assert tiers(best) == {"ann": (2, 0), "bob": (1, 0)}
