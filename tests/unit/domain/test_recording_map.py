"""Who talks where in a recording."""

from ccd.domain import facts as f
from ccd.domain.facts import Fact, Recorded
from ccd.domain.recording_map import Segment, segments

PATH = "p.wav"


def told(*story: tuple[int, Fact]) -> list[Segment]:
    return segments(Recorded(seq, at_ms, fact) for seq, (at_ms, fact) in enumerate(story, 1))


def answered(agent: str) -> Fact:
    return f.AgentAnswered("c1", 1, "sales", agent, 0, 0, "none")


def left(agent: str) -> Fact:
    return f.TalkEnded("c1", 1, agent, f.EndedBy.AGENT, 0)


STARTED = f.RecordingStarted("c1", PATH)
ENDED = f.CallEnded("c1", f.CallOutcome.ANSWERED, f.EndedBy.CALLER)


def test_pauses_and_two_agents() -> None:
    assert told(
        (100, answered("an")),
        (100, STARTED),
        (300, f.RecordingPaused("c1", "an", 9999)),
        (400, f.RecordingResumed("c1", "an")),
        (600, left("an")),
        (2000, answered("binh")),
        (2500, left("binh")),
        (2500, ENDED),
    ) == [
        Segment(100, 300, 0, "an", False),
        Segment(300, 400, 200, "an", True),
        Segment(400, 600, 300, "an", False),
        Segment(2000, 2500, 500, "binh", False),
    ]


def test_a_transfer_goes_on_in_the_same_recording() -> None:
    assert told(
        (0, answered("an")),
        (0, STARTED),
        (500, f.CallTransferred("c1", "attended", "1003")),
        (500, left("an")),
        (900, ENDED),
    ) == [Segment(0, 500, 0, "an", False), Segment(500, 900, 500, "1003", False)]


def test_what_goes_on_has_no_end() -> None:
    assert told((0, answered("an")), (200, STARTED)) == [Segment(200, None, 0, "an", False)]


def test_a_talk_that_is_not_recorded_is_not_in_it() -> None:
    assert told((0, answered("an")), (500, left("an")), (500, ENDED)) == []
    assert told(
        (0, answered("an")),
        (0, STARTED),
        (500, left("an")),
        (600, f.RecordingStopped("c1")),
        (700, answered("binh")),
        (900, left("binh")),
    ) == [Segment(0, 500, 0, "an", False)]
