from ccd.domain.centre import Centre
from ccd.domain.events import AgentSignedOff, AgentSignedOn, PhoneState, PlanChanged
from ccd.domain.facts import AgentSignedIn
from ccd.domain.floor import Floor
from tests.unit.domain.played import Played, office


def test_the_agent_at_a_phone_is_who_signed_in_there() -> None:
    played = Played(present=("ann",)).play(AgentSignedOff("ann")).play(AgentSignedOn("bob", "1001"))
    at = played.floor.agent_at("1001")
    assert at is not None
    assert at.name == "bob"
    assert played.floor.agent_at("1002") is None


def test_an_agent_who_is_gone_from_the_plan_stays_until_his_conversation_is_over() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(PlanChanged(office(agents=("bob", "cid")), "admin"))
    assert "ann" in played.floor.agents
    played.finish()
    assert "ann" not in played.floor.agents


def test_waiting_callers_are_listed_as_they_are_due() -> None:
    played = Played().call("c2").call("c1", after_ms=10).call("c3", after_ms=10)
    assert [call.call_id for call in played.floor.waiting("sales")] == ["c2", "c1", "c3"]
    assert played.floor.waiting("support") == []


def test_nothing_is_due_on_an_empty_floor() -> None:
    assert Centre(office()).next_deadline() is None


def test_a_phone_nobody_has_shown_counts_as_idle() -> None:
    floor = Floor(office())
    floor.apply(AgentSignedIn("ann", "1001"), 1)
    assert floor.may_be_rung(floor.agents["ann"])
    floor.seen.phones["1001"] = PhoneState.UNREACHABLE
    assert not floor.may_be_rung(floor.agents["ann"])
