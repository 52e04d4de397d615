from ccd.domain.events import ChannelHungUp
from ccd.domain.floor import Floor
from ccd.domain.pace import USUAL_HANDLING_MS, PastVisit, QueuePace
from tests.unit.domain.played import Played, channel, office


def test_the_usual_is_assumed_until_something_was_seen() -> None:
    pace = QueuePace()
    assert (pace.handling_ms, pace.abandons_per_ms) == (USUAL_HANDLING_MS, 0)
    pace.handled(60_000)
    assert pace.handling_ms == 60_000


def test_what_was_long_ago_fades() -> None:
    pace = QueuePace()
    for took_ms in [60_000] * 100 + [120_000] * 200:
        pace.handled(took_ms)
    assert 118_000 < pace.handling_ms < 120_000


def test_a_call_keeps_its_agent_from_ringing_to_the_end_of_wrap_up() -> None:
    played = Played(present=("ann",)).call().answer(after_ms=4000).finish(after_ms=30_000)
    assert played.floor.pace.of("sales").handling_ms == 4000 + 30_000 + 10_000


def test_who_gives_up_and_who_does_not() -> None:
    pace = QueuePace()
    pace.waited(30_000, gave_up=False)
    pace.waited(30_000, gave_up=True)
    assert 1 / 70_000 < pace.abandons_per_ms < 1 / 55_000


def test_callers_in_line_are_counted() -> None:
    played = Played(present=("ann",)).call("c1").call("c2").call("c3")
    assert played.floor.pace.in_line["sales"] == 3
    played.answer("c1").play(ChannelHungUp(channel("c2")))
    assert played.floor.pace.in_line["sales"] == 1


def test_what_was_learned_is_learned_again_after_a_restart() -> None:
    played = Played(present=("ann",)).call("c1").answer("c1", after_ms=4000).finish("c1", after_ms=30_000)
    played.call("c2", after_ms=1000).play(ChannelHungUp(channel("c2")), after_ms=7000)
    again = Floor(office())
    again.restore(
        (),
        past=[
            PastVisit("sales", 4000, gave_up=False, busy_ms=34_000),
            PastVisit("sales", 7000, gave_up=True, busy_ms=0),
        ],
    )
    assert again.pace.of("sales") == played.floor.pace.of("sales")


def test_a_past_queue_that_is_gone_from_the_plan_has_no_wrap_up() -> None:
    again = Floor(office())
    again.restore((), past=[PastVisit("gone", None, gave_up=False, busy_ms=34_000)])
    assert again.pace.of("gone").handling_ms == 34_000
