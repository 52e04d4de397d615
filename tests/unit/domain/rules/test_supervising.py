"""Supervisors in calls: ann talks at 1001, bob supervises her; 1004 is the phone of one who is no agent."""

import pytest

from ccd.domain.events import (
    AgentSignedOn,
    BridgeChanged,
    BridgeMember,
    CallArrived,
    ChannelHungUp,
    ChannelTransferred,
    DeadlineReached,
    DialAnswered,
    SpyEnded,
    SupervisionAsked,
    SupervisorUnreached,
)
from ccd.domain.facts import (
    CallEnded,
    Mode,
    PersonKnown,
    SupervisionEnded,
    SupervisionModeChanged,
    SupervisionOffered,
    SupervisionStarted,
)
from ccd.domain.orders import PlayPrompts, RingSupervisor, Spy
from ccd.domain.plan import Plan
from ccd.domain.supervision import OFFERED_MS
from tests.unit.domain.played import SUPPORT, Played, channel, office

TEAMS = [{"name": "day", "supervisors": ["bob", "1004"], "agents": ["ann", "cid"], "tone": True}]


def dials(number: str, phone: str = "1004", call_id: str = "b1") -> CallArrived:
    return CallArrived(call_id, channel(call_id), "", phone, "", None, phone, number)


def talking() -> Played:
    """ann at 1001 with c1."""
    plan = Plan.model_validate(office().model_dump() | {"teams": TEAMS})
    return Played(plan, ("ann",)).call().answer()


def listening() -> Played:
    return talking().play(dials("5551001"))


def spy(mode: Mode = Mode.LISTEN, *, tone: bool = False, call_id: str = "c1", other_end: bool = True) -> Spy:
    return Spy("b1", channel(call_id), mode, other_end, tone)


def said(played: Played) -> list[str]:
    return [prompt for order in played.orders if isinstance(order, PlayPrompts) for prompt in order.prompts]


def test_who_supervises_her_comes_in() -> None:
    played = listening()
    assert PersonKnown("b1", "1004", "phone") in played.facts
    started = SupervisionStarted("c1", "b1", 1, "1004", "ann", "1001", Mode.LISTEN, tone=True)
    assert played.facts[-1] == started
    assert played.orders[-1] == spy(tone=True)


def test_a_key_changes_the_mode_and_the_tone_is_not_repeated() -> None:
    played = listening().play(SpyEnded("b1", "5", heard=True))
    assert played.facts == [SupervisionModeChanged("c1", "b1", 1, Mode.WHISPER)]
    assert played.orders == [spy(Mode.WHISPER)]
    played.play(SpyEnded("b1", "5", heard=True))
    assert (played.facts, played.orders) == ([], [spy(Mode.WHISPER)])


def test_the_end_key_ends_it_and_the_talk_goes_on() -> None:
    played = listening().play(SpyEnded("b1", "#", heard=True))
    assert [type(fact) for fact in played.facts] == [CallEnded, SupervisionEnded]
    assert list(played.floor.calls) == ["c1"]


def test_who_comes_after_a_transfer_is_only_listened_to() -> None:
    played = listening().play(SpyEnded("b1", "5", heard=True)).play(SpyEnded("b1", "", heard=True))
    assert played.facts == [SupervisionModeChanged("c1", "b1", 1, Mode.LISTEN)]
    assert played.orders == [spy()]


def test_while_there_is_nobody_to_hear_he_waits_for_somebody() -> None:
    played = listening().play(SpyEnded("b1", "", heard=False))
    assert played.orders == [spy()], "she talks as far as we know: try again"


def test_when_the_call_is_over_he_is_told_and_let_go() -> None:
    played = listening().play(ChannelHungUp(channel("c1")))
    assert SupervisionEnded("c1", "b1", 1) in played.facts
    assert said(played) == ["ccd/codes/call-over"]


def test_when_he_hangs_up_it_is_over() -> None:
    played = listening().play(ChannelHungUp(channel("b1")))
    assert played.facts[-1] == SupervisionEnded("c1", "b1", 1)


@pytest.mark.parametrize(
    ("number", "phone", "words"),
    [
        ("5551001", "1003", "not-allowed"),  # cid is a colleague
        ("5551003", "1004", "no-call"),
        ("5551002", "1004", "not-allowed"),  # bob is in nobody's team
        ("5551004", "1004", "not-allowed"),
    ],
)
def test_who_may_not_or_cannot(number: str, phone: str, words: str) -> None:
    played = talking().play(dials(number, phone))
    assert said(played) == [f"ccd/codes/{words}"]
    assert not played.all(SupervisionStarted)


def test_the_next_call_of_the_team() -> None:
    played = listening().play(SpyEnded("b1", "*", heard=True))
    assert said(played) == ["ccd/codes/no-call"], "there is no other"
    assert played.orders[-1] == spy()
    played = talking()
    played.play(AgentSignedOn("cid")).call("c2", SUPPORT).answer("c2").play(dials("5551001"))
    played.play(SpyEnded("b1", "*", heard=True))
    assert played.facts == [
        SupervisionEnded("c1", "b1", 1),
        SupervisionStarted("c2", "b1", 2, "1004", "cid", "1003", Mode.LISTEN, tone=True),
    ]
    assert played.orders == [spy(tone=True, call_id="c2")]
    played.play(SpyEnded("b1", "*", heard=True))
    assert played.orders == [spy(tone=True)], "and back to the first"


def asked(supervisor: str = "bob", supervision: str = "b1") -> SupervisionAsked:
    return SupervisionAsked("c1", supervision, supervisor, Mode.WHISPER, "boss")


def test_an_agent_who_is_given_the_caller_of_whom_he_was_asked_is_heard_on() -> None:
    """cid talks to a caller and asks ann, to whom the supervisor listens."""
    plan = Plan.model_validate(office().model_dump() | {"teams": TEAMS})
    played = Played(plan, ("cid",)).call("c2", SUPPORT).answer("c2").play(AgentSignedOn("ann"))
    played.play(dials("1001", phone="1003", call_id="p1")).play(DialAnswered(channel("p1"), "1001"))
    played.play(dials("5551001")).play(SpyEnded("b1", "5", heard=True))
    together = BridgeMember("ann-leg", "1001"), BridgeMember(channel("c2"), "carrier")
    played.play(BridgeChanged(together))
    played.play(ChannelTransferred(channel("c2"), "attended", "1001", "1003"))
    played.play(ChannelHungUp(channel("p1")))
    assert played.facts[-2:] == [
        SupervisionEnded("p1", "b1", 1),
        SupervisionStarted("c2", "b1", 2, "1004", "ann", "1001", Mode.WHISPER, tone=True),
    ]
    assert not played.orders


def test_his_phone_is_rung_once() -> None:
    played = talking().play(asked())
    assert played.facts == [SupervisionOffered("c1", "b1", "bob", "ann", Mode.WHISPER, "boss")]
    assert played.orders == [RingSupervisor("b1", "1002", "5551001", "ann")]
    played.play(asked(supervision="b2"))
    assert (played.facts, played.orders, played.last.refused) == ([], [], None)
    played.play(dials("5551001", phone="1002"))
    assert PersonKnown("b1", "bob", "invitation") in played.facts
    assert played.orders[-1] == spy(Mode.WHISPER, tone=True)
    played.play(asked(supervision="b3"))
    assert (played.facts, played.orders, played.last.refused) == ([], [], None)


def test_a_phone_that_was_not_answered_may_be_rung_again() -> None:
    played = talking().play(asked()).play(SupervisorUnreached("b1"))
    assert played.facts == [SupervisionEnded("c1", "b1", 0)]
    assert played.play(asked(supervision="b2")).orders == [RingSupervisor("b2", "1002", "5551001", "ann")]


def test_who_picks_up_when_the_call_is_over_was_asked_in_vain() -> None:
    played = talking().play(asked()).finish().play(dials("5551001", phone="1002"))
    assert said(played) == ["ccd/codes/no-call"]
    assert played.the(SupervisionEnded) == SupervisionEnded("c1", "b1", 0)


def test_nobody_waits_for_ever_for_a_phone_of_which_nothing_is_heard() -> None:
    played = talking().play(asked()).restarted()
    played.play(DeadlineReached(), after_ms=OFFERED_MS - 1)
    assert not played.all(SupervisionEnded)
    assert played.floor.next_deadline() == played.now_ms + 1
    assert played.play(DeadlineReached(), after_ms=1).facts == [SupervisionEnded("c1", "b1", 0)]


def test_only_for_a_talk_and_by_who_supervises() -> None:
    played = talking().play(asked("cid"))
    assert played.last.refused
    played = Played(played.floor.plan, ("ann",)).call().play(asked())
    assert played.last.refused


def test_who_calls_himself_is_on_the_calls_own_channel() -> None:
    played = talking()
    played.play(dials("1002", phone="1003", call_id="p1")).play(DialAnswered(channel("p1"), "1002"))
    played.play(dials("5551003"))
    assert played.orders[-1] == spy(call_id="p1", other_end=False, tone=True)


def test_who_asks_by_keys_is_in_the_call_that_he_has_put_aside() -> None:
    """On the channel of his question a whisper would reach the caller once he is handed over."""
    played = listening().play(SpyEnded("b1", "5", heard=True))
    played.play(CallArrived("q1", channel("q1"), "", "1001", "", None, "", "1004", "1001"))
    played.play(DialAnswered(channel("q1"), "1004"))
    assert played.floor.calls["q1"].by_keys
    played.play(SpyEnded("b1", "*", heard=True))
    assert said(played) == ["ccd/codes/no-call"]
    assert played.facts == [SupervisionModeChanged("c1", "b1", 1, Mode.LISTEN)]
    assert played.orders[-1] == spy()


def test_after_a_restart_he_is_still_in_it() -> None:
    played = listening().play(SpyEnded("b1", "5", heard=True)).restarted()
    played.play(dials("5551001"))
    assert played.orders[-1] == spy(Mode.WHISPER, tone=True)
    assert not [fact for fact in played.facts if isinstance(fact, SupervisionStarted)]
