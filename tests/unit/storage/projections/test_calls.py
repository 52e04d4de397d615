from ccd.domain import facts as f
from ccd.storage.projections.calls import Calls

BEGUN = f.CallStarted("c1", "ch", "4000", "0901", "An", "main")


def told(*facts: f.Fact) -> Calls:
    calls = Calls(lambda number: f"+84{number[1:]}")
    for at, fact in enumerate(facts):
        calls.take(fact, 1000 + at)
    return calls


def test_waits_and_talks_add_up_and_the_first_answer_stays() -> None:
    calls = told(
        BEGUN,
        f.CallQueued("c1", 1, "sales", 0, 1000),
        f.AgentAnswered("c1", 1, "sales", "anna", 1, 2, "none"),
        f.TalkEnded("c1", 1, "anna", f.EndedBy.AGENT, 50),
        f.CallQueued("c1", 2, "support", 0, 1004),
        f.AgentAnswered("c1", 2, "support", "bo", 1, 30, "none"),
        f.TalkEnded("c1", 2, "bo", f.EndedBy.AGENT, 7),
    )
    (row,) = calls.changed()
    assert (row["wait_ms"], row["talk_ms"], row["answered_at_ms"]) == (32, 57, 1002)
    assert (row["queue"], row["agent"], row["caller_e164"], row["state"]) == (
        "support",
        "bo",
        "+84901",
        "leaving",
    )


def test_while_another_phone_rings_the_end_of_one_offer_changes_nothing() -> None:
    offers = (f.AgentOffered("c1", 1, "sales", agent, "1001", "") for agent in ("an", "bo", "chi"))
    calls = told(BEGUN, f.CallQueued("c1", 1, "sales", 0, 1000), *offers)
    for agent, state in (("an", "offered"), ("bo", "offered"), ("chi", "waiting")):
        calls.take(f.OfferEnded("c1", 1, agent, f.OfferOutcome.REJECTED, 0), 2000)
        assert calls.live["c1"]["state"] == state


def test_an_answer_that_became_known_late_was_when_the_wait_says() -> None:
    calls = told(
        BEGUN,
        f.CallQueued("c1", 1, "sales", 0, 900),
        f.NodeEntered("c2", "main", "x"),
        f.AgentAnswered("c1", 1, "sales", "anna", 1, 60, "none"),
    )
    (row,) = calls.changed()
    assert row["answered_at_ms"] == 960


def test_an_ended_call_is_written_once_more_and_forgotten() -> None:
    calls = told(BEGUN)
    calls.changed()
    calls.take(f.CallEnded("c1", f.CallOutcome.ABANDONED, f.EndedBy.CALLER), 2000)
    (row,) = calls.changed()
    assert (row["ended_at_ms"], row["outcome"], row["ended_by"]) == (2000, "abandoned", "caller")
    assert calls.live == {}
    calls.take(f.CallReattached("c1", "other"), 2001)
    assert calls.changed() == []
