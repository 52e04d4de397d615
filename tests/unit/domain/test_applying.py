from copy import deepcopy
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from ccd.domain import applying
from ccd.domain.applying import Applying
from ccd.domain.centre import Centre
from ccd.domain.events import ChannelHungUp, PhoneState
from ccd.domain.facts import CallStarted, Fact, QueueLeft, Recorded, VisitOutcome
from tests.unit.domain.played import MENU, Played, channel, office

PLAN = office()
FEW: dict[str, st.SearchStrategy[Any]] = {
    "call_id": st.sampled_from(["c1", "c2"]),
    "channel_id": st.sampled_from(["ch1", "ch2"]),
    "agent": st.sampled_from(["ann", "bob", "zoe"]),
    "extension": st.sampled_from(["1001", "1002"]),
    "queue": st.sampled_from(["sales", "gone"]),
    "state": st.sampled_from([state.value for state in PhoneState]),
}


def any_fact() -> st.SearchStrategy[Fact]:
    """Of every kind; about few names, so that they meet."""
    kinds: list[st.SearchStrategy[Fact]] = [
        st.builds(kind, **{name: FEW[name] for name in kind.__dataclass_fields__ if name in FEW})
        for kind in get_args(Fact)
    ]
    return st.one_of(kinds)


def all_of(centre: Centre) -> dict[str, object]:
    """Everything the centre knows, but for who may meet whom, which is derived."""
    lazy = {"plan", "_matching"}
    return deepcopy({name: value for name, value in vars(centre).items() if name not in lazy})


@given(st.lists(any_fact(), max_size=40))
def test_a_fact_becomes_true_whole_or_not_at_all(facts: list[Fact]) -> None:
    centre = Applying(PLAN)
    for at_ms, fact in enumerate(facts):
        before = all_of(centre)
        try:
            centre.apply(fact, at_ms)
        except AssertionError:
            assert all_of(centre) == before


@given(st.lists(any_fact(), max_size=40))
def test_a_record_with_impossible_facts_is_restored_without_them(facts: list[Fact]) -> None:
    recorded = [Recorded(seq, seq, fact) for seq, fact in enumerate(facts, 1)]
    whole, cleaned = Applying(PLAN), Applying(PLAN)
    left_out = whole.restore(recorded)
    assert cleaned.restore([entry for entry in recorded if entry not in left_out]) == []
    assert all_of(whole) == all_of(cleaned)


def test_a_call_starts_once() -> None:
    played = Played().call("c1")
    (again,) = played.all(CallStarted)
    assert Applying(PLAN).restore([Recorded(1, 1, again), Recorded(2, 2, again)]) == [Recorded(2, 2, again)]


def test_a_record_may_name_agents_who_are_gone_from_the_plan() -> None:
    played = Played(present=("ann",)).call().answer()
    again = played.restarted(office(agents=("bob", "cid")))
    again.play(ChannelHungUp(channel("c1")))
    assert "c1" not in again.floor.calls
    assert again.floor.agents["ann"].call_id == ""


def test_only_the_latest_ended_calls_are_remembered(monkeypatch: Any) -> None:
    monkeypatch.setattr(applying, "ENDED_KEPT", 2)
    played = Played()
    for call_id in ("c1", "c2", "c3"):
        played.call(call_id, MENU).play(ChannelHungUp(channel(call_id)))
    assert list(played.floor.ended) == ["c2", "c3"]


def test_a_restored_outcome_is_read_from_plain_text() -> None:
    """A journal gives strings back where enumerations went in."""
    played = Played().call("c1")
    plain = QueueLeft("c1", 1, "sales", VisitOutcome("safety_net"), 5)
    played.floor.apply(plain, played.now_ms)
    assert played.floor.calls["c1"].in_safety_net
