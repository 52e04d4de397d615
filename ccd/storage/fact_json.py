"""Facts as JSON, one line each: the form they have in the journal, and their body in the table `facts`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, get_args

import msgspec

from ccd.domain.facts import Fact, Recorded
from ccd.storage.clean_text import clean

KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in get_args(Fact)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as it was written down. `fact` is None when this version knows no such kind or shape: its
    `body` is kept all the same, and nothing is folded from it."""

    seq: int
    at_ms: int
    kind: str
    call_id: str | None
    agent: str | None
    body: msgspec.Raw
    fact: Fact | None


class _Line(msgspec.Struct):
    seq: int
    at_ms: int
    kind: str
    fact: msgspec.Raw


class _Whose(msgspec.Struct):
    call_id: str | None = None
    agent: str | None = None


_encoder = msgspec.json.Encoder()
_lines = msgspec.json.Decoder(_Line)
_whose = msgspec.json.Decoder(_Whose)
_facts = {name: msgspec.json.Decoder(kind) for name, kind in KINDS.items()}


def encode_line(recorded: Recorded) -> bytes:
    """One line, its newline included. Text that JSON or PostgreSQL cannot hold (NUL, lone surrogates) is
    cleaned here, so what is in the journal can be stored."""
    try:
        body = _encoder.encode(recorded.fact)
    except UnicodeEncodeError:
        body = _encode_cleaned(recorded.fact)
    if b"\\u0000" in body:
        body = _encode_cleaned(recorded.fact)
    kind = type(recorded.fact).__name__
    return b'{"seq":%d,"at_ms":%d,"kind":"%b","fact":%b}\n' % (
        recorded.seq,
        recorded.at_ms,
        kind.encode(),
        body,
    )


def decode_line(line: bytes) -> Entry:
    """Raises msgspec.DecodeError on what was never a line of ours."""
    parsed = _lines.decode(line)
    whose = _whose.decode(parsed.fact)
    return Entry(
        parsed.seq, parsed.at_ms, parsed.kind, whose.call_id, whose.agent, parsed.fact, _fact(parsed)
    )


def as_stored(fact: Fact) -> Fact:
    """The fact as it comes back from the journal: its text cleaned, else the same."""
    entry = decode_line(encode_line(Recorded(0, 0, fact)))
    assert entry.fact
    return entry.fact


def fact_from_body(kind: str, body: Mapping[str, Any]) -> Fact | None:
    """The fact of a row of `facts`; None when this version knows no such kind or shape."""
    if kind not in KINDS:
        return None
    try:
        return msgspec.convert(body, KINDS[kind])
    except msgspec.ValidationError:
        return None


def _fact(line: _Line) -> Fact | None:
    decoder = _facts.get(line.kind)
    if decoder is None:
        return None
    try:
        return decoder.decode(line.fact)
    except msgspec.ValidationError:
        return None


def _encode_cleaned(fact: Fact) -> bytes:
    fields = asdict(fact)
    return _encoder.encode({k: clean(v) if isinstance(v, str) else v for k, v in fields.items()})
