"""What the floor was given and decided, as JSON, one line each: the form it has in the event journal."""

import json
from typing import Any, get_args

import msgspec
from pydantic import ValidationError

from ccd.domain.decided import Began, Decided
from ccd.domain.events import Event
from ccd.domain.facts import CallOutcome, Recorded
from ccd.domain.plan import Plan
from ccd.storage.fact_json import decode_line, encode_line

KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in get_args(Event)}


class NotReadable(Exception):  # noqa: N818 the state, not the event
    """A line that this version cannot read, and why."""


class _Began(msgspec.Struct):
    at_ms: int
    plan: Any
    restored: list[msgspec.Raw]
    ended: dict[str, CallOutcome]
    last_seq: int
    seed: int


class _Line(msgspec.Struct):
    """Of the two forms of a line: `began`, or the rest."""

    began: _Began | None = None
    at_ms: int = 0
    kind: str = ""
    event: msgspec.Raw = msgspec.Raw(b"null")
    facts: list[msgspec.Raw] = []


def _plan_to_json(plan: object) -> object:
    assert isinstance(plan, Plan), f"no event holds a {type(plan).__name__}"
    return plan.model_dump(mode="json")


def _plan_from_json(kind: type, fields: object) -> object:
    assert kind is Plan, f"no event holds a {kind.__name__}"
    return Plan.model_validate(fields)


_encoder = msgspec.json.Encoder(enc_hook=_plan_to_json)
_lines = msgspec.json.Decoder(_Line)


def encode_began(began: Began) -> bytes:
    """One line, its newline included."""
    return b'{"began":{"at_ms":%d,"plan":%b,"restored":[%b],"ended":%b,"last_seq":%d,"seed":%d}}\n' % (
        began.at_ms,
        _encoder.encode(began.plan),
        _encode_facts(began.restored),
        _encoder.encode(began.ended),
        began.last_seq,
        began.seed,
    )


def encode_decided(decided: Decided) -> bytes:
    """One line, its newline included. Whatever the event's text is, it comes back as it was."""
    try:
        event = _encoder.encode(decided.event)
    except UnicodeEncodeError:  # half a character: only escaped it can be written
        event = json.dumps(msgspec.to_builtins(decided.event, enc_hook=_plan_to_json)).encode()
    return b'{"at_ms":%d,"kind":"%b","event":%b,"facts":[%b]}\n' % (
        decided.at_ms,
        type(decided.event).__name__.encode(),
        event,
        _encode_facts(decided.facts),
    )


def decode(line: bytes) -> Began | Decided:
    """Raises NotReadable."""
    try:
        parsed = _lines.decode(line)
        if parsed.began is None:
            event = _decode_event(parsed.kind, parsed.event)
            return Decided(parsed.at_ms, event, _decode_facts(parsed.facts))
        began = parsed.began
        plan = Plan.model_validate(began.plan)
        restored = _decode_facts(began.restored)
        return Began(began.at_ms, plan, restored, began.ended, began.last_seq, began.seed)
    except (msgspec.DecodeError, ValidationError) as error:
        raise NotReadable(str(error)) from error


def _encode_facts(facts: Any) -> bytes:
    return b",".join([encode_line(recorded)[:-1] for recorded in facts])


def _decode_facts(lines: list[msgspec.Raw]) -> list[Recorded]:
    return [_decode_fact(bytes(line)) for line in lines]


def _decode_fact(line: bytes) -> Recorded:
    entry = decode_line(line)
    if entry.fact is None:
        raise NotReadable(f"this version knows no fact {entry.kind} {bytes(entry.body).decode()}")
    return Recorded(entry.seq, entry.at_ms, entry.fact)


def _decode_event(kind: str, body: msgspec.Raw) -> Event:
    if kind not in KINDS:
        raise NotReadable(f"this version knows no event {kind}")
    return msgspec.convert(json.loads(bytes(body)), KINDS[kind], dec_hook=_plan_from_json)
