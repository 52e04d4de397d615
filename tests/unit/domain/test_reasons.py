from ccd.domain.events import AgentSignedOn, DeadlineReached
from ccd.domain.facts import AgentOffered
from tests.unit.domain.played import Played, office

ENGLISH = {
    "skills": {"english": 4},
    "relax": [{"after_s": 30, "skills": {"english": 3}}, {"after_s": 60}],
    "weight": 10,
    "escalate": [{"after_s": 50, "by": 5}],
    "have": {"ann": {"english": 3}, "cid": {"english": 5}},
}


def offered_after(*waits_s: int, **plan: object) -> str:
    played = Played(office(**plan)).call()  # type: ignore[arg-type]
    for wait_s in waits_s:
        played.play(DeadlineReached(), after_ms=wait_s * 1000)
    return played.play(AgentSignedOn("ann")).the(AgentOffered).reason


def test_the_plain_case() -> None:
    assert offered_after(7) == "first in line of sales after 7 s; ann has been free for longest"


def test_rank_is_told_where_there_is_more_than_one() -> None:
    told = offered_after(7, ranks={"ann": 2})
    assert told == "first in line of sales after 7 s; ann (rank 2) has been free for longest"


def test_what_was_asked_and_what_is_left_of_it() -> None:
    assert offered_after(30, sales=("ann", "cid"), **ENGLISH) == (
        "first in line of sales after 30 s, priority 10, asked for english 4, now for english 3; "
        "ann (english 3) has been free for longest"
    )


def test_all_at_once() -> None:
    told = offered_after(50, 20, sales=("ann", "cid"), ranks={"cid": 2}, best_skill_first=True, **ENGLISH)
    assert told == (
        "first in line of sales after 70 s, priority 15 (raised by 5 for the wait), asked for english 4, "
        "now for no skill; ann (english 3, rank 1) has been free for longest"
    )
