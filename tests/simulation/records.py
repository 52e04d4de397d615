"""The records that reports are made of: what facts fold to is what the floor knew, and its times add up."""

from collections import defaultdict
from itertools import pairwise

from ccd.domain.call import CallState
from ccd.domain.floor import Floor
from ccd.storage.models import AgentState
from ccd.storage.projections.agent_states import AgentStates
from ccd.storage.projections.calls import Calls
from ccd.storage.projections.queue_visits import QueueVisits
from ccd.storage.projections.supervisions import Supervisions
from ccd.storage.rows import Values
from tests.twin.daemon import Daemon

AT_ONCE_MS = 150
"""A conversation ends when one line says so, and the next began when another said so."""


class Records:
    """Folded as facts come true. Rows as they were last written."""

    def __init__(self) -> None:
        self._calls = Calls(lambda number: None)
        self._visits = QueueVisits()
        self._states = AgentStates()
        self._supervisions = Supervisions()
        self._taken = 0
        self.calls: dict[str, Values] = {}
        self.visits: dict[tuple[str, int], Values] = {}
        self.states: dict[tuple[str, int], Values] = {}
        self.supervisions: dict[tuple[str, int], Values] = {}

    def take(self, daemon: Daemon) -> None:
        """What is new; and it is what the floor knows."""
        new, self._taken = daemon.recorded[self._taken :], len(daemon.recorded)
        if not new:
            return
        for entry in new:
            for projection in (self._calls, self._visits, self._states, self._supervisions):
                projection.take(entry.fact, entry.at_ms)
        calls = {row["call_id"]: row for row in self._calls.changed()}
        states = {(row["agent"], row["since_ms"]): row for row in self._states.changed()}
        now = {agent: row for (agent, _), row in states.items() if row["until_ms"] is None}
        _are_what_the_floor_knows(calls, now, daemon.floor)
        self.calls |= calls
        self.states |= states
        self.visits |= {(row["call_id"], row["visit"]): row for row in self._visits.changed()}
        changed = self._supervisions.changed()
        self.supervisions |= {(row["supervision"], row["turn"]): row for row in changed}


def _are_what_the_floor_knows(calls: dict[str, Values], now: dict[str, Values], floor: Floor) -> None:
    for call_id, row in calls.items():
        call = floor.calls.get(call_id)
        assert (row["ended_at_ms"] is None) == bool(call), (
            "the calls that have no end are those that are live"
        )
        if call:
            assert row["state"] == call.state.value, f"{call_id} is shown in a state that it is not in"
            assert set(row["parties"].split()) == call.parties.talking.keys()
            assert call.state is not CallState.TALKING or row["agent"] == call.agent
    for name, row in now.items():
        if agent := floor.agents.get(name):
            shown = (row["presence"], row["activity"])
            assert shown == (agent.presence.value, agent.activity.value), f"{name} is shown otherwise"
            assert not agent.signed_in or row["phone"] == agent.phone.value


def add_up(records: Records) -> None:
    """Nobody is there any more."""
    visits = defaultdict(list)
    for visit in records.visits.values():
        visits[visit["call_id"]].append(visit)
    for row in records.calls.values():
        _of_one_call(row, sorted(visits[row["call_id"]], key=lambda visit: visit["visit"]))
    states = defaultdict(list)
    for state in records.states.values():
        states[state["agent"]].append(state)
    for intervals in states.values():
        _without_a_gap(sorted(intervals, key=lambda interval: interval["since_ms"]))
    for row in records.supervisions.values():
        assert row["ended_at_ms"] is not None


def _of_one_call(call: Values, visits: list[Values]) -> None:
    assert call["state"] == CallState.ENDED.value
    assert call["parties"] == ""
    assert call["outcome"]
    assert call["ended_by"]
    assert 0 <= call["hold_ms"] <= call["talk_ms"]
    assert call["wait_ms"] >= 0
    began_ms = call["started_at_ms"]
    assert began_ms <= call["ended_at_ms"]
    if call["answered_at_ms"] is not None:
        assert began_ms <= call["answered_at_ms"] <= call["ended_at_ms"]
    else:
        assert call["talk_ms"] == 0
    length_ms = call["ended_at_ms"] - began_ms
    spent_ms = call["wait_ms"] + call["talk_ms"]
    assert spent_ms <= length_ms + AT_ONCE_MS, f"{call['call_id']} took {length_ms} ms, and in all {spent_ms}"
    for visit in visits:
        assert visit["outcome"], "a visit without an end"
        assert visit["entered_at_ms"] <= visit["left_at_ms"] <= call["ended_at_ms"]
        assert 0 <= visit["hold_ms"] <= visit["talk_ms"]
        assert min(visit["ring_ms"], visit["wait_ms"], visit["talk_ms"]) >= 0


def _without_a_gap(intervals: list[Values]) -> None:
    for one, next_one in pairwise(intervals):
        assert one["until_ms"] == next_one["since_ms"]
        assert one["since_ms"] < one["until_ms"]
    *_, last = intervals
    assert last["until_ms"] is None
    assert last["state"] not in (
        AgentState.TALKING,
        AgentState.CALLING,
        AgentState.RINGING,
        AgentState.WRAP_UP,
    )
