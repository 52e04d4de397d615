from ccd.domain.call import Call
from ccd.domain.deadlines import Deadlines
from tests.unit.domain.played import office

CALL = Call("c1", "channel-c1", "", "", "", "", office(), 0, 0)


def test_the_moment_of_an_agent_moves() -> None:
    deadlines = Deadlines({})
    for at_ms in (50, 20, 80):
        deadlines.move("ann", at_ms)
    assert deadlines.next() == 80
    deadlines.move("ann", None)
    assert deadlines.next() is None


def test_what_comes_back_to_the_same_moment_is_due_once() -> None:
    deadlines = Deadlines({})
    for at_ms in (20, 50, 20):
        deadlines.move("ann", at_ms)
    assert deadlines.due(20) == (["ann"], [])
    assert deadlines.next() is None


def test_a_call_has_as_many_as_it_asks_for_while_it_lives() -> None:
    calls = {"c1": CALL}
    deadlines = Deadlines(calls)
    for at_ms in (10, 10, 30, 60):
        deadlines.add(at_ms, "c1")
    assert deadlines.due(10) == ([], ["c1"])
    assert deadlines.next() == 30
    calls.clear()
    assert deadlines.next() is None


def test_one_for_everybody_names_nobody() -> None:
    deadlines = Deadlines({})
    deadlines.add(10)
    assert deadlines.next() == 10
    assert deadlines.due(9) == ([], [])
    assert deadlines.due(10) == ([], [])
    assert deadlines.next() is None
