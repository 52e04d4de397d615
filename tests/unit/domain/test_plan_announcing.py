from ccd.domain.plan_announcing import Interval


def test_the_first_time_and_every_other() -> None:
    interval = Interval(after_s=5, every_s=60)
    assert [interval.due_at_ms(1000, times) for times in (0, 1, 2)] == [6000, 61_000, 61_000]
