from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.call import TRANSITIONS, Call, CallState
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    CallOutcome,
    EndedBy,
    Fact,
    OfferEnded,
    OfferOutcome,
    TalkEnded,
)
from tests.unit.domain.played import office

PLAN = office()
CALL_FACTS = [kind for kind in get_args(Fact) if kind in TRANSITIONS]


def call_in(state: CallState) -> Call:
    call = Call("c1", "channel-c1", "+15550100", "", "", "sales", PLAN, 0, 0)
    call.state, call.queue, call.visit = state, "sales", 1
    call.agent = "ann" if state is CallState.TALKING else ""
    call.ringing = {"ann": "1001"} if state in (CallState.OFFERED, CallState.CALLING_BACK) else {}
    return call


def facts(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    """Of that kind, about this call and its agent, or another one who is rung as well; anything else at
    will."""
    agent = "bob" if kind is AgentOffered else "ann"
    known = {"call_id": st.just("c1"), "agent": st.just(agent), "queue": st.just("sales")}
    return st.builds(kind, **{name: known[name] for name in kind.__dataclass_fields__ if name in known})


@given(state=st.sampled_from(CallState), data=st.data(), at_ms=st.integers(0, 10**13))
def test_a_fact_befalls_a_call_as_the_table_says_or_not_at_all(
    state: CallState, data: st.DataObject, at_ms: int
) -> None:
    kind = data.draw(st.sampled_from(CALL_FACTS))
    fact, call = data.draw(facts(kind)), call_in(state)
    before = replace(call)
    if state in TRANSITIONS[kind]:
        call.check(fact)
        call.apply(fact, at_ms)
        assert call.state is TRANSITIONS[kind][state]
    else:
        with pytest.raises(AssertionError, match=f"{kind.__name__} befell call c1 while {state}"):
            call.check(fact)
        assert call == before


def test_while_several_ring_the_end_of_one_offer_leaves_the_others() -> None:
    call = call_in(CallState.OFFERED)
    call.apply(AgentOffered("c1", 1, "sales", "bob", "1002", ""), 5000)
    with pytest.raises(AssertionError, match="befell a call with"):
        call.check(AgentAnswered("c1", 1, "sales", "bob", 0, 0, "none"))  # what of ann?
    call.apply(OfferEnded("c1", 1, "ann", OfferOutcome.ANSWERED_ELSEWHERE, 0), 6000)
    assert (call.state, call.ringing) == (CallState.OFFERED, {"bob": "1002"})
    call.apply(AgentAnswered("c1", 1, "sales", "bob", 1000, 0, "none"), 6000)
    assert (call.state, call.with_agents) == (CallState.TALKING, {"bob": "1002"})


@pytest.mark.parametrize(
    ("state", "fact"),
    [
        (CallState.OFFERED, AgentOffered("c1", 1, "sales", "ann", "1001", "")),
        (CallState.OFFERED, OfferEnded("c1", 1, "bob", OfferOutcome.REJECTED, 0)),
        (CallState.TALKING, TalkEnded("c1", 1, "bob", EndedBy.AGENT, 0)),
    ],
)
def test_nothing_befalls_a_call_by_an_agent_it_does_not_fit(state: CallState, fact: Fact) -> None:
    with pytest.raises(AssertionError, match="befell a call with"):
        call_in(state).check(fact)


def test_nothing_befalls_a_call_that_has_ended_but_its_recording() -> None:
    kinds = [kind.__name__ for kind, moves in TRANSITIONS.items() if CallState.ENDED in moves]
    assert kinds == ["RecordingStored"]


def test_every_state_leads_to_the_end() -> None:
    leads = {state: {moves[state] for moves in TRANSITIONS.values() if state in moves} for state in CallState}
    ends = {CallState.ENDED}
    for _ in CallState:
        ends |= {state for state, targets in leads.items() if targets & ends}
    assert ends == set(CallState)


@pytest.mark.parametrize(
    ("state", "talked", "left", "outcome"),
    [
        (CallState.LEAVING, True, "safety_net", CallOutcome.ANSWERED),
        (CallState.LEAVING, False, "safety_net", CallOutcome.SAFETY_NET),
        (CallState.WAITING, False, "", CallOutcome.ABANDONED),
        (CallState.OFFERED, False, "", CallOutcome.ABANDONED),
        (CallState.LEAVING, False, "abandoned", CallOutcome.ABANDONED),
        (CallState.IN_FLOW, False, "refused_full", CallOutcome.TURNED_AWAY),
        (CallState.IN_FLOW, False, "waited_too_long", CallOutcome.TURNED_AWAY),
        (CallState.IN_FLOW, False, "left_by_key", CallOutcome.LEFT_IN_MENU),
        (CallState.IN_FLOW, False, "", CallOutcome.LEFT_IN_MENU),
    ],
)
def test_outcome_of_a_caller_who_leaves_now(
    state: CallState, talked: bool, left: str, outcome: CallOutcome
) -> None:
    call = call_in(state)
    call.talked, call.left = talked, left
    assert call.outcome is outcome


def test_a_clock_that_went_back_over_a_restart_makes_no_length_negative() -> None:
    call = replace(call_in(CallState.TALKING), entered_at_ms=5000, offered_at_ms=5000, answered_at_ms=5000)
    assert (call.waited_ms(4000), call.rung_ms(4000), call.talked_ms(4000)) == (0, 0, 0)


def test_the_recording_lies_in_the_folder_of_its_day() -> None:
    call = replace(call_in(CallState.TALKING), call_id="20261123T093000-ab12")
    assert call.recording_path == "2026/11/23/20261123T093000-ab12.wav"
