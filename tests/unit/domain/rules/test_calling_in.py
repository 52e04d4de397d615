"""Who is to be called back calls in himself."""

from collections.abc import Callable

import pytest

from ccd.domain.call import CallState
from ccd.domain.events import AgentSignedOn, AsteriskFound, CallArrived
from ccd.domain.facts import (
    AgentOffered,
    CallbackBooked,
    CalledIn,
    CallEnded,
    CallOutcome,
    CallQueued,
    CustomerUnreached,
    EndedBy,
    JoinRefused,
    QueueLeft,
    VisitOutcome,
)
from tests.unit.domain.called_back import OWN, START_MS, CalledBack, dialled, plan, rung

QUEUE_DID = "842838220001"


def calls_in(office: CalledBack, number: str = OWN, call_id: str = "c9") -> CalledBack:
    return office.play(CallArrived(call_id, f"channel-{call_id}", QUEUE_DID, number, ""), after_ms=60_000)


def others_wait(office: CalledBack) -> CalledBack:
    return calls_in(office, "0912000000", "c2")


def test_he_takes_over_his_own_place_and_nobody_calls_him() -> None:
    office = calls_in(others_wait(CalledBack().book()))
    assert office.the(CalledIn) == CalledIn("c9", "sales", "c1", START_MS)
    left, ended = office.the(QueueLeft), office.the(CallEnded)
    assert (left.call_id, left.outcome) == ("c1", VisitOutcome.CALLED_IN)
    assert (ended.call_id, ended.outcome, ended.ended_by) == ("c1", CallOutcome.CALLED_IN, EndedBy.CALLER)
    assert office.all(CallQueued)[-1].entered_at_ms == START_MS
    office.play(AgentSignedOn("ann"))
    assert office.the(AgentOffered).call_id == "c9"


def test_a_restart_leaves_him_his_place() -> None:
    again = calls_in(others_wait(CalledBack().book())).restarted()
    assert again.floor.calls["c9"].entered_at_ms == START_MS
    assert "c1" not in again.floor.calls
    assert calls_in(CalledBack().book().restarted()).the(CalledIn).callback == "c1"


def test_a_missed_callback_is_his_place_too() -> None:
    office = dialled().restarted().play(AsteriskFound((), ()))
    assert office.the(CustomerUnreached).again_at_ms
    assert calls_in(office).the(CalledIn).callback == "c1"


@pytest.mark.parametrize("being_called", [rung, dialled])
def test_while_he_is_being_called_back_it_is_too_late(being_called: Callable[[], CalledBack]) -> None:
    office = calls_in(being_called())
    assert not office.all(CalledIn)
    assert office.floor.calls["c1"].ringing


@pytest.mark.parametrize("number", ["0912000000", "", "anonymous"])
def test_somebody_else_takes_nobodys_place(number: str) -> None:
    office = calls_in(CalledBack().book(), number)
    assert not office.all(CalledIn)
    assert office.floor.calls["c1"].state is CallState.WAITING


def test_where_many_have_one_number_each_has_his_own_place() -> None:
    office = calls_in(CalledBack(plan({"called_in": False})).book())
    assert office.floor.calls["c1"].state is CallState.WAITING


def test_who_asks_for_a_callback_again_has_one() -> None:
    office = CalledBack().book()
    office.ask(OWN, "c9").key("1", "c9")
    assert office.all(CallbackBooked)[-1].entered_at_ms == START_MS
    assert office.the(CallEnded).outcome is CallOutcome.CALLED_IN


def test_a_full_queue_lets_him_in() -> None:
    full = {"callers": 1, "target": {"kind": "hang_up", "prompts": ["ccd/sorry"]}}
    office = calls_in(CalledBack(plan(when_full=full)).book())
    assert office.the(CalledIn)
    assert calls_in(office, "0912000000", "c2").all(JoinRefused)
