"""What every projection is."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import ColumnElement, Table

from ccd.domain.facts import Fact
from ccd.storage.rows import Values


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
