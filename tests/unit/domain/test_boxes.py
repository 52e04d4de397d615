from ccd.domain.boxes import Boxes
from ccd.domain.facts import (
    BoxAsks,
    BoxOpened,
    CallEnded,
    CallOutcome,
    EndedBy,
    GreetingChanged,
    MessageHeard,
    MessageLeft,
    RecordingDeleted,
)


def boxes() -> Boxes:
    """Three in the desk's box, of which the first is old, and one elsewhere."""
    boxes = Boxes()
    for at_ms, path in enumerate(("a", "b", "c")):
        boxes.take(MessageLeft(f"call-{path}", "desk", path, 1000), at_ms)
    boxes.take(MessageLeft("call-x", "other", "x", 1000), 9)
    boxes.take(MessageHeard("call-a", "desk", "a", "ann"), 10)
    return boxes


def test_new_and_old_ones_are_counted() -> None:
    found = boxes()
    assert (found.counted("desk"), found.counted("other"), found.counted("none")) == ((2, 1), (1, 0), (0, 0))
    found.take(RecordingDeleted("call-b", "b", ""), 11)
    found.take(RecordingDeleted("call-b", "b", ""), 12)
    assert found.counted("desk") == (1, 1)
    found.take(MessageLeft("call-a", "desk", "a", 1000), 13)
    assert found.counted("desk") == (1, 1), "told again after a restart, it stays as it was"


def test_new_ones_are_heard_first_in_the_order_they_were_left() -> None:
    found = boxes()
    found.take(BoxOpened("p1", "desk", "phone"), 20)
    heard = []
    while message := found.next_to(found.listening["p1"]):
        heard.append(message.path)
        found.take(BoxAsks("p1", "message", message.path, 0), 21)
        found.take(MessageHeard(message.call_id, "desk", message.path, "1001"), 22)
    assert heard == ["b", "c", "a"]


def test_what_is_deleted_while_somebody_listens_is_left_out() -> None:
    found = boxes()
    found.take(BoxOpened("p1", "desk", "phone"), 20)
    found.take(BoxAsks("p1", "message", "b", 0), 21)
    for path in ("b", "c"):
        found.take(RecordingDeleted(f"call-{path}", path, "ann"), 22)
    listening = found.listening["p1"]
    assert found.played(listening) is None
    message = found.next_to(listening)
    assert message
    assert message.path == "a"


def test_what_comes_meanwhile_is_there_from_the_menu_on() -> None:
    found = boxes()
    found.take(BoxOpened("p1", "other", "phone"), 20)
    found.take(MessageLeft("call-y", "other", "y", 1000), 21)
    assert list(found.listening["p1"].order) == ["x"]
    found.take(BoxAsks("p1", "menu", "", 0), 22)
    assert list(found.listening["p1"].order) == ["x", "y"]
    found.take(CallEnded("p1", CallOutcome.COMPLETED_IN_MENU, EndedBy.CALLER), 23)
    found.take(BoxAsks("p1", "menu", "", 0), 24)
    assert not found.listening


def test_a_greeting_and_back_to_the_plans() -> None:
    found = Boxes()
    found.take(GreetingChanged("p1", "desk", "greetings/desk/p1.wav"), 1)
    assert found.greetings == {"desk": "greetings/desk/p1.wav"}
    found.take(GreetingChanged("p2", "desk", ""), 2)
    assert not found.greetings
