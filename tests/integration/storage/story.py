"""Facts of plausible calls, as the floor would tell them."""

from collections.abc import Iterator, Sequence
from itertools import count, islice

from ccd.domain import facts as f
from ccd.domain.facts import Fact, Recorded

START_MS = 1_790_000_000_000


def answered_call(
    call_id: str,
    agent: str,
    number: str = "0901234567",
    *,
    tickets: str = "join_open",
    name: str = "An",
    queue: str = "sales",
) -> list[Fact]:
    """Menu, queue, answer, recording, talk, wrap-up: twelve facts."""
    path = f"2026/11/23/{call_id}.wav"
    return [
        f.CallStarted(call_id, f"PJSIP/trunk-{call_id}", "4000", number, name, "main"),
        f.NodeEntered(call_id, "main", "welcome"),
        f.CallQueued(call_id, 1, queue, 0, START_MS),
        f.AgentOffered(call_id, 1, queue, agent, "101", "first in line"),
        f.AgentAnswered(call_id, 1, queue, agent, 3000, 5000, tickets),
        f.RecordingStarted(call_id, path),
        f.TalkEnded(call_id, 1, agent, f.EndedBy.CALLER, 60_000),
        f.WrapUpStarted(agent, call_id, queue, START_MS + 90_000),
        f.CallEnded(call_id, f.CallOutcome.ANSWERED, f.EndedBy.CALLER),
        f.RecordingStored(call_id, path, 60_000, 1_920_044, "ab" * 32),
        f.WrapUpEnded(agent),
    ]


def abandoned_call(call_id: str, number: str = "anonymous") -> list[Fact]:
    return [
        f.CallStarted(call_id, f"PJSIP/trunk-{call_id}", "4000", number, "", "main"),
        f.CallQueued(call_id, 1, "sales", 0, START_MS),
        f.QueueLeft(call_id, 1, "sales", f.VisitOutcome.ABANDONED, 7000),
        f.CallEnded(call_id, f.CallOutcome.ABANDONED, f.EndedBy.CALLER),
    ]


def woven(stories: Sequence[Sequence[Fact]], at_once: int = 10) -> Iterator[Fact]:
    """The stories told in turns, `at_once` of them at a time."""
    waiting = iter(stories)
    running = [iter(story) for story in islice(waiting, at_once)]
    while running:
        for story in list(running):
            fact = next(story, None)
            if fact is not None:
                yield fact
                continue
            running.remove(story)
            if (following := next(waiting, None)) is not None:
                running.append(iter(following))


def recorded(facts: Sequence[Fact], after_seq: int = 0, start_ms: int = START_MS) -> list[Recorded]:
    """One every 10 ms."""
    return [Recorded(seq, start_ms + seq * 10, fact) for seq, fact in zip(count(after_seq + 1), facts)]
