from ccd.domain import facts as f
from ccd.storage.projections.queue_visits import QueueVisits


def test_each_wait_is_a_row() -> None:
    visits = QueueVisits()
    for fact in (
        f.CallQueued("c1", 1, "sales", 0, 1000),
        f.AgentOffered("c1", 1, "sales", "anna", "101", ""),
        f.OfferEnded("c1", 1, "anna", f.OfferOutcome.RING_NO_ANSWER, 15_000),
        f.AgentOffered("c1", 1, "sales", "bo", "102", ""),
        f.AgentAnswered("c1", 1, "sales", "bo", 3000, 20_000, "none"),
        f.TalkEnded("c1", 1, "bo", f.EndedBy.AGENT, 60_000),
        f.CallQueued("c1", 2, "support", 0, 90_000),
        f.QueueLeft("c1", 2, "support", f.VisitOutcome.ABANDONED, 4000),
    ):
        visits.take(fact, 5)
    first, second = visits.changed()
    assert (first["offers"], first["ring_ms"], first["wait_ms"], first["talk_ms"]) == (
        2,
        18_000,
        20_000,
        60_000,
    )
    assert (first["outcome"], first["agent"], first["left_at_ms"]) == ("answered", "bo", 21_000)
    assert (second["queue"], second["outcome"], second["agent"]) == ("support", "abandoned", None)
    assert (second["offers"], second["left_at_ms"]) == (0, 94_000)


def test_what_is_said_of_an_earlier_visit_is_not_put_on_this_one() -> None:
    visits = QueueVisits()
    visits.take(f.CallQueued("c1", 2, "sales", 0, 1000), 5)
    visits.take(f.OfferEnded("c1", 1, "anna", f.OfferOutcome.LOST, 700), 6)
    (row,) = visits.changed()
    assert row["ring_ms"] == 0


def test_a_refused_one_is_a_row_without_a_wait() -> None:
    visits = QueueVisits()
    visits.take(f.JoinRefused("c1", 1, "sales", f.VisitOutcome.REFUSED_FULL), 7000)
    visits.take(f.CallQueued("c1", 2, "support", 0, 7000), 7000)
    refused, queued = visits.changed()
    assert (refused["outcome"], refused["wait_ms"]) == ("refused_full", 0)
    assert refused["entered_at_ms"] == refused["left_at_ms"] == 7000
    assert (queued["queue"], queued["outcome"]) == ("support", None)
