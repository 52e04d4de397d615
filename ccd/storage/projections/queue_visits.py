"""Facts → `queue_visits`."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from ccd.domain import facts as f
from ccd.domain.facts import Fact, VisitOutcome
from ccd.storage.models import CallRow, QueueVisitRow
from ccd.storage.rows import Values, empty_row, table_of

_Change = (
    f.AgentOffered
    | f.OfferEnded
    | f.AgentAnswered
    | f.TalkEnded
    | f.QueueLeft
    | f.NetAnswered
    | f.NetTalkEnded
    | f.NetLeft
)
"""What befalls a visit that is under way."""


class QueueVisits:
    """Remembers the current visit of each live call."""

    table = table_of(QueueVisitRow)

    def __init__(self) -> None:
        self._current: dict[str, Values] = {}
        self._changed: dict[tuple[str, int], Values] = {}

    @property
    def unfinished(self) -> ColumnElement[bool]:
        live = select(CallRow.call_id).where(CallRow.ended_at_ms.is_(None))
        return self.table.c.call_id.in_(live)

    def remember(self, rows: Iterable[Values]) -> None:
        for row in sorted(rows, key=lambda row: row["visit"]):
            self._current[row["call_id"]] = row

    def take(self, fact: Fact, at_ms: int) -> None:
        match fact:
            case f.CallQueued():
                row = self._begun(fact.call_id, fact.visit, fact.queue, fact.entered_at_ms)
                self._current[fact.call_id] = row
                self._changed[fact.call_id, fact.visit] = row
            case f.JoinRefused():
                self._changed[fact.call_id, fact.visit] = self._refused(fact, at_ms)
            case _ if isinstance(fact, _Change):
                current = self._current.get(fact.call_id)
                if current and current["visit"] == fact.visit:
                    _change(current, fact)
                    self._changed[fact.call_id, fact.visit] = current
            case f.CallEnded():
                self._current.pop(fact.call_id, None)
            case _:
                pass

    def changed(self) -> list[Values]:
        rows, self._changed = list(self._changed.values()), {}
        return rows

    def _refused(self, fact: f.JoinRefused, at_ms: int) -> Values:
        row = self._begun(fact.call_id, fact.visit, fact.queue, at_ms)
        _leave(row, fact.outcome, 0)
        return row

    def _begun(self, call_id: str, visit: int, queue: str, at_ms: int) -> Values:
        return empty_row(self.table) | {
            "call_id": call_id,
            "visit": visit,
            "queue": queue,
            "entered_at_ms": at_ms,
            "safety_net": False,
            "wait_ms": 0,
            "offers": 0,
            "ring_ms": 0,
            "talk_ms": 0,
            "hold_ms": 0,
        }


def _change(row: Values, fact: _Change) -> None:
    match fact:
        case f.AgentOffered():
            row["offers"] += 1
        case f.OfferEnded():
            row["ring_ms"] += fact.ring_ms
        case f.AgentAnswered():
            row["ring_ms"] += fact.ring_ms
            row["agent"] = fact.agent
            answered = VisitOutcome.CALLED_BACK if fact.callback else VisitOutcome.ANSWERED
            _leave(row, answered, fact.wait_ms)
        case f.TalkEnded() | f.NetTalkEnded():
            row["talk_ms"] += fact.talk_ms
            row["hold_ms"] += fact.hold_ms if isinstance(fact, f.TalkEnded) else 0
        case f.QueueLeft():
            row["safety_net"] = fact.outcome is VisitOutcome.SAFETY_NET
            _leave(row, fact.outcome, fact.wait_ms)
        case f.NetAnswered():
            row["ring_ms"] += fact.ring_ms
            row["agent"], row["safety_net"] = fact.member or None, True
            _leave(row, VisitOutcome.ANSWERED, fact.wait_ms)
        case f.NetLeft():
            row["safety_net"] = True
            _leave(row, VisitOutcome.ABANDONED, fact.wait_ms)


def _leave(row: Values, outcome: VisitOutcome, wait_ms: int) -> None:
    row["outcome"] = outcome.value
    row["wait_ms"] = wait_ms
    row["left_at_ms"] = row["entered_at_ms"] + wait_ms
