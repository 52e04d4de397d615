"""Callers whom the plan turns away."""

from typing import Any

import pytest

from ccd.domain.facts import CallEnded, CallerBlocked, CallOutcome, EndedBy, NodeEntered
from ccd.domain.orders import Cause, ReleaseCall, Verdict
from ccd.domain.plan import Plan
from tests.unit.domain.played import Played, office


def blocking(**said: Any) -> Plan:
    """Who calls in these plays."""
    plan = office().model_dump(mode="json")
    return Plan.model_validate({**plan, "blocks": [{"name": "nuisance", "patterns": ["5550123"], **said}]})


@pytest.mark.parametrize(("answer", "cause"), [("busy", Cause.BUSY), ("refuse", Cause.REJECTED)])
def test_he_is_busy_or_refused(answer: str, cause: Cause) -> None:
    played = Played(blocking(answer=answer)).call("c1")
    assert played.the(CallerBlocked) == CallerBlocked("c1", "nuisance")
    assert played.orders[-1] == ReleaseCall("c1", Verdict.HANG_UP, cause)
    assert played.the(CallEnded) == CallEnded("c1", CallOutcome.REFUSED, EndedBy.SYSTEM)


def test_he_goes_to_a_target() -> None:
    played = Played(blocking(target={"kind": "hang_up", "prompts": ["ccd/sorry"]})).call("c1")
    assert played.the(NodeEntered) == NodeEntered("c1", "block nuisance", "target")


def test_others_come_in() -> None:
    played = Played(blocking(patterns=["999"])).call("c1")
    assert not played.all(CallerBlocked)
    assert played.all(NodeEntered)
