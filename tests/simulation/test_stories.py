"""Single stories against the twin, in people's words."""

from random import Random
from typing import Any, TypeVar

import pytest

from ccd.domain.agent import Activity
from ccd.domain.events import AgentSignedOff, AgentSignedOn, PhoneState
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    CallEnded,
    CallOutcome,
    CallQueued,
    ExitChosen,
    Fact,
    JoinRefused,
    NetAnswered,
    NetTalkEnded,
    OfferEnded,
    OfferOutcome,
    QueueLeft,
    TalkEnded,
    VisitOutcome,
)
from ccd.domain.plan import Plan, Queue
from tests.simulation import invariants
from tests.simulation.offices import CARRIER, COLLEAGUE, MOBILES, SORRY, small_office
from tests.simulation.shift import NINE_OCLOCK_MS
from tests.twin.asterisk import SLOWEST_MS, Asterisk
from tests.twin.channel import Phone
from tests.twin.people import Caller, Desk, OnRing, OnTalk
from tests.twin.timeline import Timeline

F = TypeVar("F", bound=Fact)


class Office:
    """One agent at 1001 who serves both queues, and answers after a second; his mobile is switched off.
    Nobody is sent away but by the exits that a story gives to sales."""

    def __init__(self, talk_s: int = 20, **exits: Any) -> None:
        self.timeline = Timeline(NINE_OCLOCK_MS)
        self.desk = Desk(Random(1), ring_ms=(1000, 1000), talk_ms=(talk_s * 1000, talk_s * 1000))
        colleague = Desk(Random(2), talk_ms=(30_000, 30_000))
        self.asterisk = Asterisk(
            self.timeline,
            Random(3),
            _with_exits(small_office(1, Random(4)), exits),
            [Phone("1001", self.desk)],
            Phone(COLLEAGUE, colleague),
            invariants.after_every_event,
        )
        mobile = f"{MOBILES['1001']}@{CARRIER}"
        self.asterisk.mobiles[mobile] = Phone(mobile, Desk(Random(5)), PhoneState.UNREACHABLE)
        self.asterisk.post(AgentSignedOn("agent1"))

    def call(self, number: str = "0900000001", patience_s: int = 120) -> None:
        """The caller presses 1, waits, and does what the story says."""
        self.asterisk.call(Caller(number, "+15550100", patience_s * 1000, keys=["1"]))

    def after_s(self, seconds: float) -> "Office":
        self.timeline.run(self.timeline.now_ms + int(seconds * 1000))
        return self

    def close(self) -> None:
        self.timeline.run()
        invariants.when_all_is_quiet(self.asterisk)
        invariants.of_the_shift(self.asterisk.daemon)

    def all(self, kind: type[F]) -> list[F]:
        return [entry.fact for entry in self.asterisk.daemon.recorded if isinstance(entry.fact, kind)]

    def outcomes(self) -> list[CallOutcome]:
        return [fact.outcome for fact in self.all(CallEnded)]

    def activity(self) -> Activity:
        return self.asterisk.daemon.floor.agents["agent1"].activity


def _with_exits(plan: Plan, exits: dict[str, Any]) -> Plan:
    sales, support = (
        queue.model_copy(update={"when_full": None, "when_waited": None, "when_nobody": None})
        for queue in plan.queues
    )
    sales = Queue.model_validate(sales.model_dump() | exits)
    return Plan.model_validate(plan.model_copy(update={"queues": (sales, support)}).model_dump())


def in_talk() -> Office:
    office = Office()
    office.call()
    office.after_s(10)
    assert office.activity() is Activity.TALKING
    return office


def in_line(**exits: Any) -> Office:
    """The agent is in a private call; a caller waits."""
    office = Office(**exits)
    office.asterisk.show(office.asterisk.phones["1001"], PhoneState.IN_USE)
    office.call()
    office.after_s(10)
    assert office.all(CallQueued)
    assert not office.all(AgentOffered)
    return office


def test_a_caller_presses_a_key_is_answered_and_the_agent_hangs_up() -> None:
    office = in_talk()
    office.close()
    assert office.outcomes() == [CallOutcome.ANSWERED]
    (talk,) = office.all(TalkEnded)
    assert abs(talk.talk_ms - 20_000) <= SLOWEST_MS


def test_a_caller_who_waits_keeps_his_place_over_a_restart() -> None:
    office = in_line()
    office.asterisk.kill_daemon()
    office.after_s(3)
    office.asterisk.start_daemon()
    office.after_s(3).call("0900000002")
    office.after_s(10).asterisk.show(office.asterisk.phones["1001"], PhoneState.IDLE)
    office.close()
    (first, *_), (entered, *_) = office.all(AgentOffered), office.all(CallQueued)
    assert first.call_id == entered.call_id
    assert entered.entered_at_ms < NINE_OCLOCK_MS + 10_000


@pytest.mark.parametrize("away_s", [1, 15])
def test_a_conversation_survives_a_restart(away_s: int) -> None:
    """15 seconds later it has ended, and nobody has told us."""
    office = in_talk()
    office.asterisk.kill_daemon()
    office.after_s(away_s)
    office.asterisk.start_daemon()
    office.after_s(1)
    assert (office.activity() is Activity.TALKING) == (away_s == 1)
    office.close()
    assert office.outcomes() == [CallOutcome.ANSWERED]
    assert len(office.all(TalkEnded)) == 1


def test_the_safety_net_answers_while_the_daemon_stays_away() -> None:
    office = in_line()
    office.asterisk.show(office.asterisk.phones["1001"], PhoneState.IDLE)
    office.asterisk.kill_daemon()
    office.after_s(40)
    assert office.asterisk.phones["1001"].state is PhoneState.IN_USE
    office.asterisk.start_daemon()
    office.close()
    assert office.outcomes() == [CallOutcome.ANSWERED]
    assert len(office.all(NetAnswered)) == len(office.all(NetTalkEnded)) == 1


def test_nobody_answers_in_the_safety_net_and_the_caller_comes_back() -> None:
    office = in_line()
    office.asterisk.kill_daemon()
    office.after_s(40)
    office.asterisk.start_daemon()
    office.asterisk.show(office.asterisk.phones["1001"], PhoneState.IDLE)
    office.close()
    assert office.outcomes() == [CallOutcome.ANSWERED]


def test_an_asterisk_that_restarts_leaves_no_call_and_a_free_agent() -> None:
    office = in_talk()
    office.asterisk.die()
    office.after_s(2)
    office.asterisk.start()
    office.after_s(5)
    assert office.activity() is not Activity.TALKING
    office.close()
    assert office.outcomes() == [CallOutcome.ANSWERED]


def test_an_answer_and_a_hand_over_while_the_link_is_lost() -> None:
    """The watch over overdue offers must not take a conversation for a dead session."""
    office = Office(talk_s=60)
    office.desk.on_talk = [OnTalk.HANDED_TO_COLLEAGUE]
    office.call()
    office.after_s(4.2).asterisk.lose_link()
    office.after_s(70).asterisk.find_link()
    office.after_s(1)
    assert office.activity() is not Activity.RINGING
    office.close()
    assert not office.all(OfferEnded)
    assert len(office.all(AgentAnswered)) == len(office.all(TalkEnded)) == 1


def test_a_call_that_is_let_ring_goes_back_to_the_head_of_the_line() -> None:
    office = Office()
    office.desk.on_ring = [OnRing.LETS_IT_RING]
    office.call("0900000001")
    office.after_s(1).call("0900000002")
    office.after_s(15)
    assert office.asterisk.daemon.floor.agents["agent1"].break_reason == "ring_no_answer"
    waiting = office.asterisk.daemon.floor.waiting("sales")
    assert [call.caller_number for call in waiting] == ["0900000001", "0900000002"]
    office.close()
    assert office.outcomes() == [CallOutcome.ABANDONED] * 2


def test_a_queue_that_is_full_turns_the_next_one_away() -> None:
    office = in_line(when_full={"callers": 1, "target": SORRY})
    office.call("0900000002")
    office.after_s(10)
    (refused,) = office.all(JoinRefused)
    assert refused.outcome is VisitOutcome.REFUSED_FULL
    assert office.outcomes() == [CallOutcome.TURNED_AWAY]
    office.close()


def test_who_has_waited_long_enough_is_sent_on_even_over_a_restart() -> None:
    office = in_line(when_waited={"after_s": 20, "target": SORRY})
    office.asterisk.kill_daemon()
    office.after_s(3).asterisk.start_daemon()
    office.close()
    (left,) = office.all(QueueLeft)
    assert left.outcome is VisitOutcome.WAITED_TOO_LONG
    assert left.wait_ms == 20_000
    assert office.outcomes() == [CallOutcome.TURNED_AWAY]


def test_the_last_agent_goes_home() -> None:
    office = in_line(when_nobody={"target": SORRY, "leave": True})
    office.asterisk.post(AgentSignedOff("agent1"))
    office.call("0900000002")
    office.close()
    assert [fact.outcome for fact in office.all(QueueLeft)] == [VisitOutcome.NOBODY_LEFT]
    assert [fact.outcome for fact in office.all(JoinRefused)] == [VisitOutcome.REFUSED_NOBODY]
    assert office.outcomes() == [CallOutcome.TURNED_AWAY] * 2


def test_a_caller_leaves_by_a_key() -> None:
    office = in_line(keys={"1": SORRY})
    (channel,) = office.asterisk.channels.values()
    office.asterisk.press(channel, "7")
    office.asterisk.press(channel, "1")
    office.close()
    assert [fact.key for fact in office.all(ExitChosen)] == ["1"]
    assert [fact.outcome for fact in office.all(QueueLeft)] == [VisitOutcome.LEFT_BY_KEY]
    assert office.outcomes() == [CallOutcome.COMPLETED_IN_MENU]


def test_a_key_ends_the_ringing_and_blames_nobody() -> None:
    office = Office(keys={"1": SORRY})
    office.desk.on_ring = [OnRing.LETS_IT_RING]
    office.call()
    office.after_s(8)
    (channel,) = office.asterisk.channels.values()
    assert channel.dialling
    office.asterisk.press(channel, "1")
    office.close()
    assert [fact.outcome for fact in office.all(OfferEnded)] == [OfferOutcome.CALLER_LEFT]
    assert [fact.outcome for fact in office.all(QueueLeft)] == [VisitOutcome.LEFT_BY_KEY]
    assert office.asterisk.daemon.floor.agents["agent1"].missed == 0
