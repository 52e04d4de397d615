import pytest

from ccd.domain.estimate import expected_wait_ms
from ccd.domain.events import AgentWentOnBreak
from ccd.domain.pace import USUAL_HANDLING_MS
from tests.unit.domain.played import SUPPORT, Played, office

H = USUAL_HANDLING_MS


def expected(played: Played, call_id: str) -> int | None:
    return expected_wait_ms(played.floor, played.floor.calls[call_id])


def busy(*present: str, **settings: object) -> Played:
    """Everybody talks, and there is one more caller for each."""
    played = Played(office(**settings), present=present)  # type: ignore[arg-type]
    for agent in present:
        played.call(f"with-{agent}").answer(f"with-{agent}")
    return played


def test_with_nobody_there_nothing_can_be_said() -> None:
    assert expected(Played().call(), "c1") is None


def test_the_first_waits_for_one_agent_and_the_next_for_one_more() -> None:
    played = busy("ann").call("c1").call("c2")
    assert (expected(played, "c1"), expected(played, "c2")) == (H, 2 * H)


def test_two_agents_are_twice_as_quick_and_one_on_break_does_not_count() -> None:
    played = busy("ann", "bob").call("c1")
    assert expected(played, "c1") == H / 2
    played.play(AgentWentOnBreak("bob", "lunch"))
    assert expected(played, "c1") == H


def test_callers_who_give_up_make_the_line_shorter() -> None:
    played = busy("ann").call("c1").call("c2")
    played.floor.pace.of("sales").waited(H, gave_up=True)
    assert expected(played, "c1") == H
    assert expected(played, "c2") == pytest.approx(H + H / 2)


def test_callers_of_another_queue_count_as_far_as_the_same_agents_serve_them() -> None:
    played = Played(office(sales=("bob",), support=("bob", "cid")), present=("bob", "cid"))
    played.call("with-bob").answer("with-bob").call("with-cid", SUPPORT).answer("with-cid")
    played.call("before", SUPPORT).call("c1")
    assert expected(played, "c1") == pytest.approx(1.5 * H)


def test_who_comes_later_does_not_count_unless_he_is_more_urgent() -> None:
    plan = office(sales=("bob",), support=("bob",)).model_dump(mode="json")
    plan["queues"][1]["weight"] = 50
    played = Played(type(office()).model_validate(plan), present=("bob",))
    played.call("talks").answer("talks").call("c1").call("c2").call("urgent", SUPPORT)
    assert (expected(played, "c1"), expected(played, "urgent")) == (2 * H, H)
