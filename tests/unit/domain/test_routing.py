from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.call import CallState
from ccd.domain.events import (
    AgentCameBack,
    AgentSignedOff,
    AgentSignedOn,
    AgentWentOnBreak,
    CallerIdentified,
    Carried,
    ChannelHungUp,
    DeadlineReached,
    DialFinished,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
)
from ccd.domain.facts import AgentOffered, Fact
from ccd.domain.floor import Floor
from ccd.domain.plan import Plan
from ccd.domain.routing import LOTTERIES, STRATEGIES, Standing
from ccd.domain.skills import asked_for
from tests.unit.domain.plain_search import PlainSearch
from tests.unit.domain.played import SALES, START_MS, SUPPORT, Played, arrival, channel, office

AGENTS = ("ann", "bob", "cid")
PHONES = ("1001", "1002", "1003")

every_strategy = pytest.mark.parametrize("strategy", STRATEGIES)


def carried(number: int, queue: str, waited_s: int) -> Event:
    """A caller with a time of entry of his own: ties and overtaking happen."""
    place = Carried(queue, 1, START_MS - 1000 * waited_s)
    return arrival(f"c{number}", SALES if queue == "sales" else SUPPORT, place)


def dial_finished(number: int, agent: str, status: DialStatus) -> Event:
    return DialFinished(f"c{number}", (agent,), status, None, caller_present=True)


calls = st.integers(1, 12)
agents = st.sampled_from(AGENTS)
happening: st.SearchStrategy[Event] = st.one_of(
    st.builds(carried, calls, st.sampled_from(["sales", "support"]), st.integers(0, 5)),
    st.builds(carried, calls, st.sampled_from(["sales", "support"]), st.integers(0, 5)),
    st.builds(dial_finished, calls, agents, st.sampled_from(DialStatus)),
    st.builds(dial_finished, calls, agents, st.just(DialStatus.ANSWER)),
    st.builds(lambda number: ChannelHungUp(channel(f"c{number}")), calls),
    st.builds(AgentSignedOn, agents),
    st.builds(AgentSignedOff, agents),
    st.builds(AgentWentOnBreak, agents, st.just("lunch")),
    st.builds(AgentCameBack, agents),
    st.builds(PhoneChanged, st.sampled_from(PHONES), st.sampled_from(PhoneState)),
)


def known(number: int, queue: str, vip: bool, skills: str, last: list[str]) -> list[Event]:
    """A customer comes and is known at once."""
    return [carried(number, queue, 0), CallerIdentified(f"c{number}", number, vip, skills, tuple(last))]


knowing = st.builds(
    known,
    calls,
    st.sampled_from(["sales", "support"]),
    st.booleans(),
    st.sampled_from(["", "english:2", "french:9"]),
    st.lists(agents, max_size=2),
)
ranks = st.dictionaries(agents, st.integers(1, 3))
abilities = st.dictionaries(
    agents, st.dictionaries(st.sampled_from(["english", "french"]), st.integers(1, 6)), max_size=3
)
known_shifts = st.lists(
    st.tuples(st.integers(0, 3000), st.one_of(knowing, st.lists(happening, min_size=1, max_size=1))),
    max_size=40,
)
shifts = st.lists(st.tuples(st.integers(0, 6000), happening), max_size=60)


def with_deadlines(shift: list[tuple[int, Event]]) -> Iterator[tuple[int, Event]]:
    """As the engine sees to it: what is due comes before what happens at the same time."""
    for after_ms, event in shift:
        yield after_ms, DeadlineReached()
        yield 0, event


def facts_of(strategy: str, shift: list[tuple[int, Event]], seed: int = 0) -> list[Fact]:
    played = Played(office(strategy=strategy, wrap_up_s=2), present=AGENTS, seed=seed)
    for after_ms, event in with_deadlines(shift):
        played.play(event, after_ms)
    return played.story


@every_strategy
@given(shift=shifts, ranks=ranks)
def test_every_offer_is_what_plain_search_finds(
    strategy: str, shift: list[tuple[int, Event]], ranks: dict[str, int]
) -> None:
    check_offers(office(strategy=strategy, wrap_up_s=2, ranks=ranks), shift)


@every_strategy
@given(shift=shifts, ranks=ranks, have=abilities, best=st.booleans(), missed_most=st.integers(0, 2))
def test_with_skills_and_priorities_too(
    strategy: str, shift: list[tuple[int, Event]], ranks: Any, have: Any, best: bool, missed_most: int
) -> None:
    """Callers have waited for up to five seconds when they come."""
    queue: dict[str, Any] = {
        "strategy": strategy,
        "wrap_up_s": 2,
        "skills": {"english": 4, "french": 1},
        "relax": [{"after_s": 3, "skills": {"english": 2}}, {"after_s": 8}],
        "escalate": [{"after_s": 2, "by": 5}, {"after_s": 8, "by": 5}],
        "best_skill_first": best,
        "missed_most": missed_most,
    }
    check_offers(office(ranks=ranks, have=have, **queue), shift)


@every_strategy
@given(shift=known_shifts, ranks=ranks, have=abilities, missed_most=st.integers(0, 2), asks=st.integers(0, 3))
def test_with_customers_who_are_known_too(
    strategy: str, shift: list[tuple[int, list[Event]]], ranks: Any, have: Any, missed_most: int, asks: int
) -> None:
    queue: dict[str, Any] = {
        "strategy": strategy,
        "wrap_up_s": 2,
        "skills": {"english": asks} if asks else {},
        "relax": [{"after_s": 6}],
        "escalate": [{"after_s": 4, "by": 5}],
        "same_agent_s": 5,
        "missed_most": missed_most,
    }
    one_by_one = [
        (after_ms * (n == 0), event) for after_ms, events in shift for n, event in enumerate(events)
    ]
    check_offers(office(ranks=ranks, have=have, **queue), one_by_one)


def check_offers(plan: Plan, shift: list[tuple[int, Event]]) -> None:
    played, search = Played(plan), PlainSearch(plan)
    for after_ms, event in [*((0, AgentSignedOn(agent)) for agent in AGENTS), *with_deadlines(shift)]:
        played.play(event, after_ms)
        search.hear(event)
        for fact in played.facts:
            if isinstance(fact, AgentOffered):
                best = search.best(played.now_ms)
                assert best
                assert fact.call_id == best[0]
                assert fact.agent in best[1]
            search.take(fact, played.now_ms)
        search.check_preferences(played.now_ms)
        assert search.best(played.now_ms) is None, "somebody waits while somebody idles"
        if isinstance(event, DeadlineReached):
            check_stages(played)


def check_stages(played: Played) -> None:
    """Who waits is where the plan wants him after so long; nothing is asked again that was relaxed."""
    for call in played.floor.calls.values():
        if call.state in (CallState.WAITING, CallState.OFFERED):
            queue, waited_s = call.queue_settings, (played.now_ms - call.entered_at_ms) / 1000
            asked = [queue.skills, *(step.skills for step in queue.relax if step.after_s <= waited_s)][-1]
            assert call.asked == asked_for(asked, dict(call.own_skills))
            assert set(call.own_skills) <= set(call.needs)
            raised = sum(step.by for step in queue.escalate if step.after_s <= waited_s)
            assert call.priority == queue.weight + raised + 10 * call.vip


@every_strategy
@given(shift=shifts, seed=st.integers(0))
def test_the_same_shift_gives_the_same_choices(
    strategy: str, shift: list[tuple[int, Event]], seed: int
) -> None:
    assert facts_of(strategy, shift, seed) == facts_of(strategy, shift, seed)


@every_strategy
@given(shift=shifts)
def test_nobody_is_rung_twice_at_once(strategy: str, shift: list[tuple[int, Event]]) -> None:
    played = Played(office(strategy=strategy, wrap_up_s=2), present=AGENTS)
    for after_ms, event in with_deadlines(shift):
        played.play(event, after_ms)
        extensions = [call.extension for call in played.floor.calls.values() if call.extension]
        assert len(set(extensions)) == len(extensions)


@every_strategy
@given(st.builds(Standing, draw=st.integers(0, 2**53 - 1)))
def test_a_preference_depends_on_nothing_but_the_standing(strategy: str, standing: Standing) -> None:
    preference = STRATEGIES[strategy](standing)
    assert preference == STRATEGIES[strategy](replace(standing))
    assert preference.reason


@every_strategy
@given(st.integers(0, 2**53 - 1))
def test_only_a_lottery_looks_at_what_is_drawn(strategy: str, draw: int) -> None:
    choose = STRATEGIES[strategy]
    same = choose(Standing("ann", draw=draw)) == choose(Standing("ann", draw=draw ^ 1))
    assert same or choose in LOTTERIES


@pytest.mark.parametrize(
    ("strategy", "better", "worse"),
    [
        ("longest_idle", Standing("a", idle_since_ms=10), Standing("b", idle_since_ms=20)),
        ("fewest_calls", Standing("a", answered=1, idle_since_ms=20), Standing("b", answered=2)),
        (
            "least_occupied",
            Standing("a", talked_ms=90, present_ms=1000),
            Standing("b", talked_ms=50, present_ms=100),
        ),
        ("least_occupied", Standing("a"), Standing("b", talked_ms=1, present_ms=100)),
        ("round_robin", Standing("a", rung_at_ms=10, position=2), Standing("b", rung_at_ms=20)),
        ("round_robin", Standing("a", position=1), Standing("b", position=2)),
        ("linear", Standing("a", position=1, idle_since_ms=20), Standing("b", position=2)),
        ("random", Standing("a", draw=2**53 - 1), Standing("b", draw=0)),
    ],
)
def test_who_is_preferred(strategy: str, better: Standing, worse: Standing) -> None:
    assert STRATEGIES[strategy](better).key < STRATEGIES[strategy](worse).key


def short_calls(strategy: str, calls: int, seed: int = 7, **office_: Any) -> list[str]:
    """Who was rung for each of some calls that come one after another, while all are there."""
    sales = ("cid", "ann", "bob")
    played = Played(office(strategy=strategy, sales=sales, wrap_up_s=0, **office_), present=AGENTS, seed=seed)
    for number in range(calls):
        played.call(f"c{number}", after_ms=1000).answer(f"c{number}").finish(f"c{number}", after_ms=1000)
    return [offer.agent for offer in played.all(AgentOffered)]


@pytest.mark.parametrize(
    ("strategy", "rung"),
    [
        ("longest_idle", ["ann", "bob", "cid", "ann", "bob", "cid"]),
        ("fewest_calls", ["ann", "bob", "cid", "ann", "bob", "cid"]),
        ("least_occupied", ["ann", "bob", "cid", "cid", "bob", "bob"]),
        ("round_robin", ["cid", "ann", "bob", "cid", "ann", "bob"]),
        ("linear", ["cid"] * 6),
    ],
)
def test_a_quiet_morning(strategy: str, rung: list[str]) -> None:
    assert short_calls(strategy, 6) == rung


def test_round_robin_comes_back_to_who_was_busy_when_it_was_his_turn() -> None:
    plan = office(strategy="round_robin", sales=AGENTS, wrap_up_s=0)
    played = Played(plan, present=AGENTS).play(PhoneChanged("1001", PhoneState.IN_USE))
    for number in range(2):
        played.call(f"c{number}", after_ms=1000)
    played.play(PhoneChanged("1001", PhoneState.IDLE)).finish("c0", after_ms=1000).call("c2")
    assert [offer.agent for offer in played.all(AgentOffered)] == ["bob", "cid", "ann"]


def test_lots_are_fair_have_no_memory_and_hang_on_the_seed() -> None:
    """Chi-squared over who follows whom, 8 degrees of freedom: above 26 in one of a thousand seeds."""
    rung = short_calls("random", 900)
    follows = Counter(pairwise(rung))
    assert sum((follows[pair] - 100) ** 2 / 100 for pair in product(AGENTS, AGENTS)) < 26
    assert rung[:20] != short_calls("random", 20, seed=8)


def test_lots_are_drawn_within_a_rank() -> None:
    rung = short_calls("random", 300, ranks={"cid": 2})
    assert set(rung) == {"ann", "bob"}
    assert 110 < rung.count("ann") < 190


def test_an_offer_says_why_in_words() -> None:
    played = Played(present=("ann",)).call()
    assert (
        played.the(AgentOffered).reason == "first in line of sales after 0 s; ann has been free for longest"
    )


def test_a_queue_without_members_keeps_its_callers_and_harms_nobody() -> None:
    floor = Floor(office(sales=()))
    assert floor.handle(arrival("c1", SALES), START_MS).failure is None
    assert [call.call_id for call in floor.waiting("sales")] == ["c1"]
