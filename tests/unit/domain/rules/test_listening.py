"""Who hears the messages of his phone's box: 1001 has the box of the desk."""

from typing import Any

import pytest

from ccd.domain.events import (
    GreetingKept,
    KeyChosen,
    MessageErased,
    MessageKept,
    MessageMoveAsked,
    MessageOpened,
    PinEntered,
    PromptFinished,
)
from ccd.domain.facts import (
    BoxOpened,
    CallEnded,
    CallOutcome,
    GreetingChanged,
    MessageHeard,
    PersonKnown,
    PinRefused,
    RecordingDeleted,
    RecordingPlayed,
)
from ccd.domain.orders import (
    AskPin,
    EraseMessage,
    KeepGreeting,
    OfferKeys,
    PlayPrompts,
    RecordGreeting,
    RecordMessage,
    Said,
    ShowMessages,
    Spoken,
)
from ccd.domain.plan import Plan
from ccd.domain.rules.codes.box import SILENCES
from tests.unit.domain.played import Played, found, office
from tests.unit.domain.rules.test_codes import dials

PIN_OF_DESK = "box:desk"


def plan(**box: Any) -> Plan:
    fields = office().model_dump()
    plain = {"name": "desk", "extension": "1001", "pin_at_phone": False, "envelope": False}
    fields["voicemails"] = [{**plain, **box}]
    return Plan.model_validate(fields | {"dids": [*fields["dids"], {"number": "700", "target": TO_DESK}]})


TO_DESK = {"kind": "voicemail", "box": "desk"}


def listening(*messages: str, **box: Any) -> Played:
    """Messages were left, then 1001 dials the code."""
    played = Played(plan(**box))
    for name in messages:
        played.play(MessageKept(f"call-{name}", "desk", f"{name}.wav", 1000, 16_000, "ab"), after_ms=1)
    return played.play(dials("*97"))


def said(played: Played) -> list[Said]:
    """What is played last: prompts without their folder, numbers, and the names of messages."""
    parts: list[Said] = []
    for order in played.orders:
        if isinstance(order, OfferKeys):
            parts += [part.path if isinstance(part, Spoken) else part for part in order.said]
        elif isinstance(order, PlayPrompts):
            parts += order.prompts
    return [part.removeprefix("ccd/codes/") if isinstance(part, str) else part for part in parts]


def press(played: Played, key: str, played_out: bool = False) -> Played:
    return played.play(KeyChosen("p1", key, played_out))


def test_how_many_there_are() -> None:
    assert said(listening()) == ["vm-youhave", "vm-no", "vm-messages", "box-menu"]
    assert said(listening("a")) == ["vm-youhave", 1, "vm-INBOX", "vm-message", "box-menu"]
    played = listening("a", "b")
    press(press(played, "1"), "9")
    assert said(press(played, "*")) == [
        *("vm-youhave", 1, "vm-INBOX", "vm-and", 1, "vm-Old", "vm-messages"),
        "box-menu",
    ]


def test_messages_are_played_one_after_another() -> None:
    played = press(listening("a", "b"), "1")
    assert said(played) == ["a.wav", "box-message"]
    assert RecordingPlayed("call-a", "a.wav", "1001") in played.facts
    press(played, "5", played_out=True)
    assert said(played) == ["a.wav", "box-message"]
    assert MessageHeard("call-a", "desk", "a.wav", "1001") in played.facts
    assert said(press(played, "6")) == ["b.wav", "box-message"]
    assert said(press(played, "6"))[0] == "box-no-more"
    assert [fact.path for fact in played.all(MessageHeard)] == ["a.wav"], "b was not heard to its end"


def test_a_message_that_is_saved_is_no_longer_new() -> None:
    played = press(press(listening("a"), "1"), "9")
    assert played.the(MessageHeard).path == "a.wav"
    assert said(played)[:2] == ["box-saved", "box-no-more"]


@pytest.mark.parametrize(("done", "words"), [(True, "box-deleted"), (False, "not-possible")])
def test_a_message_is_deleted_unless_somebody_holds_it(done: bool, words: str) -> None:
    played = press(press(listening("a", "b"), "1"), "7")
    assert played.orders == [EraseMessage("p1", "a.wav", "1001")]
    played.play(MessageErased("p1", done))
    assert said(played) == [words, "b.wav", "box-message"]


def test_who_presses_nothing_is_asked_again_and_then_let_go() -> None:
    played = press(listening("a"), "1")
    press(played, "", played_out=True)
    assert said(played) == ["box-message"]
    for _ in range(SILENCES - 1):
        press(played, "")
    assert said(played) == ["box-goodbye"]
    played.play(PromptFinished("p1"))
    assert played.the(CallEnded).outcome is CallOutcome.COMPLETED_IN_MENU


def test_keys_that_mean_nothing_and_the_end() -> None:
    played = press(listening("a"), "8")
    assert said(played) == ["wrong", "box-menu"]
    assert said(press(played, "#")) == ["box-goodbye"]


def test_the_box_has_a_pin() -> None:
    played = listening("a", pin_at_phone=True)
    (ask,) = [order for order in played.orders if isinstance(order, AskPin)]
    assert ask.agent == PIN_OF_DESK
    played.play(PinEntered("p1", PIN_OF_DESK, good=False))
    assert PinRefused("p1", PIN_OF_DESK, in_a_row=1) in played.facts
    assert not played.all(BoxOpened)
    played.play(PinEntered("p1", PIN_OF_DESK, good=True))
    assert played.the(BoxOpened) == BoxOpened("p1", "desk", "pin")
    assert not played.all(PersonKnown)
    assert said(played)[-1] == "box-menu"


def test_after_five_wrong_ones_the_right_one_opens_nothing() -> None:
    played = listening("a", pin_at_phone=True)
    for call_id in ("p1", "p2"):
        if call_id == "p2":
            played.play(dials("*97", call_id=call_id))
        for _ in range(3):
            played.play(PinEntered(call_id, PIN_OF_DESK, good=False))
    played.play(dials("*97", call_id="p3")).play(PinEntered("p3", PIN_OF_DESK, good=True))
    assert not played.all(BoxOpened)


def test_a_phone_without_a_box() -> None:
    assert said(Played(plan()).play(dials("*97", phone="1002"))) == ["not-possible"]


def test_ones_own_greeting() -> None:
    played = press(press(listening(), "0"), "2")
    (order,) = played.orders
    assert isinstance(order, RecordGreeting)
    take = order.path
    assert said(played.play(PromptFinished("p1"))) == ["box-review"]
    assert said(press(played, "2")) == [take, "box-review"]
    press(played, "1")
    path = "greetings/desk/p1.wav"
    assert played.orders == [KeepGreeting("p1", "desk", take, path)]
    played.play(GreetingKept("p1", "desk", path))
    assert said(played) == ["box-kept", "box-greeting"]
    assert said(press(played, "1")) == [path, "box-greeting"]
    again = played.restarted().call("c1", did="700")
    (asked,) = [order for order in again.orders if isinstance(order, RecordMessage)]
    assert asked.greeting == path
    assert said(press(played, "3")) == ["vm-intro", "box-greeting"]
    assert played.all(GreetingChanged)[-1] == GreetingChanged("p1", "desk", "")


def test_a_greeting_that_cannot_be_kept() -> None:
    played = press(press(listening(), "0"), "2").play(PromptFinished("p1"))
    press(played, "1").play(GreetingKept("p1", "desk", ""))
    assert said(played) == ["not-possible", "box-greeting"]
    assert not played.all(GreetingChanged)


def test_a_message_that_goes_while_it_is_played() -> None:
    played = press(listening("a", "b"), "1")
    played.floor.apply(RecordingDeleted("call-a", "a.wav", "bob"), played.now_ms)
    assert said(press(played, "5", played_out=True)) == ["b.wav", "box-message"]
    assert not played.all(MessageHeard)


def shown(played: Played) -> list[ShowMessages]:
    return [order for order in played.orders if isinstance(order, ShowMessages)]


def test_the_lamp_follows_and_is_told_anew_when_asterisk_is_back() -> None:
    played = Played(plan())
    played.play(MessageKept("call-a", "desk", "a.wav", 1000, 16_000, "ab"))
    assert not shown(played), "nobody is there to be told"
    assert shown(played.play(found())) == [ShowMessages("desk", 1, 0)]
    assert not shown(played.play(PromptFinished("none")))
    played.play(MessageOpened("call-a", "desk", "a.wav", "ann"))
    assert shown(played) == [ShowMessages("desk", 0, 1)]
    again = played.restarted()
    assert shown(again.play(found())) == [ShowMessages("desk", 0, 1)]


def test_the_lamps_of_both_boxes_follow_a_message_that_is_moved() -> None:
    fields = plan().model_dump()
    fields["voicemails"] = [*fields["voicemails"], {"name": "second", "extension": "1002"}]
    played = Played(Plan.model_validate(fields)).play(found())
    for name in ("a", "b"):
        played.play(MessageKept(f"call-{name}", "desk", f"{name}.wav", 1000, 16_000, "ab"), after_ms=1)
    played.play(MessageMoveAsked("call-b", "second", "b.wav", "ann"))
    assert shown(played) == [ShowMessages("desk", 1, 0), ShowMessages("second", 1, 0)]
    played.play(MessageMoveAsked("call-a", "second", "a.wav", "ann"))
    assert [*played.floor.desk.boxes.of("second")] == ["a.wav", "b.wav"], "the oldest first"
    again = played.restarted().play(found())
    assert shown(again) == [ShowMessages("desk", 0, 0), ShowMessages("second", 2, 0)]
    assert played.play(MessageMoveAsked("call-a", "desk", "gone.wav", "ann")).last.refused


def test_a_box_without_a_phone_has_no_lamp() -> None:
    played = Played(plan(extension=None)).play(found())
    played.play(MessageKept("call-a", "desk", "a.wav", 1000, 16_000, "ab"))
    assert not shown(played)
