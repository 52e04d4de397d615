import pytest

from ccd.domain.events import (
    AgentCameBack,
    AgentNeedsLonger,
    AgentSignedOff,
    AgentSignedOn,
    AgentWentOnBreak,
    DeadlineReached,
    DialStatus,
    Event,
    PlanChanged,
)
from ccd.domain.facts import (
    AgentAnswered,
    AgentSignedIn,
    AgentSignedOut,
    BreakEnded,
    BreakStarted,
    OfferEnded,
    PlanTaken,
    TalkEnded,
    WrapUpEnded,
    WrapUpExtended,
    WrapUpStarted,
)
from ccd.domain.orders import Membership, MirrorMember
from ccd.domain.plan import Plan
from ccd.domain.refused import Refused
from tests.unit.domain.played import SALES, SUPPORT, Played, office


def in_wrap_up() -> Played:
    return Played(present=("ann",)).call().answer().finish()


def changed(**what: object) -> PlanChanged:
    return PlanChanged(office(**what), "admin")  # type: ignore[arg-type]


def test_signing_in_at_his_own_phone_and_out_again() -> None:
    played = Played().play(AgentSignedOn("ann"))
    assert played.facts == [AgentSignedIn("ann", "1001")]
    assert played.orders == [MirrorMember("sales", "1001", "ann", Membership.PRESENT)]
    played.play(AgentSignedOff("ann"))
    assert played.facts == [AgentSignedOut("ann")]
    assert played.orders == [MirrorMember("sales", "1001", "ann", Membership.ABSENT)]


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (AgentSignedOn("zoe"), "There is no agent zoe in the plan."),
        (AgentSignedOn("ann", "9999"), "There is no extension 9999 in the plan."),
        (AgentSignedOn("ann", "1002"), "bob is signed in at 1002; only one agent can be at a phone."),
        (AgentSignedOn("bob", "1001"), "bob is signed in at 1002; sign out there first."),
        (AgentSignedOff("zoe"), "There is no agent zoe in the plan."),
        (AgentWentOnBreak("ann", "lunch"), "ann is not signed in."),
        (AgentCameBack("zoe"), "zoe is not signed in."),
        (
            AgentWentOnBreak("bob", "nap"),
            "nap is no reason for a break here; choose one of: lunch, coffee, meeting, training, other.",
        ),
        (AgentNeedsLonger("bob", 60), "bob is not in wrap-up."),
        (AgentNeedsLonger("zoe", 60), "zoe is not in wrap-up."),
    ],
)
def test_what_cannot_be_is_refused_in_words(request_: Event, reason: str) -> None:
    played = Played(present=("bob",)).play(request_)
    assert played.last.refused == Refused(reason)
    assert (played.facts, played.orders) == ([], [])


@pytest.mark.parametrize("again", [AgentSignedOn("bob"), AgentSignedOff("ann"), AgentCameBack("bob")])
def test_what_is_so_already_is_fine(again: Event) -> None:
    played = Played(present=("bob",)).play(again)
    assert (played.last.refused, played.facts) == (None, [])


def test_a_break_and_its_end() -> None:
    played = Played(present=("ann",)).play(AgentWentOnBreak("ann", "lunch")).call()
    assert played.the(BreakStarted).reason == "lunch"
    assert not list(played.offers())
    played.play(AgentCameBack("ann"))
    assert played.facts[0] == BreakEnded("ann")
    assert played.orders[0] == MirrorMember("sales", "1001", "ann", Membership.PRESENT)
    assert list(played.offers()) == [("c1", "ann")]


def test_each_queue_has_its_own_wrap_up() -> None:
    planned = office().model_dump()
    for queue in planned["queues"]:
        queue["wrap_up_s"] = {"sales": 7, "support": 0}[queue["name"]]
    played = Played(Plan.model_validate(planned), present=("bob",))
    played.call("c1", SUPPORT).answer("c1").finish("c1")
    assert not played.all(WrapUpStarted)
    played.call("c2", SALES).answer("c2").finish("c2")
    assert played.the(WrapUpStarted).until_ms == played.now_ms + 7000


def test_wrap_up_ends_by_itself_and_not_before() -> None:
    played = in_wrap_up().call("c2")
    until_ms = played.the(WrapUpStarted).until_ms
    played.play(DeadlineReached(), after_ms=until_ms - played.now_ms - 1)
    assert played.facts == []
    assert played.floor.next_deadline() == until_ms
    played.play(DeadlineReached(), after_ms=1)
    assert played.facts[0] == WrapUpEnded("ann")
    assert list(played.offers()) == [("c2", "ann")]


def test_wrap_up_ends_when_he_says_so_and_its_deadline_means_nothing_then() -> None:
    played = in_wrap_up().play(AgentCameBack("ann")).call("c2").answer("c2").finish("c2", after_ms=5000)
    played.play(DeadlineReached(), after_ms=5000)
    assert len(played.all(WrapUpEnded)) == 1


def test_wrap_up_lasts_longer_if_he_needs_it() -> None:
    played = in_wrap_up().call("c2")
    until_ms = played.the(WrapUpStarted).until_ms
    played.play(AgentNeedsLonger("ann", 60), after_ms=2_000)
    assert played.facts == [WrapUpExtended("ann", until_ms + 60_000)]
    played = played.restarted().call("c2")
    assert not list(played.play(DeadlineReached(), after_ms=8_000).offers())
    assert list(played.play(DeadlineReached(), after_ms=60_000).offers()) == [("c2", "ann")]


def test_wrap_up_goes_on_over_a_restart() -> None:
    played = in_wrap_up().restarted().call("c2")
    assert not list(played.offers())
    assert list(played.play(DeadlineReached(), after_ms=10_000).offers()) == [("c2", "ann")]


def test_a_break_in_a_conversation_comes_after_wrap_up() -> None:
    played = Played(present=("ann",)).call().answer().play(AgentWentOnBreak("ann", "lunch")).finish()
    played.play(DeadlineReached(), after_ms=10_000).call("c2")
    assert played.all(WrapUpEnded)
    assert not list(played.offers())


def test_signing_out_ends_wrap_up() -> None:
    assert in_wrap_up().play(AgentSignedOff("ann")).facts == [WrapUpEnded("ann"), AgentSignedOut("ann")]


def test_signing_out_while_it_rings_lets_it_ring() -> None:
    played = Played(present=("ann",)).call().play(AgentSignedOff("ann"))
    for end in (played.restarted().answer().finish(), played.restarted().finish(status=DialStatus.NOANSWER)):
        assert end.floor.agents["ann"].activity.value == "idle"
        assert not end.all(BreakStarted)
        assert not list(end.call("c2").offers())


def test_signing_out_and_in_again_while_talking_keeps_the_conversation() -> None:
    played = Played(present=("ann",)).call().answer()
    played.play(AgentSignedOff("ann")).play(AgentSignedOn("ann", "1003")).call("c2")
    assert not list(played.offers())
    played.finish("c1", talk_ms=5000)
    assert played.the(TalkEnded).agent == "ann"
    played.play(AgentCameBack("ann"))
    assert list(played.offers()) == [("c2", "ann")]
    assert played.floor.calls["c2"].ringing == {"ann": "1003"}


def test_two_agents_swap_phones_while_one_talks() -> None:
    played = Played(present=("ann", "bob")).call().answer()
    played.play(AgentSignedOff("ann")).play(AgentSignedOff("bob"))
    played.play(AgentSignedOn("ann", "1002")).play(AgentSignedOn("bob", "1001")).call("c2")
    assert not list(played.offers()), "ann talks, and it is bob's phone that she talks at"
    played.finish("c1")
    assert list(played.offers()) == [("c2", "bob")]


# the plan changes


def test_a_plan_is_taken_and_only_what_changes_is_mirrored() -> None:
    played = Played(present=("ann", "bob")).play(changed(sales=("bob",), support=("ann", "bob")))
    assert played.facts == [PlanTaken("admin")]
    assert played.orders == [
        MirrorMember("sales", "1001", "ann", Membership.ABSENT),
        MirrorMember("support", "1001", "ann", Membership.PRESENT),
    ]


def test_who_becomes_a_member_is_rung_for_those_who_wait() -> None:
    played = Played(present=("cid",)).call().play(changed(sales=("cid",)))
    assert list(played.offers()) == [("c1", "cid")]


def test_who_is_no_member_any_more_finishes_his_conversation() -> None:
    played = Played(present=("ann",)).call().answer().play(changed(sales=("bob",))).finish()
    assert played.all(WrapUpStarted)
    played.play(AgentCameBack("ann")).call("c2")
    assert not list(played.offers())


def test_an_agent_who_is_deleted_while_it_rings_is_signed_out_and_not_rung_again() -> None:
    played = Played(present=("ann",)).call().play(changed(agents=("bob", "cid")))
    assert played.facts == [AgentSignedOut("ann"), PlanTaken("admin")]
    assert played.orders == [MirrorMember("sales", "1001", "ann", Membership.ABSENT)]
    played.finish(status=DialStatus.NOANSWER)
    assert [type(fact) for fact in played.facts] == [OfferEnded]
    assert "ann" not in played.floor.agents


def test_an_agent_who_is_deleted_while_it_rings_may_still_answer() -> None:
    played = Played(present=("ann",)).call().play(changed(agents=("bob", "cid"))).answer().finish()
    assert len(played.all(AgentAnswered)) == len(played.all(TalkEnded)) == 1


def test_an_agent_who_is_deleted_in_wrap_up_comes_back_afresh() -> None:
    played = in_wrap_up().play(changed(agents=("bob", "cid")))
    assert played.facts[:2] == [WrapUpEnded("ann"), AgentSignedOut("ann")]
    played.play(changed()).play(AgentSignedOn("ann")).call("c2")
    assert list(played.offers()) == [("c2", "ann")]


def test_an_agent_whose_phone_is_deleted_is_signed_out() -> None:
    played = Played().play(AgentSignedOn("ann", "1004")).play(changed(extensions=("1001", "1002", "1003")))
    assert played.facts[0] == AgentSignedOut("ann")


def test_a_conversation_of_a_queue_that_is_deleted_ends_as_it_began() -> None:
    played = (
        Played(present=("cid",)).call("c1", "+15550101").answer().play(changed(queues=("sales",))).finish()
    )
    assert played.the(WrapUpStarted).queue == "support"
