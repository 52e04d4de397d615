from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.events import (
    AgentCameBack,
    AgentSignedOff,
    AgentSignedOn,
    AgentWentOnBreak,
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
from ccd.domain.routing import STRATEGIES, Standing, StrategyName
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
    return DialFinished(f"c{number}", agent, status, None, caller_present=True)


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
shifts = st.lists(st.tuples(st.integers(0, 6000), happening), max_size=60)


def with_deadlines(shift: list[tuple[int, Event]]) -> Iterator[tuple[int, Event]]:
    """As the engine sees to it: what is due comes before what happens at the same time."""
    for after_ms, event in shift:
        yield after_ms, DeadlineReached()
        yield 0, event


def facts_of(strategy: str, shift: list[tuple[int, Event]]) -> list[Fact]:
    played = Played(office(strategy=strategy, wrap_up_s=2), present=AGENTS)
    for after_ms, event in with_deadlines(shift):
        played.play(event, after_ms)
    return played.story


def test_the_table_names_each_strategy_that_a_plan_may_name() -> None:
    assert set(STRATEGIES) == set(get_args(StrategyName))


@every_strategy
@given(shift=shifts)
def test_every_offer_is_what_plain_search_finds(strategy: str, shift: list[tuple[int, Event]]) -> None:
    plan = office(strategy=strategy, wrap_up_s=2)
    played, search = Played(plan), PlainSearch(plan)
    for after_ms, event in [*((0, AgentSignedOn(agent)) for agent in AGENTS), *with_deadlines(shift)]:
        played.play(event, after_ms)
        search.hear(event)
        for fact in played.facts:
            if isinstance(fact, AgentOffered):
                assert (fact.call_id, fact.agent) == search.best(played.now_ms)
            search.take(fact, played.now_ms)
        assert search.best(played.now_ms) is None, "somebody waits while somebody idles"


@every_strategy
@given(shift=shifts)
def test_the_same_shift_gives_the_same_choices(strategy: str, shift: list[tuple[int, Event]]) -> None:
    assert facts_of(strategy, shift) == facts_of(strategy, shift)


@every_strategy
@given(shift=shifts)
def test_nobody_is_rung_twice_at_once(strategy: str, shift: list[tuple[int, Event]]) -> None:
    played = Played(office(strategy=strategy, wrap_up_s=2), present=AGENTS)
    for after_ms, event in with_deadlines(shift):
        played.play(event, after_ms)
        extensions = [call.extension for call in played.floor.calls.values() if call.extension]
        assert len(set(extensions)) == len(extensions)


@every_strategy
@given(st.text(), st.integers(0, 10**13))
def test_a_rank_depends_on_nothing_but_the_standing(strategy: str, agent: str, idle_since_ms: int) -> None:
    rank = STRATEGIES[strategy](Standing(agent, idle_since_ms))
    assert rank == STRATEGIES[strategy](Standing(agent, idle_since_ms))
    assert rank.reason


def test_longest_idle_prefers_who_has_been_free_for_longest() -> None:
    longer, shorter = (STRATEGIES["longest_idle"](Standing("ann", since)) for since in (10, 20))
    assert longer.key < shorter.key


def test_an_offer_says_why_in_words() -> None:
    played = Played(present=("ann",)).call()
    assert played.the(AgentOffered).reason == "first in line of sales; ann has been free for longest"


def test_a_queue_without_members_keeps_its_callers_and_harms_nobody() -> None:
    floor = Floor(office(sales=()))
    assert floor.handle(arrival("c1", SALES), START_MS).failure is None
    assert [call.call_id for call in floor.waiting("sales")] == ["c1"]
