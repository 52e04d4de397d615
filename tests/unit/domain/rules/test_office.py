"""Callers meet the hours: at the number, in a flow, at a queue's door; people set them by hand."""

from typing import Any

from ccd.domain.events import BackToPlan, OpenedByHand
from ccd.domain.facts import (
    CallStarted,
    HoursOverridden,
    HoursRestored,
    JoinRefused,
    NodeEntered,
    VisitOutcome,
)
from ccd.domain.hours import Opening
from ccd.domain.plan import Plan
from tests.unit.domain.played import SALES, START_MS, Played, office

BYE = {"kind": "hang_up"}
OPEN, CLOSED, HOLIDAY = Opening.OPEN, Opening.CLOSED, Opening.HOLIDAY


def with_hours(**changes: Any) -> Plan:
    """Hours that are open always."""
    plan = office().model_dump(mode="json")
    plan["hours"] = [{"name": "shop", "zone": "UTC", "open": {"mon-sun": ["00:00-24:00"]}}]
    for field, change in changes.items():
        next(item for item in plan[field] if SALES in item.values() or item.get("name") == "sales").update(
            change
        )
    return Plan.model_validate(plan)


def by_hand(state: Opening, until_ms: int | None = None) -> OpenedByHand:
    return OpenedByHand("shop", state, until_ms, "ann")


def spots(played: Played) -> list[tuple[str, str]]:
    return [(fact.flow, fact.node) for fact in played.all(NodeEntered)]


def test_a_closed_number_leads_elsewhere_and_on_holidays_elsewhere_again() -> None:
    closed = {"hours": "shop", "target": BYE, "holiday": {**BYE, "prompts": ["ccd/holiday"]}}
    played = Played(with_hours(dids={"when_closed": closed})).call("c1")
    assert spots(played) == [("sales", "line")]
    played.play(by_hand(CLOSED)).call("c2").play(by_hand(HOLIDAY)).call("c3")
    assert spots(played)[1:] == [(f"DID {SALES}", "when_closed"), (f"DID {SALES}", "when_holiday")]
    assert played.all(CallStarted)[1].flow == f"DID {SALES}"
    played.play(BackToPlan("shop", "ann")).call("c4")
    assert spots(played)[-1] == ("sales", "line")
    assert played.all(HoursRestored) == [HoursRestored("shop", "ann")]


def test_a_closed_queue_lets_nobody_in_and_keeps_who_waits() -> None:
    played = Played(with_hours(queues={"when_closed": {"hours": "shop", "target": BYE}}))
    played.call("c1").play(by_hand(CLOSED)).call("c2")
    assert played.the(JoinRefused) == JoinRefused("c2", 1, "sales", VisitOutcome.REFUSED_CLOSED)
    assert spots(played)[-1] == ("queue sales", "when_closed")
    assert played.floor.waiting("sales")


def test_a_node_asks_the_hours() -> None:
    node = {"kind": "hours", "hours": "shop", "open": "welcome", "closed": "bye"}
    plan = with_hours().model_dump(mode="json")
    flow = plan["flows"][0]
    flow["nodes"]["ask"], flow["start"] = node, "ask"
    played = Played(Plan.model_validate(plan))
    for state in (OPEN, CLOSED, HOLIDAY):
        played.play(by_hand(state)).call(f"c-{state}", plan["dids"][0]["number"])
    assert [spot for spot in spots(played) if spot[1] != "ask"] == [
        ("menu", "welcome"),
        ("menu", "bye"),
        ("menu", "bye"),
    ]


def test_what_was_set_by_hand_ends_by_itself_and_survives_a_restart() -> None:
    played = Played(with_hours(dids={"when_closed": {"hours": "shop", "target": BYE}}))
    played.play(by_hand(CLOSED, START_MS + 1000))
    again = played.restarted()
    again.call("c1").call("c2", after_ms=1000)
    assert spots(again) == [(f"DID {SALES}", "when_closed"), ("sales", "line")]


def test_what_cannot_be_set() -> None:
    played = Played(with_hours())
    assert played.play(OpenedByHand("night", CLOSED, None, "ann")).last.refused
    assert played.play(by_hand(CLOSED, START_MS)).last.refused
    assert not played.play(BackToPlan("shop", "ann")).facts
    assert not played.all(HoursOverridden)
