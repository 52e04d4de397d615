import pytest

from ccd.domain.events import AgentSignedOn, ChannelTransferred, DigitsEntered, PromptFinished
from ccd.domain.facts import CallEnded, CallOutcome, CallQueued, EndedBy, MenuAnswered, NodeEntered
from ccd.domain.orders import (
    AnswerCall,
    CollectDigits,
    HoldCaller,
    IdentifyCaller,
    PlayPrompts,
    ReleaseCall,
    Verdict,
)
from ccd.domain.plan import Did
from ccd.domain.plan_items import with_item
from ccd.domain.plan_kinds import Kind
from tests.unit.domain.played import MENU, SALES, SUPPORT, Played, channel, office

ASKS = CollectDigits("c1", ("ccd/menu",), 1, 5.0)


def in_menu() -> Played:
    return Played().call("c1", MENU).play(PromptFinished("c1"))


def test_a_call_is_answered_and_hears_the_first_node() -> None:
    played = Played().call("c1", MENU)
    assert played.orders == [
        IdentifyCaller("c1", "5550123"),
        AnswerCall("c1"),
        PlayPrompts("c1", ("ccd/welcome",)),
    ]


def test_after_a_prompt_the_next_node_comes() -> None:
    played = in_menu()
    assert played.facts == [NodeEntered("c1", "menu", "menu")]
    assert played.orders == [ASKS]


@pytest.mark.parametrize(("key", "queue"), [("1", "sales"), ("2", "support")])
def test_an_option_leads_to_its_queue(key: str, queue: str) -> None:
    played = in_menu().play(DigitsEntered("c1", key))
    assert played.facts == [
        MenuAnswered("c1", "menu", key, valid=True, attempt=1),
        NodeEntered("c1", "menu", queue),
        CallQueued("c1", 1, queue, 0, played.now_ms),
    ]
    assert played.orders == [HoldCaller("c1", queue, 1, played.now_ms, "default")]


def test_an_option_may_lead_back_and_attempts_count_anew() -> None:
    played = in_menu().play(DigitsEntered("c1", "7")).play(DigitsEntered("c1", "*"))
    assert played.orders == [ASKS]
    played.play(DigitsEntered("c1", ""))
    assert played.facts == [MenuAnswered("c1", "menu", "", valid=False, attempt=1)]


@pytest.mark.parametrize(("digits", "said"), [("7", "ccd/invalid"), ("", "ccd/silence")])
def test_a_wrong_key_or_silence_asks_again_and_then_goes_on(digits: str, said: str) -> None:
    played = in_menu().play(DigitsEntered("c1", digits))
    assert played.facts == [MenuAnswered("c1", "menu", digits, valid=False, attempt=1)]
    assert played.orders == [CollectDigits("c1", (said, "ccd/menu"), 1, 5.0)]
    played.play(DigitsEntered("c1", digits))
    assert played.the(CallQueued).queue == "sales"


def test_the_flow_says_good_bye() -> None:
    played = in_menu().play(DigitsEntered("c1", "9")).play(PromptFinished("c1"))
    assert played.orders == [ReleaseCall("c1", Verdict.HANG_UP)]
    assert played.facts == [CallEnded("c1", CallOutcome.COMPLETED_IN_MENU, EndedBy.SYSTEM)]


def test_what_does_not_answer_the_node_is_passed_over() -> None:
    played = Played().call("c1", MENU).play(DigitsEntered("c1", "1"))
    assert (played.facts, played.orders) == ([], [])
    played.play(PromptFinished("c1")).play(PromptFinished("c1"))
    assert (played.facts, played.orders) == ([], [])


def test_what_comes_too_late_is_passed_over() -> None:
    played = in_menu().play(DigitsEntered("c1", "1"))
    for event in (PromptFinished("c1"), DigitsEntered("c1", "2"), DigitsEntered("nobody", "2")):
        played.play(event)
        assert (played.facts, played.orders) == ([], [])


def test_the_number_and_the_node_ask_for_skills_together() -> None:
    plan = office(brings={"sales": {"french": 1, "english": 2}}, have={"ann": {"french": 2, "english": 4}})
    plan = with_item(plan, Kind.DID, Did(number=SALES, flow="sales", skills={"french": 2, "english": 1}))
    played = Played(plan, present=("bob",)).call()
    queued = played.the(CallQueued)
    assert (queued.skills, queued.own_skills) == ("english:2 french:2", "english:2 french:2")
    assert list(played.play(AgentSignedOn("ann")).offers()) == [("c1", "ann")]


def test_what_a_number_asks_for_counts_in_its_own_flow_only() -> None:
    """Nobody has checked that somebody in another flow's queue has it."""
    plan = office(have={"ann": {"french": 2}})
    plan = with_item(plan, Kind.DID, Did(number=SALES, flow="sales", skills={"french": 2}))
    played = Played(plan, present=("ann",)).call().answer()
    played.play(ChannelTransferred(channel("c1"), "blind", SUPPORT)).call("c1", SUPPORT)
    assert [queued.skills for queued in played.all(CallQueued)] == ["french:2", ""]
