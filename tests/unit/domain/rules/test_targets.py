"""Callers whose number leads to a target, and flows that go on in another one."""

from typing import Any

from ccd.domain.events import DigitsEntered, PromptFinished
from ccd.domain.facts import CallEnded, CallOutcome, CallQueued, CallStarted, NodeEntered
from ccd.domain.orders import CollectDigits, PlayPrompts
from ccd.domain.plan import Plan
from tests.unit.domain.played import MENU, SALES, Played, office

TO_SALES = {"kind": "queue", "queue": "sales"}


def leading_to(target: dict[str, Any], skills: dict[str, int] | None = None) -> Plan:
    """The number of sales leads there."""
    plan = office(have={"bob": {"english": 3}}).model_dump()
    for did in plan["dids"]:
        if did["number"] == SALES:
            did |= {"flow": None, "target": target, "skills": skills or {}}
    return Plan.model_validate(plan)


def test_a_number_may_lead_straight_to_a_queue() -> None:
    played = Played(leading_to(TO_SALES, {"english": 2})).call()
    assert played.the(CallStarted).flow == f"DID {SALES}"
    assert played.the(NodeEntered) == NodeEntered("c1", f"DID {SALES}", "target")
    assert (played.the(CallQueued).queue, played.the(CallQueued).skills) == ("sales", "english:2")


def test_a_caller_in_a_target_hears_it_again_after_a_restart() -> None:
    played = Played(leading_to({"kind": "hang_up", "prompts": ["ccd/bye"]})).call()
    again = played.restarted().call()
    assert again.orders == [PlayPrompts("c1", ("ccd/bye",))]
    again.play(PromptFinished("c1"))
    assert again.the(CallEnded).outcome is CallOutcome.COMPLETED_IN_MENU


def test_a_target_may_be_a_node_of_a_flow() -> None:
    played = Played(leading_to({"kind": "flow", "flow": "menu", "node": "menu"}, {"english": 3})).call()
    assert isinstance(played.orders[-1], CollectDigits)
    played.play(DigitsEntered("c1", "1"))
    assert played.the(CallQueued).own_skills == "english:3", "the number's, though the flow is another"


def test_a_flow_goes_on_at_the_start_of_another() -> None:
    plan = office().model_dump()
    plan["flows"][0]["nodes"]["bye"] = {"kind": "flow", "flow": "support"}
    played = Played(Plan.model_validate(plan)).call(did=MENU)
    played.play(PromptFinished("c1")).play(DigitsEntered("c1", "9"))
    assert [(fact.flow, fact.node) for fact in played.all(NodeEntered)] == [
        ("menu", "welcome"),
        ("menu", "menu"),
        ("menu", "bye"),
        ("support", "line"),
    ]
    assert played.the(CallQueued).queue == "support"
