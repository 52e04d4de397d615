from ccd.domain import facts as f
from ccd.domain.facts import Fact
from ccd.storage.projections.messages import Messages
from ccd.storage.rows import Values

PATH = "2026/11/23/c1-m1.wav"
LEFT = f.MessageLeft("c1", "desk", PATH, 4000)


def folded(*facts: Fact) -> list[Values]:
    """One every 10 ms, in one batch."""
    messages = Messages()
    for n, fact in enumerate(facts, 1):
        messages.take(fact, 10 * n)
    return [{k: v for k, v in row.items() if v is not None} for row in messages.changed()]


def test_left_heard_mailed_deleted() -> None:
    assert folded(
        LEFT,
        f.MessageHeard("c1", "desk", PATH, "an"),
        f.MessageMailed("c1", "desk", PATH, "an@example.org"),
        f.RecordingDeleted("c1", PATH, "an"),
    ) == [
        {
            "message": "c1-m1",
            "call_id": "c1",
            "box": "desk",
            "left_at_ms": 10,
            "length_ms": 4000,
            "heard_at_ms": 20,
            "heard_by": "an",
            "mailed_at_ms": 30,
            "deleted_at_ms": 40,
        }
    ]


def test_the_recording_of_a_talk_is_no_message() -> None:
    assert folded(f.RecordingDeleted("c1", "2026/11/23/c1.wav", "an")) == []
