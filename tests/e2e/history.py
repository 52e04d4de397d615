"""The record after a story: whole, closed and true."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

from tests.office.office import Office
from tests.phones.waiting import PATIENCE_S

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
    await _reach(office, "/calls", "call_id", started.keys(), lambda call: bool(call["ended_at_ms"]))
    stored = values_of(facts, "RecordingStored", "path")
    await _reach(office, "/recordings", "path", stored, lambda recording: recording["state"] == "stored")
    for agent in await office.get("/agents"):
        assert (agent["live"]["activity"], agent["live"]["call_id"]) == ("idle", ""), agent
    return facts


async def settled_facts(office: Office, timeout_s: float = PATIENCE_S) -> list[Fact]:
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


async def _reach(
    office: Office, path: str, key: str, keys: Collection[str], is_done: Callable[[Fact], bool]
) -> None:
    """The database may have been away, and is told again after some seconds."""
    items: list[Fact] = []
    try:
        async with asyncio.timeout(PATIENCE_S):
            while {item[key] for item in items if is_done(item)} != set(keys):
                items = (await office.get(path, limit=200))["items"]
    except TimeoutError:
        raise AssertionError(f"{path} should have {sorted(keys)}, all done: {items}") from None


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
    whole, _, _ = segment.read_bytes().rpartition(b"\n")  # the daemon may be writing the next one
    return int(json.loads(whole.splitlines()[-1])["seq"])
