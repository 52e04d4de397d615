import pytest

from ccd.domain.events import CallerIdentified, DigitsEntered, PhoneChanged, PhoneState, PromptFinished
from ccd.domain.facts import AgentOffered, CallDetached, QueueLeft, VisitOutcome
from ccd.domain.floor import Floor
from ccd.domain.orders import ReleaseCall, RingAgent, Verdict
from ccd.domain.rules import RULES
from ccd.domain.rules.rule import Rule
from tests.unit.domain.played import MENU, START_MS, Played, arrival, office


class BugError(Exception):
    pass


def raises(centre: object, event: object, now_ms: int) -> Rule:
    raise BugError
    yield


def test_what_a_failing_rule_made_true_stays_true_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Played().call("c1", MENU)

    def half(centre: Floor, event: PromptFinished, now_ms: int) -> Rule:
        yield CallDetached(event.call_id)
        raise BugError

    monkeypatch.setitem(RULES, PromptFinished, half)
    decision = played.floor.handle(PromptFinished("c1"), START_MS)
    assert isinstance(decision.failure, BugError)
    assert decision.facts[0] == CallDetached("c1")
    assert not played.floor.calls["c1"].attached


def test_the_caller_of_a_failing_rule_goes_to_the_safety_net(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Played().call("c1")
    monkeypatch.setitem(RULES, CallerIdentified, raises)
    decision = played.floor.handle(CallerIdentified("c1", 1), START_MS)
    assert ReleaseCall("c1", Verdict.QUEUE) in decision.orders
    assert decision.facts == [
        QueueLeft("c1", 1, "sales", VisitOutcome.SAFETY_NET, 0),
        CallDetached("c1"),
    ]


def test_a_call_that_cannot_even_begin_goes_to_the_safety_net(monkeypatch: pytest.MonkeyPatch) -> None:
    floor = Floor(office())
    monkeypatch.setitem(RULES, type(arrival()), raises)
    decision = floor.handle(arrival("c1"), START_MS)
    assert isinstance(decision.failure, BugError)
    assert decision.orders == [ReleaseCall("c1", Verdict.QUEUE)]


def test_a_conversation_is_left_alone_when_a_rule_about_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Played(present=("ann",)).call("c1").answer()
    monkeypatch.setitem(RULES, DigitsEntered, raises)
    decision = played.floor.handle(DigitsEntered("c1", "1"), START_MS)
    assert decision.failure
    assert (decision.facts, decision.orders) == ([], [])


def test_others_are_still_served_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Played(present=("ann",)).play(PhoneChanged("1001", PhoneState.IN_USE)).call("c1")

    def half(centre: Floor, event: PhoneChanged, now_ms: int) -> Rule:
        centre.seen.phones.clear()
        centre.join_pools(centre.agents["ann"])
        raise BugError
        yield

    monkeypatch.setitem(RULES, PhoneChanged, half)
    decision = played.floor.handle(PhoneChanged("1001", PhoneState.IDLE), START_MS)
    assert isinstance(decision.facts[0], AgentOffered)
    assert isinstance(decision.orders[0], RingAgent)


def test_an_event_of_a_kind_nobody_knows_costs_only_itself() -> None:
    decision = Floor(office()).handle("hello", START_MS)  # type: ignore[arg-type]
    assert isinstance(decision.failure, KeyError)
