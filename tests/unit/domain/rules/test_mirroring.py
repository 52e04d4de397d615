import pytest

from ccd.domain.events import AgentSignedOff, AgentSignedOn, AgentWentOnBreak, Event, PlanChanged
from ccd.domain.orders import Membership, MirrorMember
from tests.unit.domain.played import Played, office

PRESENT, PAUSED, ABSENT = Membership.PRESENT, Membership.PAUSED, Membership.ABSENT


@pytest.mark.parametrize(
    ("event", "membership"),
    [
        (AgentWentOnBreak("bob", "lunch"), PAUSED),
        (AgentSignedOff("bob"), ABSENT),
    ],
)
def test_an_agent_is_the_same_in_all_his_queues(event: Event, membership: Membership) -> None:
    played = Played(present=("bob",)).play(event)
    assert played.orders == [
        MirrorMember("sales", "1002", "bob", membership),
        MirrorMember("support", "1002", "bob", membership),
    ]


def test_a_plan_that_changes_nothing_mirrors_nothing() -> None:
    assert Played(present=("ann", "bob")).play(PlanChanged(office(), "admin")).orders == []


def test_a_new_member_is_mirrored_as_he_is() -> None:
    played = Played(present=("cid",)).play(AgentWentOnBreak("cid", "lunch"))
    played.play(PlanChanged(office(sales=("cid",)), "admin"))
    assert played.orders == [MirrorMember("sales", "1003", "cid", PAUSED)]


def test_it_is_the_phone_he_is_at_that_is_mirrored() -> None:
    assert Played().play(AgentSignedOn("ann", "1004")).orders == [
        MirrorMember("sales", "1004", "ann", PRESENT)
    ]
