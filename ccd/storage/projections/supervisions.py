"""Facts → `supervisions`."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement

from ccd.domain.facts import (
    Fact,
    SupervisionEnded,
    SupervisionModeChanged,
    SupervisionOffered,
    SupervisionStarted,
)
from ccd.storage.models import SupervisionRow
from ccd.storage.rows import Values, empty_row, table_of

Key = tuple[str, int]


class Supervisions:
    """An offer is a row of its own, turn 0, that ends when the supervisor comes in."""

    table = table_of(SupervisionRow)

    def __init__(self) -> None:
        self._live: dict[Key, Values] = {}
        self._changed: dict[Key, Values] = {}

    @property
    def unfinished(self) -> ColumnElement[bool]:
        return self.table.c.ended_at_ms.is_(None)

    def remember(self, rows: Iterable[Values]) -> None:
        self._live = {(row["supervision"], row["turn"]): row for row in rows}

    def take(self, fact: Fact, at_ms: int) -> None:
        match fact:
            case SupervisionOffered():
                self._begin(fact, 0, fact.by, at_ms)
            case SupervisionStarted():
                offer = self._live.get((fact.supervision, 0))
                self._end((fact.supervision, 0), at_ms)
                self._begin(fact, fact.turn, offer["asked_by"] if offer else None, at_ms)
            case SupervisionModeChanged():
                if row := self._live.get((fact.supervision, fact.turn)):
                    row["modes"] += f" {fact.mode.value}"
                    self._changed[fact.supervision, fact.turn] = row
            case SupervisionEnded():
                self._end((fact.supervision, fact.turn), at_ms)
            case _:
                pass

    def changed(self) -> list[Values]:
        rows, self._changed = list(self._changed.values()), {}
        return rows

    def _begin(
        self, fact: SupervisionOffered | SupervisionStarted, turn: int, by: str | None, at_ms: int
    ) -> None:
        key = (fact.supervision, turn)
        self._live[key] = self._changed[key] = empty_row(self.table) | {
            "supervision": fact.supervision,
            "turn": turn,
            "call_id": fact.call_id,
            "supervisor": fact.supervisor,
            "agent": fact.agent,
            "modes": fact.mode.value,
            "asked_by": by,
            "started_at_ms": at_ms,
        }

    def _end(self, key: Key, at_ms: int) -> None:
        if row := self._live.pop(key, None):
            self._changed[key] = row | {"ended_at_ms": at_ms}
