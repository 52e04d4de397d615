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


def waits_again(*between: f.Fact) -> int:
    """Who has waited for 3 ms and keeps his place is answered 10 ms after he came. Returns his wait."""
    calls = told(
        BEGUN,
        f.CallQueued("c1", 1, "sales", 0, 1001),
        f.QueueLeft("c1", 1, "sales", f.VisitOutcome.LEFT_BY_KEY, 3),
        *between,
        f.CallQueued("c1", 2, "sales", 0, 1001),
        f.AgentAnswered("c1", 2, "sales", "bo", 1, 10, "none"),
    )
    (row,) = calls.changed()
    return int(row["wait_ms"])


def test_who_keeps_his_place_waits_no_moment_twice() -> None:
    assert waits_again() == 10


def test_nor_while_he_talks() -> None:
    """He was answered by a party at 1004, who hands him over at 1006 into a line that was joined before."""
    answered = f.PartyAnswered("c1", "1002", "", 1)
    assert waits_again(answered, f.PartyLeft("c1", "1002", "", f.EndedBy.CALLEE, 2)) == 3 + 1011 - 1004


def test_nor_before_he_called() -> None:
    """He has the place of somebody who was to be called back."""
    calls = told(
        BEGUN,
        f.CalledIn("c1", "sales", "c0", 500),
        f.CallQueued("c1", 1, "sales", 0, 500),
        f.QueueLeft("c1", 1, "sales", f.VisitOutcome.ABANDONED, 700),
    )
    (row,) = calls.changed()
    assert row["wait_ms"] == 200


def test_a_talk_in_the_safety_net_that_is_told_of_late_hides_no_wait() -> None:
    calls = told(
        BEGUN,
        f.CallQueued("c1", 1, "sales", 0, 1000),
        f.NetAnswered("c1", 1, "sales", "", 1, 5, "none"),
        f.NetTalkEnded("c1", 1, f.EndedBy.AGENT, 20),
        f.CallQueued("c1", 2, "support", 0, 1025),
        f.QueueLeft("c1", 2, "support", f.VisitOutcome.ABANDONED, 30),
    )
    (row,) = calls.changed()
    assert (row["wait_ms"], row["talk_ms"]) == (35, 20)


def test_who_of_several_answered_never_became_known() -> None:
    answered = (
        f.PartyAnswered("c1", "1001 1002", "", 1),
        f.PartyLeft("c1", "1001 1002", "", f.EndedBy.CALLER, 0),
    )
    (row,) = told(BEGUN, f.PartiesRung("c1", "1001 1002"), *answered).changed()
    assert (row["parties"], row["state"]) == ("", "leaving")


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
