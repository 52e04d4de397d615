"""Which calls are recorded, when people hear of it, and pauses."""

from typing import Any

import pytest

from ccd.domain.events import (
    AsteriskLost,
    DeadlineReached,
    DialStatus,
    Event,
    PromptFinished,
    RecordingBegun,
    RecordingKeyed,
    RecordingMuted,
    RecordingPauseAsked,
    RecordingResumeAsked,
    RecordingStartAsked,
)
from ccd.domain.facts import (
    AgentAnswered,
    CallQueued,
    OutsideDialled,
    PartiesRung,
    RecordingAnnounced,
    RecordingDrawn,
    RecordingPaused,
    RecordingResumed,
    RecordingStarted,
)
from ccd.domain.orders import (
    Connect,
    HoldCaller,
    Order,
    PauseRecording,
    PlayPrompts,
    ResumeRecording,
    RingAgent,
    StartRecording,
)
from ccd.domain.plan import Plan
from ccd.domain.rules.recording import RETRY_MS
from tests.unit.domain.played import SALES, START_MS, Played, channel, found, office

PATH = "c1///c1.wav"
NOTICE = ("custom/recorded",)
PAUSE = PauseRecording("c1", channel("c1"), "ann")
RESUME = ResumeRecording("c1", channel("c1"), "ann")
LET_GO = ResumeRecording("c1", channel("c1"), "")
MOST_MS = 300_000


def planned(queue: Any = None, did: Any = None, phone: Any = None, **plan: Any) -> Plan:
    """The office, in which queue, number and phone say that of recording."""
    fields = office().model_dump()
    fields["queues"] = [{**q, "recording": queue} for q in fields["queues"]]
    fields["dids"] = [{**d, "recording": did} for d in fields["dids"]]
    fields["extensions"] = [{**e, "recording": phone} for e in fields["extensions"]]
    return Plan.model_validate({**fields, **plan})


def talking(plan: Plan | None = None, seed: int = 0) -> Played:
    """Ann talks to c1, and Asterisk is in sight."""
    return Played(plan, ("ann",), seed).play(found()).call().answer()


def rung(played: Played) -> str:
    """Where to."""
    (ring,) = [order for order in played.orders if isinstance(order, RingAgent)]
    return ring.recording


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        ({}, True),
        ({"queue": "never"}, False),
        ({"queue": "never", "did": "always"}, True),
        ({"did": "never", "phone": "always"}, True),
        ({"queue": "always", "did": "always", "phone": "never"}, False),
        ({"queue": "on_demand"}, False),
        ({"recording": {"inbound": "never"}}, False),
        ({"recording": {"inbound": "never"}, "queue": "always"}, True),
    ],
)
def test_the_most_special_decides(said: dict[str, Any], recorded: bool) -> None:
    played = Played(planned(**said), ("ann",)).call()
    assert rung(played) == (PATH if recorded else "")
    assert bool(played.answer().all(RecordingStarted)) is recorded


def test_of_a_share_the_lot_decides_and_stays() -> None:
    plan = planned(queue="50%")
    outcomes = {}
    for seed in range(20):
        played = Played(plan, ("ann",), seed).call()
        outcomes[seed] = lot = played.the(RecordingDrawn).drawn
        assert rung(played) == (PATH if lot < 50 else "")
        assert played.restarted(plan).floor.calls["c1"].tape.drawn == lot
    assert {lot < 50 for lot in outcomes.values()} == {True, False}


def test_a_pause_is_true_when_asterisk_has_said_so() -> None:
    played = talking().play(RecordingPauseAsked("c1", "ann"))
    assert (played.facts, played.orders) == ([], [PAUSE])
    played.play(RecordingMuted("c1", True, "ann"))
    assert played.facts == [RecordingPaused("c1", "ann", START_MS + MOST_MS)]
    assert played.play(RecordingPauseAsked("c1", "ann")).orders == []
    assert played.play(RecordingResumeAsked("c1", "ann")).orders == [RESUME]
    assert played.play(RecordingMuted("c1", False, "ann")).facts == [RecordingResumed("c1", "ann")]


def paused() -> Played:
    return talking().play(RecordingMuted("c1", True, "ann"))


def test_a_pause_ends_with_the_talk() -> None:
    played = paused().finish(status=DialStatus.ANSWER, present=False)
    assert LET_GO in played.orders
    assert played.play(RecordingMuted("c1", False, "")).facts == [RecordingResumed("c1", "")]


def test_a_pause_ends_after_its_longest_time_until_asterisk_has_done_it() -> None:
    played = paused()
    assert played.play(DeadlineReached(), MOST_MS - 1).orders == []
    assert played.play(DeadlineReached(), 1).orders == [LET_GO]
    assert played.play(DeadlineReached(), RETRY_MS).orders == [LET_GO]
    played.play(RecordingMuted("c1", False, ""))
    assert played.facts == [RecordingResumed("c1", "")]
    assert played.play(DeadlineReached(), RETRY_MS).orders == []


def test_a_pause_outlives_the_daemon_and_still_ends() -> None:
    again = paused().restarted()
    assert again.play(DeadlineReached(), MOST_MS).orders == [LET_GO]


def test_a_pause_that_comes_too_late_is_taken_back() -> None:
    """The talk is over, but not the call; else the next agent's talk would be silent."""
    played = talking()
    played.floor.calls["c1"].state = played.floor.calls["c1"].state.LEAVING
    assert played.play(RecordingMuted("c1", True, "ann")).orders == [LET_GO]
    assert not played.facts


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("always", PAUSE),
        ("on_demand", StartRecording("c1", channel("c1"), PATH)),
        ("never", None),
    ],
)
def test_the_agents_key(policy: str, expected: Order | None) -> None:
    played = talking(planned(queue=policy))
    assert played.play(RecordingKeyed("1001")).orders == ([expected] if expected else [])
    assert played.play(RecordingKeyed("1002")).orders == [], "bob talks to nobody"


def test_the_agents_key_ends_his_pause() -> None:
    assert paused().play(RecordingKeyed("1001")).orders == [RESUME]


def test_on_demand() -> None:
    played = talking(planned(queue="on_demand")).play(RecordingStartAsked("c1", "boss"))
    assert played.orders == [StartRecording("c1", channel("c1"), PATH)]
    assert played.play(RecordingBegun("c1")).facts == [RecordingStarted("c1", PATH)]
    assert played.play(RecordingStartAsked("c1", "boss")).orders == []


@pytest.mark.parametrize(
    ("policy", "event", "reason"),
    [
        ("never", RecordingStartAsked("c1", "ann"), "may not be recorded"),
        ("never", RecordingPauseAsked("c1", "ann"), "is not recorded"),
        ("always", RecordingPauseAsked("c2", "ann"), "Nobody talks in call c2"),
        ("always", RecordingResumeAsked("c2", "ann"), "Nobody talks in call c2"),
        ("always", RecordingStartAsked("c2", "ann"), "Nobody talks in call c2"),
    ],
)
def test_what_cannot_be(policy: str, event: Event, reason: str) -> None:
    played = talking(planned(queue=policy)).play(event)
    assert played.last.refused
    assert reason in played.last.refused.reason
    assert not played.orders


@pytest.mark.parametrize("asked", [RecordingStartAsked, RecordingPauseAsked])
def test_without_ami_nobody_is_told_that_it_is_so(asked: Any) -> None:
    played = talking(planned(queue="on_demand" if asked is RecordingStartAsked else "always"))
    played.play(AsteriskLost()).play(asked("c1", "ann"))
    assert played.last.refused
    assert "out of sight" in played.last.refused.reason


def noticed(**said: Any) -> Plan:
    fields = planned(**said).model_dump()
    fields["queues"] = [{**queue, "recording_notice": NOTICE} for queue in fields["queues"]]
    return Plan.model_validate(fields)


def test_who_may_be_recorded_hears_of_it_before_he_waits_and_once() -> None:
    played = Played(noticed()).call()
    assert played.orders[-1] == PlayPrompts("c1", NOTICE)
    assert not played.all(CallQueued)
    played.play(PromptFinished("c1"), after_ms=4000)
    assert [type(fact) for fact in played.facts] == [RecordingAnnounced, CallQueued]
    assert isinstance(played.orders[-1], HoldCaller)


@pytest.mark.parametrize("policy", ["never", "1%"])
def test_who_is_not_recorded_hears_nothing_of_it(policy: str) -> None:
    played = Played(noticed(queue=policy), seed=1).call()
    assert not [order for order in played.orders if isinstance(order, PlayPrompts)]
    assert played.all(CallQueued)


def test_a_notice_that_was_cut_short_is_heard_again() -> None:
    again = Played(noticed()).call().restarted()
    again.call()
    assert again.orders[-1] == PlayPrompts("c1", NOTICE)


def test_who_heard_it_in_one_queue_does_not_hear_it_in_the_next() -> None:
    played = Played(noticed(), ("ann",)).call().play(PromptFinished("c1")).answer()
    assert played.all(AgentAnswered)
    played.floor.calls["c1"].transferred = "blind"
    played.finish(present=False)
    assert len(played.all(RecordingAnnounced)) == 1


RINGS: list[dict[str, Any]] = [
    {"kind": "extension", "extension": "1001"},
    {"kind": "group", "group": "all"},
    {"kind": "outside", "number": "0901234567"},
]


def straight_to(target: dict[str, Any], **said: Any) -> Plan:
    """The number rings somebody without a flow."""
    did = {"number": SALES, "target": target, "recording_notice": NOTICE}
    return Plan.model_validate(
        planned(**said).model_dump()
        | {
            "dids": [did],
            "groups": [{"name": "all", "members": ["1001", "1002"]}],
            "trunks": [{"name": "carrier", "host": "203.0.113.1"}],
            "routes": [{"name": "out", "patterns": ["0."], "ways": ["carrier"]}],
        }
    )


@pytest.mark.parametrize("target", RINGS, ids=lambda target: target["kind"])
def test_who_may_be_recorded_hears_of_it_before_somebody_is_rung(target: dict[str, Any]) -> None:
    played = Played(straight_to(target), ("ann",)).call()
    assert played.orders[-1] == PlayPrompts("c1", NOTICE)
    assert not played.all(PartiesRung)
    played.play(PromptFinished("c1"), after_ms=4000)
    assert [type(fact) for fact in played.facts if not isinstance(fact, OutsideDialled)] == [
        RecordingAnnounced,
        PartiesRung,
    ]
    assert isinstance(played.orders[-1], Connect)


@pytest.mark.parametrize("said", [{"phone": "never"}, {"recording": {"inbound": "never"}}])
def test_nobody_is_told_of_a_recording_that_never_is(said: dict[str, Any]) -> None:
    played = Played(straight_to(RINGS[1], **said), ("ann",)).call()
    assert played.all(PartiesRung)
    assert not [order for order in played.orders if isinstance(order, PlayPrompts)]
