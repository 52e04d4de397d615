from ccd.domain.events import (
    AgentSignedOff,
    AgentSignedOn,
    DeadlineReached,
    DialFinished,
    DialStatus,
)
from ccd.domain.facts import (
    AgentOffered,
    CallReattached,
    RecordingStarted,
)
from ccd.domain.orders import HoldCaller, RingAgent, RungPhone
from tests.unit.domain.played import START_MS, SUPPORT, Played, channel, found, office

HELD = HoldCaller("c1", "sales", 1, START_MS, "default")


def test_a_free_agent_is_rung_at_once() -> None:
    played = Played(present=("ann",)).call()
    assert played.the(AgentOffered).extension == "1001"
    assert played.orders[-2:] == [HELD, RingAgent("c1", (RungPhone("ann", "1001"),), 15, "c1///c1.wav")]


def test_a_call_of_a_queue_that_is_not_recorded_names_no_file() -> None:
    played = Played(office(recording=False), present=("ann",)).call()
    assert isinstance(ring := played.orders[-1], RingAgent)
    assert ring.recording == ""
    assert not played.answer().all(RecordingStarted)


def test_a_phone_that_still_rings_for_somebody_else_is_not_rung_for_another() -> None:
    """Ann signed out while it rang; the next who sits down there waits until it is over."""
    played = Played(present=("ann",)).call("c1").play(AgentSignedOff("ann"))
    played.play(AgentSignedOn("bob", "1001")).call("c2")
    assert not list(played.offers())
    played.finish("c1", DialStatus.NOANSWER)
    assert list(played.offers()) == [("c1", "bob")]


def test_the_first_in_line_across_queues_is_served_first() -> None:
    played = Played().call("c1", SUPPORT).call("c2", after_ms=5).play(AgentSignedOn("bob"))
    assert list(played.offers()) == [("c1", "bob")]


def test_a_dial_that_ends_after_it_was_given_up_brings_the_caller_back_to_his_place() -> None:
    played = Played(present=("ann",)).play(found()).call().play(AgentSignedOff("ann"))
    played.play(DeadlineReached(), after_ms=45_000)
    played.play(DialFinished("c1", ("ann",), DialStatus.NOANSWER, None, caller_present=True))
    assert played.facts == [CallReattached("c1", channel("c1"))]
    assert played.orders == [HELD]
