from dataclasses import fields
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.facts import CallerRecognised, CallQueued, CallStarted, Fact, Recorded
from ccd.storage.fact_json import decode_line, encode_line, fact_from_body

# what the journal promises to keep letter by letter: all text but NUL and lone surrogates
st.register_type_strategy(str, st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")))
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))

any_fact: st.SearchStrategy[Fact] = st.one_of([st.from_type(kind) for kind in get_args(Fact)])


@given(any_fact, st.integers(1, 2**63 - 1), st.integers(0, 2**63 - 1))
def test_a_line_gives_back_the_fact(fact: Fact, seq: int, at_ms: int) -> None:
    line = encode_line(Recorded(seq, at_ms, fact))
    entry = decode_line(line)
    assert (entry.seq, entry.at_ms, entry.fact) == (seq, at_ms, fact)
    assert (entry.call_id, entry.agent) == (getattr(fact, "call_id", None), getattr(fact, "agent", None))
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")


@given(any_fact)
def test_the_body_gives_back_the_fact(fact: Fact) -> None:
    entry = decode_line(encode_line(Recorded(1, 0, fact)))
    assert fact_from_body(entry.kind, msgspec.json.decode(entry.body)) == fact


@pytest.mark.parametrize("kind", get_args(Fact), ids=lambda kind: kind.__name__)
def test_fields_are_plain_values(kind: type[Any]) -> None:
    hints = get_type_hints(kind)
    assert all(issubclass(hints[field.name], str | int) for field in fields(kind))


def test_an_unknown_kind_is_kept() -> None:
    entry = decode_line(b'{"seq":7,"at_ms":8,"kind":"CallSang","fact":{"call_id":"c1","tune":"la"}}\n')
    assert entry.fact is None
    assert (entry.seq, entry.kind, entry.call_id, entry.agent) == (7, "CallSang", "c1", None)
    assert bytes(entry.body) == b'{"call_id":"c1","tune":"la"}'


def test_a_known_kind_of_another_shape_is_kept() -> None:
    entry = decode_line(b'{"seq":7,"at_ms":8,"kind":"CallerRecognised","fact":{"call_id":"c1"}}\n')
    assert entry.fact is None
    assert fact_from_body(entry.kind, {"call_id": "c1"}) is None
    assert fact_from_body("CallSang", {}) is None


def test_what_an_earlier_version_did_not_say_has_its_default() -> None:
    body = {"call_id": "c1", "visit": 1, "queue": "sales", "priority": 0, "entered_at_ms": 5}
    assert fact_from_body("CallQueued", body) == CallQueued("c1", 1, "sales", 0, 5, skills="", own_skills="")


@pytest.mark.parametrize(
    ("told", "kept"), [("A\0n", "An"), ("A\ud800n", "A?n"), ("\0\ud800", "?"), ("\\u0000", "\\u0000")]
)
def test_text_that_no_database_takes_is_cleaned(told: str, kept: str) -> None:
    fact = decode_line(encode_line(Recorded(1, 0, CallStarted("c1", "ch", "1", "2", told, "")))).fact
    assert isinstance(fact, CallStarted)
    assert fact.caller_name == kept


def test_what_is_no_line_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_line(encode_line(Recorded(1, 0, CallerRecognised("c1", 5)))[:-10])
