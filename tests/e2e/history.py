"""The record after a story: whole, closed and true."""

import asyncio
import json
from collections import Counter
from typing import Any

from tests.office.office import Office

Fact = dict[str, Any]

_ENDS = {"CallStarted": ("CallEnded", "call_id"), "RecordingStarted": ("RecordingStored", "path")}
"""What follows each beginning, and by which field they are known to belong together."""


async def nothing_is_lost(office: Office) -> list[Fact]:
    """Every fact is in its place, every call began and ended once, every recording is there, nobody is
    believed busy. Waits for what is still under way. Returns all facts."""
    facts = await settled_facts(office)
    assert [fact["seq"] for fact in facts] == list(range(1, len(facts) + 1))
    started = Counter(values_of(facts, "CallStarted", "call_id"))
    assert started == Counter(values_of(facts, "CallEnded", "call_id")) == Counter(started.keys())
    records = (await office.get("/calls", limit=200))["items"]
    assert {record["call_id"] for record in records} == started.keys()
    assert not [record for record in records if record["ended_at_ms"] is None]
    recordings = (await office.get("/recordings", limit=200))["items"]
    assert {recording["path"] for recording in recordings} == set(values_of(facts, "RecordingStored", "path"))
    for agent in await office.get("/agents"):
        assert (agent["live"]["activity"], agent["live"]["call_id"]) == ("idle", ""), agent
    return facts


async def settled_facts(office: Office, timeout_s: float = 10) -> list[Fact]:
    """All facts in order, up to where everything that began has ended. Raises AssertionError with what did
    not end in time."""
    last = last_seq(office)
    facts: list[Fact] = []
    try:
        async with asyncio.timeout(timeout_s):
            async for fact in office.facts():
                facts.append(fact)
                if fact["seq"] >= last and not _open(facts):
                    break
    except TimeoutError:
        raise AssertionError(f"of {last} facts {len(facts)} came; not ended: {_open(facts)}") from None
    return facts


def values_of(facts: list[Fact], kind: str, field: str) -> list[str]:
    return [fact["body"][field] for fact in facts if fact["kind"] == kind]


def _open(facts: list[Fact]) -> list[str]:
    begun = Counter[str]()
    for beginning, (end, field) in _ENDS.items():
        begun.update(set(values_of(facts, beginning, field)) - set(values_of(facts, end, field)))
    return sorted(begun)


def last_seq(office: Office) -> int:
    """Of the last fact that was recorded: the journal keeps its last segment, so that it always knows it."""
    segment = max((office.folder / "journal").glob("facts-*.jsonl"))
    return int(json.loads(segment.read_text().splitlines()[-1])["seq"])
