import pytest

from ccd.domain.call_states import UNREACHED, fits
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    EndedBy,
    Fact,
    OfferEnded,
    OfferOutcome,
    ReachOutcome,
)
from ccd.domain.facts import TalkEnded as Ended

OFFERED = AgentOffered("c1", 1, "sales", "ann", "1001", "")
GIVEN_UP = OfferEnded("c1", 1, "ann", OfferOutcome.LOST, 0)
ANSWERED = AgentAnswered("c1", 1, "sales", "ann", 0, 0, "none")


@pytest.mark.parametrize(
    ("fact", "ringing", "agent", "possible"),
    [
        (OFFERED, ["bob"], "", True),
        (OFFERED, ["ann"], "", False),
        (GIVEN_UP, ["ann", "bob"], "", True),
        (GIVEN_UP, ["bob"], "", False),
        (ANSWERED, ["ann"], "", True),
        (ANSWERED, ["ann", "bob"], "", False),
        (Ended("c1", 1, "ann", EndedBy.AGENT, 5), [], "ann", True),
        (Ended("c1", 1, "ann", EndedBy.AGENT, 5), [], "bob", False),
    ],
)
def test_a_fact_is_about_those_who_are_there(
    fact: Fact, ringing: list[str], agent: str, possible: bool
) -> None:
    assert fits(fact, ringing, agent) is possible


def test_every_reason_has_its_outcome() -> None:
    assert set(UNREACHED) == set(ReachOutcome)
