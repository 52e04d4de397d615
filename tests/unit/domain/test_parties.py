from ccd.domain.facts import EndedBy, PartiesRung, PartiesUnreached, PartyAnswered, PartyLeft, ReachOutcome
from ccd.domain.parties import Parties


def test_who_rings_answers_and_leaves() -> None:
    parties = Parties()
    parties.apply(PartiesRung("c1", "1001 1002", "c1.wav"), 1000)
    assert (parties.called, parties.to_record, parties.called_ms(3500)) == ("1001 1002", "c1.wav", 2500)
    parties.apply(PartiesUnreached("c1", "1001 1002", ReachOutcome.BUSY, 2500), 3500)
    assert (parties.called, parties.unreached) == ("", ReachOutcome.BUSY)
    parties.apply(PartiesRung("c1", "1003"), 4000)
    parties.apply(PartyAnswered("c1", "1003", "cid", 700), 4701)
    assert (parties.called, parties.unreached, parties.talking) == ("", None, {"1003": 4700})
    parties.apply(PartyLeft("c1", "1003", "cid", EndedBy.CALLER, 300), 5000)
    assert parties.talking == {}
