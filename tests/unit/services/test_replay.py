from dataclasses import replace

import pytest

from ccd.domain.decided import Began, Decided
from ccd.domain.events import AgentSignedOn, CallArrived
from ccd.domain.facts import AgentSignedIn, CallOutcome, Recorded
from ccd.services.replay import NoBeginning, replay
from tests.unit.domain.played import START_MS, SUPPORT, office

BEGAN = Began(START_MS, office(), [Recorded(5, START_MS, AgentSignedIn("bob", "1002"))], {}, 5, seed=7)
SIGNED_ON = Decided(START_MS, AgentSignedOn("ann"), [Recorded(6, START_MS, AgentSignedIn("ann", "1001"))])
RESTORED_ALREADY = Decided(START_MS, AgentSignedOn("bob"), [])


def test_the_same_again() -> None:
    played = replay([BEGAN, SIGNED_ON, RESTORED_ALREADY, BEGAN, SIGNED_ON])
    assert played.difference is None
    assert (played.lives, played.events) == (2, 3)
    assert played.facts == [*SIGNED_ON.facts, *SIGNED_ON.facts]


def test_the_first_difference_is_told() -> None:
    forged = replace(SIGNED_ON, facts=[Recorded(6, START_MS, AgentSignedIn("ann", "1003"))])
    played = replay([BEGAN, RESTORED_ALREADY, forged, SIGNED_ON])
    assert played.difference
    assert (played.difference.number, played.difference.event) == (2, SIGNED_ON.event)
    assert (played.difference.expected, played.difference.got) == (forged.facts, SIGNED_ON.facts)
    assert played.facts == []


def test_text_is_compared_as_it_was_stored() -> None:
    """The journal cleans what no database takes; the event has it still."""
    event = CallArrived("c1", "ch", SUPPORT, "1", "A\0\ud800n")
    (told, *rest) = _facts_of(event)
    assert replay([BEGAN, Decided(START_MS, event, [told, *rest])]).difference is None
    assert "A?n" in repr(told)


def _facts_of(event: CallArrived) -> list[Recorded]:
    difference = replay([BEGAN, Decided(START_MS, event, [])]).difference
    assert difference
    return list(difference.got)


def test_a_call_that_had_ended_stays_so() -> None:
    began = replace(BEGAN, ended={"c1": CallOutcome.ANSWERED})
    assert (
        replay([began, Decided(START_MS, CallArrived("c1", "ch", SUPPORT, "1", ""), [])]).difference is None
    )


@pytest.mark.parametrize("recording", [[SIGNED_ON], []])
def test_a_recording_without_its_beginning_is_refused(recording: list[Decided]) -> None:
    with pytest.raises(NoBeginning):
        replay(recording)
