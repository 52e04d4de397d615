"""What a call comes to, by what befell it last."""

import pytest

from ccd.domain.call import Call, CallState
from ccd.domain.facts import CallOutcome, ReachOutcome, VisitOutcome
from ccd.domain.plan import Plan


def call(state: CallState = CallState.IN_FLOW, **fields: object) -> Call:
    made = Call("c1", "ch", "1", "2", "", "main", Plan(), 0, 0, state)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("made", "outcome"),
    [
        (call(), CallOutcome.LEFT_IN_MENU),
        (call(CallState.WAITING), CallOutcome.ABANDONED),
        (call(CallState.CONNECTING), CallOutcome.CANCELLED),
        (call(messages=1), CallOutcome.VOICEMAIL),
        (call(messages=1, talked=True), CallOutcome.ANSWERED),
        (call(left=VisitOutcome.REFUSED_FULL), CallOutcome.TURNED_AWAY),
        (call(left=VisitOutcome.SAFETY_NET), CallOutcome.SAFETY_NET),
    ],
)
def test_outcome(made: Call, outcome: CallOutcome) -> None:
    assert made.outcome is outcome


def test_a_message_counts_more_than_who_was_not_reached() -> None:
    made = call()
    made.parties.unreached = ReachOutcome.BUSY
    assert made.outcome == CallOutcome.BUSY
    assert call(messages=1, parties=made.parties).outcome is CallOutcome.VOICEMAIL
