from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.agent import ACTIVITY, PRESENCE, Activity, Agent, Presence
from ccd.domain.events import PhoneState
from ccd.domain.facts import AgentOffered, Fact, OfferEnded, OfferOutcome, PhoneSeen

AGENT_FACTS = [kind for kind in get_args(Fact) if "agent" in kind.__dataclass_fields__]


def facts(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    phones = {"state": st.sampled_from([state.value for state in PhoneState])} if kind is PhoneSeen else {}
    return st.builds(kind, agent=st.just("ann"), **phones)


def test_the_tables_are_about_facts_that_name_an_agent() -> None:
    assert {*PRESENCE, *ACTIVITY} < set(AGENT_FACTS)


@given(
    presence=st.sampled_from(Presence),
    activity=st.sampled_from(Activity),
    data=st.data(),
    at_ms=st.integers(0, 10**13),
)
def test_a_fact_befalls_an_agent_as_the_tables_say_or_not_at_all(
    presence: Presence, activity: Activity, data: st.DataObject, at_ms: int
) -> None:
    kind = data.draw(st.sampled_from(AGENT_FACTS))
    fact, agent = data.draw(facts(kind)), Agent("ann", "1001", presence, activity)
    before = replace(agent)
    presences, activities = PRESENCE.get(kind), ACTIVITY.get(kind)
    if (presences is None or presence in presences) and (activities is None or activity in activities):
        agent.check(fact)
        agent.apply(fact, at_ms)
        assert agent.presence is (presences[presence] if presences else presence)
        assert agent.activity is (activities[activity] if activities else activity)
    else:
        with pytest.raises(AssertionError, match=f"{kind.__name__} befell agent ann"):
            agent.check(fact)
        assert agent == before


def test_presence_and_activity_do_not_disturb_each_other() -> None:
    assert not PRESENCE.keys() & ACTIVITY.keys()


@pytest.mark.parametrize("outcome", OfferOutcome)
def test_only_an_offer_that_failed_by_his_own_fault_sends_an_agent_to_the_end(outcome: OfferOutcome) -> None:
    agent = Agent("ann", "1001", Presence.READY, free_since_ms=100)
    agent.apply(AgentOffered("c1", 1, "sales", "ann", "1001", ""), 200)
    agent.apply(OfferEnded("c1", 1, "ann", outcome, 100), 300)
    blameless = outcome in ("caller_left", "lost", "answered_elsewhere")
    assert agent.free_since_ms == (100 if blameless else 300)


def test_after_a_private_call_he_has_been_free_from_its_end() -> None:
    agent = Agent("ann", "1001", Presence.READY, free_since_ms=100)
    agent.apply(PhoneSeen("ann", "in_use"), 200)
    agent.apply(PhoneSeen("ann", "idle"), 900)
    assert agent.free_since_ms == 900
