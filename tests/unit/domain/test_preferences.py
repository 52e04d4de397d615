from ccd.domain.agent import Agent, Presence
from ccd.domain.call import Call
from ccd.domain.events import PhoneState
from ccd.domain.preferences import Preferences
from tests.unit.domain.played import office


def waiting_for(agent: str) -> Call:
    call = Call("c1", "channel-c1", "", "", "", "", office(), 0, 0)
    call.preferred = agent
    return call


def test_who_waits_for_an_agent_that_goes_is_named_once() -> None:
    call, bob = waiting_for("bob"), Agent("bob", "1002", Presence.READY)
    preferences = Preferences({"c1": call})
    preferences.note(call, "")
    preferences.look_at(bob, PhoneState.IDLE)
    assert preferences.in_vain() == []
    bob.phone = PhoneState.UNREACHABLE
    preferences.look_at(bob, PhoneState.IDLE)
    assert preferences.in_vain() == [call]
    assert preferences.in_vain() == []


def test_a_phone_that_is_gone_is_not_waited_for() -> None:
    call = waiting_for("bob")
    preferences = Preferences({"c1": call})
    preferences.note(call, "")
    preferences.look_at(Agent("bob", "1002", Presence.READY), PhoneState.UNREACHABLE)
    assert preferences.in_vain() == [call]


def test_who_waits_no_more_is_not_named() -> None:
    call = waiting_for("bob")
    preferences = Preferences({"c1": call})
    preferences.note(call, "")
    call.preferred = ""
    preferences.note(call, "bob")
    preferences.look_at(Agent("bob"), PhoneState.IDLE)
    assert preferences.in_vain() == []
