"""AMI and FastAGI are two connections: what belongs together arrives in any order, and sometimes twice.

Each story says what either connection tells, in its own order; every interleaving of the two is played.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ccd.domain.events import (
    AgentCameBack,
    ChannelHungUp,
    ChannelTransferred,
    DeadlineReached,
    DialAnswered,
    DialFinished,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
    RingEnded,
    SessionEnded,
)
from ccd.domain.facts import AgentAnswered, AgentOffered, CallEnded, CallOutcome, OfferEnded, TalkEnded
from tests.unit.domain.played import Played, channel, found, office

HUNG_UP = ChannelHungUp(channel("c1"))
ANSWERED = DialAnswered(channel("c1"), "1001")
SESSION_HUNG_UP = SessionEnded("c1", hung_up=True)
SESSION_BROKE = SessionEnded("c1", hung_up=False)
STEP_MS = 10
TALK_MS = 60_000


def dial(status: DialStatus, talk_ms: int | None = None, present: bool = False) -> DialFinished:
    return DialFinished("c1", ("ann", "bob"), status, talk_ms, present, "1001" if talk_ms else "")


def phone(*states: PhoneState) -> tuple[PhoneChanged, ...]:
    return tuple(PhoneChanged("1001", state) for state in states)


RINGS, BUSY, IDLE = PhoneState.RINGING, PhoneState.IN_USE, PhoneState.IDLE


@dataclass(frozen=True)
class Story:
    """It is told from where a phone rings. `talked`: with an agent. `together`: another phone rings as well,
    and stops when the first is answered."""

    name: str
    ami: tuple[Event, ...]
    agi: tuple[Event, ...]
    outcome: CallOutcome
    talked: bool
    together: bool = False


STORIES = [
    Story(
        "the agent hangs up",
        (*phone(RINGS), ANSWERED, *phone(BUSY, IDLE), HUNG_UP),
        (dial(DialStatus.ANSWER, TALK_MS, present=True),),
        CallOutcome.ANSWERED,
        talked=True,
    ),
    Story(
        "the caller hangs up",
        (*phone(RINGS), ANSWERED, *phone(BUSY, IDLE), HUNG_UP),
        (dial(DialStatus.ANSWER, TALK_MS), SESSION_HUNG_UP),
        CallOutcome.ANSWERED,
        talked=True,
    ),
    Story(
        "the caller gives up while it rings",
        (*phone(RINGS, IDLE), HUNG_UP),
        (dial(DialStatus.CANCEL), SESSION_HUNG_UP),
        CallOutcome.ABANDONED,
        talked=False,
    ),
    Story(
        "the connection breaks in a conversation",
        (*phone(RINGS), ANSWERED, *phone(BUSY, IDLE), HUNG_UP),
        (SESSION_BROKE,),
        CallOutcome.ANSWERED,
        talked=True,
    ),
    Story(
        "the connection breaks while it rings, and the caller leaves",
        (*phone(RINGS, IDLE), HUNG_UP),
        (SESSION_BROKE,),
        CallOutcome.ABANDONED,
        talked=False,
    ),
    Story(
        "the caller is sent to a colleague",
        (ANSWERED, ChannelTransferred(channel("c1"), "blind", "2000"), *phone(BUSY, IDLE), HUNG_UP),
        (dial(DialStatus.ANSWER, TALK_MS), SESSION_HUNG_UP),
        CallOutcome.ANSWERED,
        talked=True,
    ),
    Story(
        "the caller is handed to a colleague, who hangs up",
        (ANSWERED, ChannelTransferred(channel("c1"), "attended", "2000"), *phone(BUSY, IDLE), HUNG_UP),
        (dial(DialStatus.ANSWER, TALK_MS, present=True),),
        CallOutcome.ANSWERED,
        talked=True,
    ),
    Story(
        "the caller is handed to a colleague, and hangs up",
        (ANSWERED, ChannelTransferred(channel("c1"), "attended", "2000"), *phone(BUSY, IDLE), HUNG_UP),
        (dial(DialStatus.ANSWER, TALK_MS), SESSION_HUNG_UP),
        CallOutcome.ANSWERED,
        talked=True,
    ),
]

BOB_RINGS, BOB_IS_QUIET = PhoneChanged("1002", RINGS), PhoneChanged("1002", IDLE)
STORIES += [
    Story(
        "two ring, one answers and hangs up",
        (*phone(RINGS), BOB_RINGS, ANSWERED, *phone(BUSY), BOB_IS_QUIET, *phone(IDLE), HUNG_UP),
        (dial(DialStatus.ANSWER, TALK_MS, present=True),),
        CallOutcome.ANSWERED,
        talked=True,
        together=True,
    ),
    Story(
        "two ring, one rejects, and the caller talks to the other and hangs up",
        (*phone(RINGS), RingEnded(channel("c1"), "1002", DialStatus.BUSY), ANSWERED, *phone(IDLE), HUNG_UP),
        (dial(DialStatus.ANSWER, TALK_MS), SESSION_HUNG_UP),
        CallOutcome.ANSWERED,
        talked=True,
        together=True,
    ),
    Story(
        "the caller gives up while two ring",
        (*phone(RINGS), BOB_RINGS, BOB_IS_QUIET, *phone(IDLE), HUNG_UP),
        (dial(DialStatus.CANCEL), SESSION_HUNG_UP),
        CallOutcome.ABANDONED,
        talked=False,
        together=True,
    ),
]

each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)


def interleavings(one: tuple[Event, ...], other: tuple[Event, ...]) -> Iterator[tuple[Event, ...]]:
    if not one or not other:
        yield one + other
        return
    yield from ((one[0], *rest) for rest in interleavings(one[1:], other))
    yield from ((other[0], *rest) for rest in interleavings(one, other[1:]))


def told(story: Story, events: tuple[Event, ...]) -> Played:
    if story.together:
        played = Played(office(strategy="ring_all"), present=("ann", "bob")).call()
    else:
        played = Played(present=("ann",)).call()
    for event in events:
        played.play(event, after_ms=STEP_MS)
    return played


def check(played: Played, story: Story) -> None:
    assert played.the(CallEnded).outcome is story.outcome
    assert not played.floor.calls
    assert len(played.all(AgentAnswered)) == len(played.all(TalkEnded)) == int(story.talked)
    assert len(played.all(OfferEnded)) == len(played.all(AgentOffered)) - int(story.talked)
    if story.talked:
        talk_ms = played.the(TalkEnded).talk_ms
        assert talk_ms == TALK_MS or talk_ms <= STEP_MS * 10, "Asterisk's measure, or what we saw"
    agent_serves_the_next(played)


def agent_serves_the_next(played: Played) -> None:
    """Whatever happened: a second later, wrap-up cut short, he is rung for the next caller."""
    played.play(PhoneChanged("1001", PhoneState.IDLE)).play(DeadlineReached(), after_ms=1000)
    played.play(PhoneChanged("1002", PhoneState.IDLE)).play(AgentCameBack("ann")).call("c2")
    assert ("c2", "ann") in played.offers()


@each_story
def test_whatever_the_order_there_is_one_end_and_the_agent_is_free(story: Story) -> None:
    for events in interleavings(story.ami, story.agi):
        check(told(story, events), story)


@each_story
def test_what_is_told_twice_counts_once(story: Story) -> None:
    """The second telling comes at once, or after everything else."""
    events = story.ami + story.agi
    check(told(story, tuple(event for event in events for _ in range(2))), story)
    check(told(story, events + events), story)


@each_story
def test_without_ami_or_without_fastagi_nobody_is_stuck(story: Story) -> None:
    """The other connection alone, then the truth about an Asterisk without channels."""
    for events in (story.ami, story.agi):
        played = told(story, events)
        played = played.restarted().play(found())
        assert len(played.all(CallEnded)) == 1
        assert len(played.all(AgentAnswered)) == len(played.all(TalkEnded))
        agent_serves_the_next(played)


@each_story
@pytest.mark.parametrize("restart_after", range(8))
def test_a_restart_anywhere_in_the_story(story: Story, restart_after: int) -> None:
    """What FastAGI had still to say dies with the daemon; AMI is read on."""
    played = told(story, story.ami[:restart_after]).restarted()
    for event in story.ami[restart_after:]:
        played.play(event, after_ms=STEP_MS)
    assert len(played.all(CallEnded)) == 1
    assert len(played.all(AgentAnswered)) == len(played.all(TalkEnded))
    agent_serves_the_next(played)
