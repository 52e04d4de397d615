from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.decided import Began, Decided
from ccd.domain.events import Event, PromptFinished
from ccd.domain.facts import CallOutcome, CallReattached, Recorded
from ccd.domain.pace import PastVisit
from ccd.storage.event_json import KINDS, NotReadable, decode, encode_began, encode_decided
from tests.unit.domain.played import office
from tests.unit.storage.any_event import any_event

FACTS = [Recorded(7, 9, CallReattached("c1", "ch")), Recorded(8, 9, CallReattached("c2", "ch"))]


def test_every_event_has_a_kind() -> None:
    assert set(KINDS.values()) == set(get_args(Event))


@given(any_event(), st.integers(0, 2**63 - 1))
def test_a_line_gives_back_the_event(event: Event, at_ms: int) -> None:
    line = encode_decided(Decided(at_ms, event, FACTS))
    assert decode(line) == Decided(at_ms, event, FACTS)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")


def test_a_beginning_comes_back() -> None:
    began = Began(5, office(), FACTS, {"c0": CallOutcome.LOST}, 8, 7, (PastVisit("sales", None, False, 9),))
    assert decode(encode_began(began)) == began


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"at_ms":1,"kind":"CallSang","event":{},"facts":[]}', "knows no event CallSang"),
        (b'{"at_ms":1,"kind":"PromptFinished","event":{},"facts":[]}', "call_id"),
        (
            b'{"at_ms":1,"kind":"AsteriskLost","event":{},'
            b'"facts":[{"seq":1,"at_ms":1,"kind":"CallSang","fact":{}}]}',
            "knows no fact CallSang",
        ),
        (
            b'{"began":{"at_ms":1,"plan":{"colour":"red"},"restored":[],"ended":{},"last_seq":0,"seed":0}}',
            "colour",
        ),
        (b'{"at_ms":1,"ki', "Unterminated"),
        (b"[]", "got `array`"),
    ],
)
def test_what_this_version_cannot_read_is_said(line: bytes, why: str) -> None:
    with pytest.raises(NotReadable, match=why):
        decode(line)


def test_facts_stand_as_in_the_journal() -> None:
    line = encode_decided(Decided(9, PromptFinished("c1"), FACTS[:1]))
    assert line == (
        b'{"at_ms":9,"kind":"PromptFinished","event":{"call_id":"c1"},"facts":['
        b'{"seq":7,"at_ms":9,"kind":"CallReattached","fact":{"call_id":"c1","channel_id":"ch"}}]}\n'
    )
