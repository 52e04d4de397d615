"""What callers in line are told, and when."""

import pytest
from pydantic import ValidationError

from ccd.domain.events import DeadlineReached, DialStatus
from ccd.domain.facts import CallerComforted, PlaceAnnounced
from ccd.domain.orders import Announce
from ccd.domain.plan_queue import Queue
from tests.unit.domain.played import Played, office

PLACE = office(announce={"after_s": 5, "every_s": 20, "expected_wait": True})
MESSAGES = office(comfort={"prompts": ["ccd/one", "ccd/two"], "after_s": 5, "every_s": 15})


def later(played: Played, after_ms: int) -> Played:
    return played.play(DeadlineReached(), after_ms=after_ms)


def test_the_place_in_line_at_intervals() -> None:
    played = later(Played(PLACE).call("c1").call("c2"), 4999)
    assert (played.orders, played.floor.next_deadline()) == ([], played.now_ms + 1)
    later(played, 1)
    assert played.facts == [
        PlaceAnnounced("c1", 1, "sales", 1, 0),
        PlaceAnnounced("c2", 1, "sales", 2, 0),
    ]
    assert played.orders == [
        Announce("c1", ("queue-youarenext",)),
        Announce("c2", ("queue-thereare", 2, "queue-callswaiting")),
    ]
    assert played.floor.next_deadline() == played.now_ms + 20_000


@pytest.mark.parametrize(
    ("handling_ms", "said"),
    [
        (70_000, ("queue-holdtime", "queue-less-than", 2, "queue-minutes")),
        (290_000, ("queue-holdtime", 5, "queue-minutes")),
    ],
)
def test_the_expected_wait_in_minutes(handling_ms: int, said: tuple[str | int, ...]) -> None:
    played = Played(PLACE, present=("ann",)).call("c1").answer("c1").call("c2")
    played.floor.pace.of("sales").handled(handling_ms)
    later(played, 5000)
    assert played.the(PlaceAnnounced).expected_wait_ms == handling_ms
    assert played.orders[-1] == Announce("c2", ("queue-youarenext", *said))


def test_messages_in_turn() -> None:
    played = later(later(later(Played(MESSAGES).call(), 5000), 15_000), 15_000)
    assert [fact.prompt for fact in played.all(CallerComforted)] == ["ccd/one", "ccd/two", "ccd/one"]
    assert played.orders == [Announce("c1", ("ccd/one",))]


def test_who_is_being_offered_is_told_later_if_he_still_waits() -> None:
    played = later(Played(MESSAGES, present=("ann",)).call(), 5000)
    assert not played.all(CallerComforted)
    played.finish(status=DialStatus.NOANSWER)
    later(played, 15_000)
    assert played.the(CallerComforted).prompt == "ccd/one"


def test_what_was_told_is_known_after_a_restart() -> None:
    played = later(Played(MESSAGES).call(), 5000).restarted()
    later(played, 15_000)
    assert len(played.all(CallerComforted)) == 1, "he is not in our hands"
    later(played.call(), 15_000)
    assert [fact.prompt for fact in played.all(CallerComforted)] == ["ccd/one", "ccd/two"]


@pytest.mark.parametrize("what", [{"announce": {"every_s": 14}}, {"comfort": {"prompts": []}}])
def test_nobody_is_talked_at_without_end(what: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Queue.model_validate({"name": "sales", **what})
