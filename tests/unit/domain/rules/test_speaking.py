"""Who hears which language: the number's, the customer's, or what the caller chose himself."""

from typing import Any

from ccd.domain.events import CallerIdentified, CallerUnknown, DigitsEntered
from ccd.domain.facts import CallerRecognised, LanguageChosen, NodeEntered
from ccd.domain.orders import AnswerCall, HoldCaller, IdentifyCaller, PlayPrompts, Speak
from ccd.domain.plan import Plan
from tests.unit.domain.played import MENU, SALES, Played, arrival, office


def plan(*languages: str, **by_number: str) -> Plan:
    """In the menu 1 leads to sales in French; `by_number` is the language of the flow's number."""
    whole: dict[str, Any] = office().model_dump(mode="json")
    whole["languages"] = languages
    for did in whole["dids"]:
        did["language"] = by_number.get(did["flow"], "")
    nodes = whole["flows"][0]["nodes"]
    nodes["french"] = {"kind": "language", "language": "fr", "next": "sales"}
    nodes["menu"]["choices"]["1"] = "french"
    return Plan.model_validate(whole)


def customer(language: str, call_id: str = "c1") -> CallerIdentified:
    return CallerIdentified(call_id, 7, language=language)


def test_a_number_has_a_language() -> None:
    played = Played(plan(sales="vi")).call()
    assert played.orders[1:3] == [AnswerCall("c1"), Speak("c1", "vi")]
    assert played.the(LanguageChosen) == LanguageChosen("c1", "vi", "number")
    assert not Played(plan(sales="vi")).call(did=MENU).all(LanguageChosen)


def test_a_caller_chooses_in_a_menu() -> None:
    played = Played(plan(menu="vi")).call(did=MENU).press("1")
    assert played.all(LanguageChosen)[-1] == LanguageChosen("c1", "fr", "menu")
    assert played.orders[:2] == [Speak("c1", "fr"), HoldCaller("c1", "sales", 1, played.now_ms, "default")]


def test_his_choice_outlives_a_restart_and_what_we_know_of_him() -> None:
    played = Played(plan("vi", "fr")).call(did=MENU).play(CallerUnknown("c1")).press("1").restarted()
    assert played.floor.calls["c1"].language == "fr"
    played.play(arrival("c1", MENU)).play(customer("vi"))
    assert played.the(CallerRecognised).language == "vi"
    assert len(played.all(LanguageChosen)) == 1


def test_the_first_words_are_in_the_customers_language() -> None:
    played = Played(plan("vi", menu="fr")).call(did=MENU)
    assert IdentifyCaller("c1", "5550123", call_waits=True) in played.orders
    assert not played.all(NodeEntered)
    played.play(customer("vi"))
    assert played.orders == [Speak("c1", "vi"), PlayPrompts("c1", ("ccd/welcome",))]
    assert played.all(LanguageChosen)[-1] == LanguageChosen("c1", "vi", "customer")


def test_a_call_does_not_wait_for_who_is_not_known_in_time() -> None:
    played = Played(plan("vi")).call(did=MENU).play(CallerUnknown("c1"))
    assert played.orders == [PlayPrompts("c1", ("ccd/welcome",))]
    assert not played.play(CallerUnknown("c1")).orders
    assert not played.play(CallerUnknown("gone")).orders
    played.play(customer("vi"))
    assert played.orders == [Speak("c1", "vi")]


def test_a_call_that_comes_back_before_it_began_begins() -> None:
    played = Played(plan("vi")).call(did=MENU).restarted().play(arrival("c1", MENU))
    assert played.orders == [PlayPrompts("c1", ("ccd/welcome",))]
    assert not played.play(CallerUnknown("c1")).orders


def test_who_waits_already_hears_his_music_again() -> None:
    played = Played(plan("vi")).call(did=SALES).play(CallerUnknown("c1")).play(customer("vi"))
    assert played.orders == [
        Speak("c1", "vi"),
        HoldCaller("c1", "sales", 1, played.now_ms, "default"),
    ]


def test_a_language_that_the_plan_does_not_have_is_not_spoken() -> None:
    played = Played(plan("fr")).call(did=MENU).play(customer("vi"))
    assert not played.all(LanguageChosen)
    played = Played(plan()).call(did=MENU).play(customer("vi"))
    assert not played.all(LanguageChosen)
    assert played.play(DigitsEntered("c1", "1"))
