from ccd.domain.facts import CallerComforted, CallQueued, PlaceAnnounced
from ccd.domain.plan_announcing import Announce, Announcing, Comfort
from ccd.domain.told import Told

QUEUE = Announcing(
    announce=Announce(after_s=5, every_s=60), comfort=Comfort(prompts=("ccd/a",), after_s=20, every_s=30)
)


def joined(at_ms: int = 1000) -> Told:
    told = Told()
    told.take(CallQueued("c1", 1, "sales", 0, 0), at_ms)
    return told


def test_the_first_time_counts_from_the_joining_and_the_next_from_the_last() -> None:
    told = joined()
    assert told.due_at_ms(QUEUE) == [6000, 21_000]
    told.take(PlaceAnnounced("c1", 1, "sales", 3, 0), 6500)
    told.take(CallerComforted("c1", 1, "sales", "ccd/a"), 21_000)
    assert told.due_at_ms(QUEUE) == [66_500, 51_000]


def test_another_visit_begins_anew() -> None:
    told = joined()
    told.take(PlaceAnnounced("c1", 1, "sales", 3, 0), 6000)
    told.take(CallQueued("c1", 2, "support", 0, 0), 9000)
    assert told.due_at_ms(QUEUE) == [14_000, 29_000]


def test_nothing_is_due_where_nothing_is_announced() -> None:
    assert joined().due_at_ms(Announcing()) == []
