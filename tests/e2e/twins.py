"""The twin is honest: of the same story it tells the daemon what the real Asterisk told it.

A module that imports the fixtures has its stories compared, those that are named here, when its office is
closed: by then all that there is to be told was told.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from ccd.domain.decided import Decided
from ccd.domain.plan import Plan
from ccd.storage import event_journal
from tests.e2e.plans import SUPPORT_DID
from tests.twin.people import Asks, Consults, OnRing, OnTalk, Sends, Then
from tests.twin.story import At, Story
from tests.twin.told import of_caller, told

HANGS_UP, CALLER_HANGS_UP = OnTalk.AGENT_HANGS_UP, OnTalk.CALLER_HANGS_UP
SECOND, THIRD = At("1002"), At("1003")
AWAY = replace(THIRD, is_there=False)
MOBILE = "0901111111@carrier"
PARKS = Sends("700")
LATER_GONE = At("1003", [CALLER_HANGS_UP], acts_after_ms=4000)
"""When he and the caller have been joined for long."""

STORIES = {
    "test_blind_to_a_phone": Story([At("1001", [Sends("1003")]), SECOND, At("1003", [HANGS_UP])]),
    "test_blind_to_a_phone_that_refuses_comes_back[486]": Story(
        [At("1001", [Sends("1003"), CALLER_HANGS_UP]), SECOND, At("1003", rings=[OnRing.REJECTS])]
    ),
    "test_blind_to_nobody_and_the_sender_is_busy_goes_to_the_head_of_the_queue": Story(
        [At("1001", [Sends("1999"), HANGS_UP], [OnRing.ANSWERS, OnRing.REJECTS]), SECOND, THIRD]
    ),
    "test_blind_to_a_queue": Story(
        [At("1001", [Sends("801")]), At("1002", [CALLER_HANGS_UP]), THIRD], later={"binh": 3}
    ),
    "test_attended_with_consultation": Story(
        [At("1001", [Asks("1003", Then.HANDS_OVER, 700)]), SECOND, At("1003", [HANGS_UP])]
    ),
    "test_attended_and_cancelled": Story(
        [At("1001", [Asks("1003", Then.COMES_BACK, 700), CALLER_HANGS_UP]), SECOND, THIRD]
    ),
    "test_blonde": Story(
        [At("1001", [Asks("1003", Then.HANDS_OVER, 300)]), SECOND, At("1003", [HANGS_UP], ring_ms=900)]
    ),
    "test_into_the_line_of_a_queue": Story(
        [At("1001", [Asks("801", Then.HANDS_OVER, 700)]), At("1002", [CALLER_HANGS_UP]), THIRD],
        later={"binh": 9},
    ),
    "test_attended_to_somebody_whom_a_queue_found": Story(
        [At("1001", [Asks("801", Then.HANDS_OVER, 700)]), At("1002", [CALLER_HANGS_UP]), THIRD],
        later={"binh": 3},
    ),
    "test_a_transferred_call_is_transferred": Story(
        [At("1001", [Sends("1002")]), At("1002", [Sends("1003")]), At("1003", [CALLER_HANGS_UP])]
    ),
    "test_by_feature_codes": Story(
        [At("1001", [Sends("1003", by_code=True)]), SECOND, At("1003", [CALLER_HANGS_UP])]
    ),
    "test_consultation_by_code": Story(
        [At("1001", [Consults("1003", Then.HANDS_OVER, 700)]), SECOND, LATER_GONE]
    ),
    "test_consultation_by_code_and_back": Story(
        [
            At("1001", [Consults("1003", Then.COMES_BACK, 9000), CALLER_HANGS_UP]),
            SECOND,
            At("1003", [HANGS_UP]),
        ]
    ),
    "test_handed_over_by_code_while_it_rings": Story(
        [At("1001", [Consults("1003", Then.HANDS_OVER, 300)]), SECOND, replace(LATER_GONE, ring_ms=900)]
    ),
    "test_parked_and_fetched": Story(
        [At("1001", [OnTalk.PARKS]), SECOND, At("1003", [HANGS_UP])], fetched_s=9
    ),
    "test_parked_by_transfer_and_given_up": Story([At("1001", [PARKS]), SECOND, THIRD], patience_s=12),
    "test_parked_and_not_fetched_comes_back_to_who_parked_it": Story(
        [At("1001", [PARKS, HANGS_UP]), SECOND, THIRD]
    ),
    "test_a_mobile_takes_a_call_by_its_key": Story(
        [At("1001", rings=[OnRing.LETS_IT_RING]), AWAY, AWAY], mobiles=[At(MOBILE, [HANGS_UP])]
    ),
    "test_a_mailbox_does_not_swallow_a_caller_whom_the_next_agent_gets": Story(
        [replace(AWAY, extension="1001"), At("1002", [CALLER_HANGS_UP]), AWAY],
        mobiles=[At(MOBILE, rings=[OnRing.MAILBOX])],
        later={"binh": 0},
    ),
}
"""By the test that plays it with phones. A caller presses 1, and `an` at 1001 answers him."""


@dataclass
class Twins:
    """`began` is when each story did, in ms since the epoch."""

    plan: Plan
    folder: Path = Path()
    began: dict[str, int] = field(default_factory=dict)

    def compare(self) -> None:
        entries = event_journal.read(self.folder / "journal") if self.began else ()
        decided = [entry for entry in entries if isinstance(entry, Decided)]
        for name in self.began.keys() & STORIES.keys():
            real = told(of_caller(entry.event for entry in decided if entry.at_ms >= self.began[name]))
            twin = told(of_caller(STORIES[name].events(self.plan, SUPPORT_DID, keys=["1"])))
            assert real == twin, f"{name}: real alone {real - twin}, twin alone {twin - real}"


@pytest.fixture(scope="module", autouse=True)
def honest_twin(request: pytest.FixtureRequest) -> Iterator[Twins]:
    """Stands before the office and goes after it."""
    twins = Twins(Plan.model_validate(request.module.PLAN))
    yield twins
    twins.compare()


@pytest.fixture(autouse=True)
def compared(request: pytest.FixtureRequest, honest_twin: Twins) -> Iterator[None]:
    """A story that has failed is told by its failure."""
    honest_twin.folder = request.getfixturevalue("office").folder
    began_at_ms, failed = time.time_ns() // 1_000_000, request.session.testsfailed
    yield
    if request.session.testsfailed == failed:
        honest_twin.began[request.node.name] = began_at_ms
