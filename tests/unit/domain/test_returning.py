from ccd.domain.events import AgentSignedOn, ChannelHungUp, DeadlineReached
from ccd.domain.facts import AgentOffered
from ccd.domain.returning import OPEN_MS, RETURN_MS
from tests.unit.domain.played import Played, arrival, channel


def two_in_line() -> Played:
    return Played().call("first").call("second", after_ms=1000)


def test_who_waited_longest_comes_first_whoever_is_back_first() -> None:
    again = two_in_line().restarted().play(AgentSignedOn("ann"))
    assert again.play(arrival("second"), 200).all(AgentOffered) == []
    assert again.play(arrival("first"), 500).the(AgentOffered).call_id == "first"


def test_who_has_hung_up_meanwhile_is_not_waited_for() -> None:
    again = two_in_line().restarted().play(AgentSignedOn("ann")).play(arrival("second"), 200)
    assert again.play(ChannelHungUp(channel("first"))).the(AgentOffered).call_id == "second"


def test_the_doors_may_be_slow_to_open() -> None:
    again = two_in_line().restarted().play(AgentSignedOn("ann"))
    assert again.play(arrival("second"), OPEN_MS - 1).all(AgentOffered) == []
    assert again.play(arrival("first"), RETURN_MS - 1).the(AgentOffered).call_id == "first"


def test_nobody_is_waited_for_for_ever() -> None:
    again = two_in_line().restarted().play(AgentSignedOn("ann")).play(arrival("second"), 200)
    assert again.floor.next_deadline() == again.now_ms + RETURN_MS
    assert again.play(DeadlineReached(), RETURN_MS).the(AgentOffered).call_id == "second"


def test_when_nobody_comes_back_it_ends_too() -> None:
    again = two_in_line().restarted().play(AgentSignedOn("ann"))
    assert again.floor.next_deadline() == again.now_ms + OPEN_MS
    assert again.call("new", after_ms=OPEN_MS).the(AgentOffered).call_id == "new"


def test_a_caller_who_is_new_waits_with_them() -> None:
    again = two_in_line().restarted().play(AgentSignedOn("ann")).call("new", after_ms=100)
    assert again.play(arrival("second"), 200).all(AgentOffered) == []
    assert again.play(arrival("first"), 300).the(AgentOffered).call_id == "first"
