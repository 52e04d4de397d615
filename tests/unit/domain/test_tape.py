"""How long a recording is to be."""

from ccd.domain.facts import RecordingStarted, RecordingStopped
from ccd.domain.tape import Tape

STARTED = RecordingStarted("c1", "p.wav")


def test_from_the_answer_through_all_talks() -> None:
    tape = Tape()
    tape.talk_began(1000)
    tape.apply(STARTED, 1000)
    assert tape.due_ms(4000) == 3000
    tape.talk_ended(5000)
    assert tape.due_ms(9000) == 4000, "while he waits nothing is recorded"
    tape.talk_began(10_000)
    assert tape.due_ms(11_000) == 5000


def test_from_where_it_was_asked_for() -> None:
    tape = Tape()
    tape.talk_began(1000)
    assert tape.due_ms(2000) == 0
    tape.apply(STARTED, 3000)
    assert tape.due_ms(4000) == 1000


def test_not_in_a_talk_that_is_not_recorded() -> None:
    tape = Tape()
    tape.talk_began(0)
    tape.apply(STARTED, 0)
    tape.talk_ended(2000)
    tape.apply(RecordingStopped("c1"), 2000)
    tape.talk_began(3000)
    assert tape.due_ms(9000) == 2000


def test_a_clock_that_goes_back() -> None:
    tape = Tape()
    tape.talk_began(1000)
    tape.apply(STARTED, 1000)
    assert tape.due_ms(0) == 0
