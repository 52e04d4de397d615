"""A queue that is to go lets nobody in and serves those who wait."""

from typing import Any

from ccd.domain.draining import still_to_serve
from ccd.domain.events import AgentSignedOn, CallArrived, ChannelHungUp, PlanChanged
from ccd.domain.facts import (
    AgentAnswered,
    CallbackDeclined,
    CallEnded,
    CallOutcome,
    JoinRefused,
    NodeEntered,
    VisitOutcome,
)
from ccd.domain.orders import ReleaseCall
from ccd.domain.plan import Plan
from tests.unit.domain.called_back import CalledBack
from tests.unit.domain.played import SALES, Played, channel, office

HOURS = {"name": "shop", "zone": "UTC", "open": {"mon-sun": ["00:00-24:00"]}}
CLOSED = {"hours": "shop", "target": {"kind": "flow", "flow": "support"}}


def plan(draining: bool = False, led: bool = True, **sales: Any) -> Plan:
    """Sales has the number of its own; `led`: the menu and a DID lead there, too."""
    whole = office(recording=False).model_dump(mode="json")
    queue = next(queue for queue in whole["queues"] if queue["name"] == "sales")
    queue |= {"number": "4000", "draining": draining, **sales}
    whole["hours"] = [HOURS]
    if not led:
        whole["flows"] = [flow for flow in whole["flows"] if flow["name"] == "support"]
        whole["dids"] = [did for did in whole["dids"] if did["flow"] == "support"]
    return Plan.model_validate(whole)


def drained(**sales: Any) -> Played:
    """One caller waits, and from now on nobody is let in."""
    return Played(plan(**sales)).call().play(PlanChanged(plan(draining=True, led=False, **sales), "admin"))


def dials(played: Played, call_id: str) -> Played:
    """From a phone, the queue's own number."""
    return played.play(CallArrived(call_id, channel(call_id), "", "1004", "", phone="1004", dialled="4000"))


def left(played: Played) -> list[str]:
    return [call.call_id for call in still_to_serve(played.floor.calls.values(), "sales")]


def test_who_comes_takes_the_exit_for_closed() -> None:
    played = dials(drained(when_closed=CLOSED), "c2")
    assert played.the(JoinRefused) == JoinRefused("c2", 1, "sales", VisitOutcome.REFUSED_DRAINING)
    assert ("queue sales", "when_closed") in [(f.flow, f.node) for f in played.all(NodeEntered)]
    assert played.floor.calls["c2"].queue == "support"
    assert left(played) == ["c1"]


def test_without_such_an_exit_he_is_told_and_turned_away() -> None:
    played = dials(drained(), "c2")
    assert played.the(CallEnded).outcome is CallOutcome.TURNED_AWAY
    (released,) = [order for order in played.orders if isinstance(order, ReleaseCall)]
    assert released.prompt == "ccd/closed"


def test_a_call_that_began_before_is_not_let_in_either() -> None:
    played = Played(plan()).call("c2", "+15550102")
    played.play(PlanChanged(plan(draining=True, led=False), "admin")).press("1", "c2")
    assert played.the(JoinRefused).outcome is VisitOutcome.REFUSED_DRAINING


def test_who_waits_is_served_also_after_a_restart() -> None:
    played = drained().restarted()
    assert left(played) == ["c1"]
    played.play(CallArrived("c1", channel("c1"), SALES, "5550123", ""))
    assert left(played) == ["c1"]
    played.play(AgentSignedOn("ann")).answer()
    assert played.the(AgentAnswered).queue == "sales"
    assert not left(played)


def draining_callbacks(played: CalledBack) -> None:
    whole = played.floor.plan.model_dump(mode="json")
    whole["dids"], whole["queues"][0]["draining"] = [], True
    played.play(PlanChanged(Plan.model_validate(whole), "admin"))


def test_who_is_to_be_called_back_is_still_to_be_served() -> None:
    played = CalledBack().ask().key("1")
    draining_callbacks(played)
    assert left(played) == ["c1"], "he is hanging up"
    played.play(ChannelHungUp("channel-c1"))
    assert left(played) == ["c1"]
    played.play(AgentSignedOn("ann")).pick_up().told().customer_answers()
    assert played.the(AgentAnswered).callback
    assert not left(played)


def test_who_was_not_in_line_cannot_be_called_back_any_more() -> None:
    played = CalledBack().ask()
    draining_callbacks(played)
    assert not left(played)
    played.key("1")
    assert played.the(CallbackDeclined).queue == "sales"
    assert played.the(JoinRefused).outcome is VisitOutcome.REFUSED_DRAINING
