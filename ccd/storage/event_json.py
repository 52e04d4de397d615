"""What the floor was given and decided, as JSON, one line each: the form it has in the event journal."""

import json
from collections.abc import Sequence
from typing import Any, get_args

import msgspec

from ccd.domain.decided import Began, Decided
from ccd.domain.events import Event
from ccd.domain.facts import CallOutcome, Fact, Recorded
from ccd.domain.pace import PastVisit
from ccd.domain.plan import Plan
from ccd.storage.fact_json import encode_line, fact_from_body

KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in get_args(Event)}


class NotReadable(Exception):  # noqa: N818 the state, not the event
    """A line that this version cannot read, and why."""


class _Fact(msgspec.Struct):
    seq: int
    at_ms: int
    kind: str
    fact: dict[str, Any]


class _Began(msgspec.Struct):
    at_ms: int
    plan: dict[str, Any]
    restored: list[_Fact]
    ended: dict[str, CallOutcome]
    last_seq: int
    seed: int
    past: tuple[PastVisit, ...] = ()


class _Decided(msgspec.Struct):
    at_ms: int
    kind: str
    event: dict[str, Any]
    facts: list[_Fact]


def _plan_to_json(plan: object) -> object:
    assert isinstance(plan, Plan), f"no event holds a {type(plan).__name__}"
    return plan.model_dump(mode="json")


def _plan_from_json(kind: type, fields: object) -> object:
    assert kind is Plan, f"no event holds a {kind.__name__}"
    return Plan.model_validate(fields)


_encoder = msgspec.json.Encoder(enc_hook=_plan_to_json)


def encode_began(began: Began) -> bytes:
    """One line, its newline included."""
    return (
        b'{"began":{"at_ms":%d,"plan":%b,"restored":[%b],"ended":%b,"last_seq":%d,"seed":%d,"past":%b}}\n'
        % (
            began.at_ms,
            _encoder.encode(began.plan),
            _encode_facts(began.restored),
            _encoder.encode(began.ended),
            began.last_seq,
            began.seed,
            _encoder.encode(began.past),
        )
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
        read = json.loads(line)  # not msgspec, which refuses half a character
        if "began" in read:
            began = msgspec.convert(read["began"], _Began)
            plan, restored = Plan.model_validate(began.plan), _decode_facts(began.restored)
            return Began(began.at_ms, plan, restored, began.ended, began.last_seq, began.seed, began.past)
        decided = msgspec.convert(read, _Decided)
        return Decided(decided.at_ms, _decode_event(decided), _decode_facts(decided.facts))
    except (ValueError, TypeError) as error:
        raise NotReadable(str(error)) from error


def _encode_facts(facts: Sequence[Recorded]) -> bytes:
    return b",".join([encode_line(recorded)[:-1] for recorded in facts])


def _decode_facts(facts: list[_Fact]) -> list[Recorded]:
    return [Recorded(each.seq, each.at_ms, _decode_fact(each)) for each in facts]


def _decode_fact(line: _Fact) -> Fact:
    fact = fact_from_body(line.kind, line.fact)
    if fact is None:
        raise NotReadable(f"this version knows no fact {line.kind} {line.fact}")
    return fact


def _decode_event(line: _Decided) -> Event:
    if line.kind not in KINDS:
        raise NotReadable(f"this version knows no event {line.kind}")
    return msgspec.convert(line.event, KINDS[line.kind], dec_hook=_plan_from_json)
