from dataclasses import asdict, fields

import pytest

from ccd.domain import facts as f
from ccd.services.call_story import SENTENCES, told
from ccd.storage.fact_json import KINDS
from ccd.storage.queries.facts import StoredFact


def test_a_transferred_call_reads_as_a_story() -> None:
    facts: list[f.Fact] = [
        f.CallStarted("c1", "ch", "4000", "0901", "", "main"),
        f.NodeEntered("c1", "main", "support"),
        f.CallQueued("c1", 1, "support", 0, 0),
        f.AgentAnswered("c1", 1, "support", "an", 2000, 65_000, "none"),
        f.HoldStarted("c1", "1001", "an"),
        f.HoldEnded("c1", "1001", "an", 9_600),
        f.TalkEnded("c1", 1, "an", f.EndedBy.AGENT, 80_000, 9_600),
        f.CallTransferred("c1", "attended", "1003", "1001"),
        f.PartyAnswered("c1", "1003", "", 0),
        f.CallEnded("c1", f.CallOutcome.ANSWERED, f.EndedBy.CALLER),
    ]
    stored = [StoredFact(n, 1000 * n, type(fact).__name__, asdict(fact)) for n, fact in enumerate(facts)]
    lines = told(stored)
    assert [line.text for line in lines] == [
        "0901 calls 4000",
        "The caller waits in support",
        "an answers; the caller waited 1 min 5 s",
        "an at 1001 puts the call on hold",
        "an at 1001 takes it from hold after 10 s",
        "an is done with the call after 1 min 20 s, 10 s of it on hold",
        "1001 hands the call on to 1003 (attended)",
        "1003 talks to the caller",
        "The call is over: answered, ended by caller",
    ]
    assert lines[1].at_ms == 2000


def test_every_sentence_is_of_a_fact() -> None:
    assert set(SENTENCES) <= set(KINDS)


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_sentence_says_only_what_its_fact_has(kind: str) -> None:
    body = {field.name: "" if field.type is str else 0 for field in fields(KINDS[kind])}
    assert told([StoredFact(1, 0, kind, body)])[0].text
