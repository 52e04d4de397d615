import pytest
from pydantic import ValidationError

from ccd.domain.plan_queue import Queue

BYE = {"kind": "hang_up"}


def test_a_queue_has_no_exit_unless_it_is_asked_for() -> None:
    queue = Queue(name="sales")
    assert (list(queue.exits()), list(queue.at_the_door()), queue.steps_s) == ([], [], ())


def test_exits_say_where_they_stand_and_which_are_at_the_door() -> None:
    queue = Queue.model_validate(
        {
            "name": "sales",
            "when_waited": {"after_s": 90, "target": BYE},
            "when_full": {"callers": 3, "target": BYE},
            "keys": {"*": BYE},
        }
    )
    assert [(name, place) for name, place, _ in queue.exits()] == [
        ("when_full", ("when_full", "target")),
        ("when_waited", ("when_waited", "target")),
        ("key *", ("keys", "*")),
    ]
    assert list(queue.at_the_door()) == ["when_full"]
    assert queue.steps_s == (90,)


@pytest.mark.parametrize(
    "exits",
    [
        {"when_full": {"callers": 0, "target": BYE}},
        {"when_full": {"callers": 3}},
        {"when_waited": {"after_s": 0, "target": BYE}},
        {"keys": {"12": BYE}},
        {"keys": {"1": {"kind": "menu"}}},
    ],
)
def test_an_exit_that_is_none(exits: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Queue.model_validate({"name": "sales", **exits})
