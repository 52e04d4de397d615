"""When a message was left, and by whom, is said before it."""

from typing import Any

import pytest

from ccd.domain.events import MessageKept
from ccd.domain.orders import DigitByDigit, Moment, Said
from ccd.domain.plan import Plan
from tests.unit.domain.played import START_MS, Played
from tests.unit.domain.rules.test_codes import dials
from tests.unit.domain.rules.test_listening import plan as listeners
from tests.unit.domain.rules.test_listening import press, said

SAIGON, BERLIN = "Asia/Ho_Chi_Minh", "Europe/Berlin"
MESSAGE = ["a.wav", "box-message"]


def plan(*zones: str, **box: Any) -> Plan:
    hours = [{"name": f"in-{i}", "zone": zone} for i, zone in enumerate(zones)]
    return Plan.model_validate(listeners(**{"envelope": True, **box}).model_dump() | {"hours": hours})


def told(caller: str, plan: Plan, *keys: str, restarted: bool = False) -> list[Said]:
    played = Played(plan)
    played.play(MessageKept("call-a", "desk", "a.wav", 1000, 16_000, "ab", caller))
    if restarted:
        played = played.restarted()
    played.play(dials("*97"), after_ms=60_000)
    for key in ("1", *keys):
        press(played, key)
    return said(played)


@pytest.mark.parametrize(
    ("caller", "words"),
    [
        ("0905000001", ["vm-from-phonenumber", DigitByDigit("0905000001")]),
        ("+84905000001", ["vm-from-phonenumber", DigitByDigit("84905000001")]),
        ("1003", ["vm-from-extension", DigitByDigit("1003")]),
        ("", ["vm-unknown-caller"]),
        ("anonymous", ["vm-unknown-caller"]),
        ("12,${EXTEN}", ["vm-unknown-caller"]),
        ("\u0661\u0662\u0663", ["vm-unknown-caller"]),
    ],
)
def test_who_has_left_it(caller: str, words: list[Said]) -> None:
    assert told(caller, plan()) == ["vm-received", Moment(START_MS, ""), *words, *MESSAGE]


@pytest.mark.parametrize(
    ("zones", "box", "zone"),
    [((), {}, ""), ((SAIGON, BERLIN), {}, SAIGON), ((SAIGON,), {"zone": BERLIN}, BERLIN)],
)
def test_by_which_clock(zones: tuple[str, ...], box: dict[str, str], zone: str) -> None:
    assert told("", plan(*zones, **box))[1] == Moment(START_MS, zone)


def test_it_is_known_after_a_restart() -> None:
    assert DigitByDigit("0905000001") in told("0905000001", plan(), restarted=True)


@pytest.mark.parametrize("key", ["1", "5"])
def test_a_key_leads_past_it(key: str) -> None:
    assert told("", plan(), key) == MESSAGE


def test_a_box_may_do_without_and_a_key_says_it_all_the_same() -> None:
    quiet = plan(envelope=False)
    assert told("", quiet) == MESSAGE
    assert told("", quiet, "3")[-3:] == ["vm-unknown-caller", *MESSAGE]
