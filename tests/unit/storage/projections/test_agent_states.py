from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ccd.domain import facts as f
from ccd.domain.facts import Fact
from ccd.storage.projections.agent_states import AgentStates

Told = list[tuple[int, Fact]]
OFFERED = f.AgentOffered("c1", 1, "sales", "anna", "101", "")
ANSWERED = f.AgentAnswered("c1", 1, "sales", "anna", 1, 1, "none")
TALKED = f.TalkEnded("c1", 1, "anna", f.EndedBy.CALLER, 1)
WRAPPING = f.WrapUpStarted("anna", "c1", "sales", 9999)
ANYTHING: list[Fact] = [
    f.AgentSignedIn("anna", "101"),
    f.AgentSignedOut("anna"),
    f.BreakStarted("anna", "lunch"),
    f.BreakStarted("anna", "coffee"),
    f.BreakEnded("anna"),
    OFFERED,
    ANSWERED,
    TALKED,
    WRAPPING,
    f.WrapUpEnded("anna"),
    f.PhoneSeen("anna", "unreachable"),
    f.PhoneSeen("anna", "in_use"),
    f.PhoneSeen("anna", "idle"),
]


def table(told: Told, cuts: set[int] | None = None) -> list[dict[str, Any]]:
    """The rows after the facts, written at each of `cuts` (and then remembered from the table alone)."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    states = AgentStates()
    for at, (at_ms, fact) in enumerate(told):
        states.take(fact, at_ms)
        if cuts and at in cuts:
            rows |= {(r["agent"], r["since_ms"]): dict(r) for r in states.changed()}
            states = AgentStates()
            states.remember(dict(r) for r in rows.values() if r["until_ms"] is None)
    rows |= {(r["agent"], r["since_ms"]): dict(r) for r in states.changed()}
    return list(rows.values())


def words(told: Told) -> list[tuple[int, int | None, str, str | None]]:
    return [(r["since_ms"], r["until_ms"], r["state"], r["detail"]) for r in table(told)]


def test_a_call_in_intervals() -> None:
    told: Told = [
        (10, f.AgentSignedIn("anna", "101")),
        (20, OFFERED),
        (25, ANSWERED),
        (60, TALKED),
        (60, WRAPPING),
        (70, f.WrapUpEnded("anna")),
        (90, f.AgentSignedOut("anna")),
    ]
    assert words(told) == [
        (10, 20, "idle", None),
        (20, 25, "ringing", "c1"),
        (25, 60, "talking", "c1"),
        (60, 70, "wrap_up", "c1"),
        (70, 90, "idle", None),
        (90, None, "signed_out", None),
    ]


def test_a_break_begun_in_mid_talk_comes_after_it() -> None:
    told: Told = [
        (10, f.AgentSignedIn("anna", "101")),
        (20, OFFERED),
        (25, ANSWERED),
        (40, f.BreakStarted("anna", "lunch")),
        (60, TALKED),
        (80, f.BreakEnded("anna")),
    ]
    assert words(told)[2:] == [
        (25, 60, "talking", "c1"),
        (60, 80, "on_break", "lunch"),
        (80, None, "idle", None),
    ]


def test_a_phone_that_is_not_there() -> None:
    told: Told = [
        (10, f.AgentSignedIn("anna", "101")),
        (20, f.PhoneSeen("anna", "unreachable")),
        (30, f.PhoneSeen("anna", "in_use")),
        (40, f.PhoneSeen("anna", "idle")),
    ]
    assert [row[2] for row in words(told)] == ["idle", "unreachable", "busy", "idle"]


@given(
    st.lists(st.tuples(st.integers(0, 50), st.sampled_from(ANYTHING)), max_size=30),
    st.sets(st.integers(0, 30)),
)
def test_batches_change_nothing_and_time_has_no_gap(told: Told, cuts: set[int]) -> None:
    whole = table(told)
    assert table(told, cuts) == whole
    in_order = sorted(whole, key=lambda row: row["since_ms"])
    assert [row["until_ms"] for row in in_order] == [*(r["since_ms"] for r in in_order[1:]), None][
        : len(in_order)
    ]
