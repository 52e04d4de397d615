"""What every projection is, and what those are that remember nothing."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import ColumnElement, Table, false

from ccd.domain.facts import Fact
from ccd.storage.rows import Values, empty_row


class Projection(Protocol):
    table: Table

    @property
    def unfinished(self) -> ColumnElement[bool]:
        """Which rows of the table must be remembered after a restart."""
        ...

    def remember(self, rows: Iterable[Values]) -> None:
        """Take back the unfinished rows, which are then the projection's own."""
        ...

    def take(self, fact: Fact, at_ms: int) -> None: ...

    def changed(self) -> list[Values]:
        """The rows that changed since the last call, whole, in the order to write them."""
        ...


class Forgetful:
    """Each fact names its row, and says some of the columns."""

    table: Table

    def __init__(self) -> None:
        self._changed: dict[str, Values] = {}

    @property
    def unfinished(self) -> ColumnElement[bool]:
        return false()

    def remember(self, rows: Iterable[Values]) -> None:
        pass

    def changed(self) -> list[Values]:
        rows, self._changed = list(self._changed.values()), {}
        return rows

    def say(self, name: str, columns: Values) -> None:
        """Of the row of that name; `columns` has the name, too."""
        row = self._changed.setdefault(name, empty_row(self.table))
        row |= columns
