from typing import get_args

import pytest

from ccd.domain.ivr.nodes import NODES, EnterQueue, HangUp, Node, Play, RingExtension
from ccd.domain.ivr.nodes.menu import Menu
from ccd.domain.ivr.steps import Ask, GoTo, JoinQueue, Leave, Ring, Say

MENU = Menu(
    prompts=("ccd/menu",),
    invalid_prompts=("ccd/invalid",),
    silence_prompts=("ccd/silence",),
    choices={"1": "sales", "*": "again"},
    timeout_s=4,
    attempts=3,
    otherwise="operator",
)
ASKS = Ask(("ccd/menu",), max_digits=1, timeout_s=4)


def test_the_table_names_every_kind() -> None:
    union, _ = get_args(Node)
    assert set(NODES.values()) == set(get_args(union))
    for name, kind in NODES.items():
        assert get_args(kind.__annotations__["kind"]) == (name,)


def test_a_menu_asks() -> None:
    assert MENU.enter() == ASKS


@pytest.mark.parametrize(("digits", "target"), [("1", "sales"), ("*", "again")])
@pytest.mark.parametrize("attempt", [1, 2, 3])
def test_a_choice_of_a_menu_counts_at_any_attempt(digits: str, target: str, attempt: int) -> None:
    assert MENU.resume(digits, attempt) == GoTo(target)


@pytest.mark.parametrize(
    ("digits", "attempt", "step"),
    [
        ("7", 1, Ask(("ccd/invalid", "ccd/menu"), 1, 4)),
        ("", 1, Ask(("ccd/silence", "ccd/menu"), 1, 4)),
        ("#", 2, Ask(("ccd/invalid", "ccd/menu"), 1, 4)),
        ("7", 3, GoTo("operator")),
        ("", 3, GoTo("operator")),
    ],
)
def test_a_menu_asks_again_until_the_limit(digits: str, attempt: int, step: Ask | GoTo) -> None:
    assert MENU.resume(digits, attempt) == step


def test_a_menu_leads_to_its_choices_and_its_limit() -> None:
    assert MENU.targets() == {"choices.1": "sales", "choices.*": "again", "otherwise": "operator"}


def test_an_extension_rings_and_may_lead_elsewhere() -> None:
    alone, in_flow = RingExtension(extension="1001"), RingExtension(extension="1001", otherwise="bye")
    assert (alone.enter(), alone.resume("", 0), alone.targets()) == (Ring("1001", 30), Leave(), {})
    assert (in_flow.resume("", 0), in_flow.targets()) == (GoTo("bye"), {"otherwise": "bye"})


def test_play_plays_and_goes_on() -> None:
    node = Play(prompts=("ccd/hello",), next="menu")
    assert (node.enter(), node.resume("", 0)) == (Say(("ccd/hello",)), GoTo("menu"))


def test_hang_up_says_good_bye_first_if_it_has_words() -> None:
    assert HangUp().enter() == Leave()
    node = HangUp(prompts=("ccd/bye",))
    assert (node.enter(), node.resume("", 0)) == (Say(("ccd/bye",)), Leave())


def test_a_queue_node_joins() -> None:
    assert EnterQueue(queue="sales").enter() == JoinQueue("sales")
